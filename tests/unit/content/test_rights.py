from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.rights import (
    Rights,
    is_misnamed_sidecar,
    joined,
    licence_url,
    picture_of_sidecar,
    read_sidecar,
)

ZONE = ZoneInfo("Asia/Yangon")
TEXTS = st.sampled_from([None, "a", "b"])
MOMENTS = st.sampled_from([None, datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)])
RIGHTS = st.builds(Rights, TEXTS, TEXTS, TEXTS, st.booleans(), MOMENTS)


def test_all_that_a_sidecar_can_say_is_read() -> None:
    text = b"credit: Mara Lim\nlicence: CC BY 4.0\nsource: AFP\ndistribute: FALSE\nexpires: 2026-12-01\n"
    end = datetime(2026, 11, 30, 17, 30, tzinfo=UTC)
    assert read_sidecar(text, ZONE) == (Rights("Mara Lim", "CC BY 4.0", "AFP", False, end), ())


@pytest.mark.parametrize("text", [b"", b"# nothing\n", b"credit:\ndistribute:\nexpires:\n"])
def test_a_sidecar_that_says_nothing_limits_nothing(text: bytes) -> None:
    assert read_sidecar(text, ZONE) == (Rights(), ())


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        (b"- credit", "not-key-value"),
        (b"license: x", "unknown-key"),
        (b"expires: tomorrow", "date-not-a-date"),
        (b"distribute: no", "not-true-or-false"),
        (b"credit: [a]", "not-a-text"),
        (b"\xff", "not-utf8"),
        (b"credit: 'x", None),
    ],
)
def test_a_sidecar_that_is_wrong_is_told(text: bytes, slug: str | None) -> None:
    _, problems = read_sidecar(text, ZONE)
    assert [found.level for found in problems] == ["error"]
    assert slug is None or problems[0].slug == slug


@given(st.lists(RIGHTS, max_size=4), RIGHTS)
def test_whatever_else_is_said_lifts_no_limit(said: list[Rights], more: Rights) -> None:
    before, after = joined(said), joined([*said, more])
    assert after.distribute <= before.distribute
    assert before.expires is None or (after.expires is not None and after.expires <= before.expires)
    assert all(
        getattr(after, name) == getattr(before, name)
        for name in ("credit", "licence", "source")
        if getattr(before, name) is not None
    )


@given(st.lists(RIGHTS, max_size=4))
def test_limits_are_the_same_in_whatever_order_they_are_said(said: list[Rights]) -> None:
    one, other = joined(said), joined(said[::-1])
    assert (one.distribute, one.expires) == (other.distribute, other.expires)


@pytest.mark.parametrize(
    ("licence", "address"),
    [
        ("CC BY 4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ("cc-by-sa-4.0", "https://creativecommons.org/licenses/by-sa/4.0/"),
        ("CC BY-NC-ND 2.5", "https://creativecommons.org/licenses/by-nc-nd/2.5/"),
        ("CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC0 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("https://x.example/l?a=1", "https://x.example/l?a=1"),
        ("CC BY", None),
        ("CC BY 5.0", None),
        ("CC BY-ND-SA 4.0", None),
        ("CC0 4.0", None),
        ("javascript:alert(1)", None),
        ('https://x.example/" onclick="', None),
        ("By permission", None),
        ("", None),
    ],
)
def test_a_licence_has_an_address_if_it_is_one_or_is_known(licence: str, address: str | None) -> None:
    assert licence_url(licence) == address


@pytest.mark.parametrize(
    ("path", "picture"),
    [
        ("content/articles/haze.jpg.yaml", "content/articles/haze.jpg"),
        ("static/img/Haze.PNG.yaml", "static/img/Haze.PNG"),
        ("content/articles/haze.yaml", None),
        ("content/tags.yaml", None),
        ("content/articles/haze.pdf.yaml", None),
        ("content/articles/haze.jpg", None),
        ("content/articles/haze.jpg.yml", None),
    ],
)
def test_a_sidecar_has_the_name_of_its_picture(path: str, picture: str | None) -> None:
    assert picture_of_sidecar(path) == picture
    assert is_misnamed_sidecar(path) == path.endswith(".jpg.yml")
