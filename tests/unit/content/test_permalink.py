from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.permalink import TOKENS, PermalinkError, fill, parse_permalink

SOUND = (
    "/{year}/{month}/{slug}/",
    "/{slug}/",
    "/{id}/",
    "/news/{year}-{month}-{day}/{slug}/",
    "/{section}/{slug}/",
    "/{lang}/{year}/{slug}/",
    "/a.b/{slug}.x/",
    "/{year}{month}{day}-{slug}/",
    "/_x/{slug}/",
)


@pytest.mark.parametrize("text", SOUND)
def test_a_sound_permalink_stays_as_it_is(text: str) -> None:
    assert parse_permalink(text) == text


BROKEN = (
    "",
    "/",
    "{slug}/",
    "/{slug}",
    "/{year}/",
    "/{month}/{day}/",
    "/{title}/{slug}/",
    "/{Slug}/",
    "/{slug!r}/",
    "/{slug:>10}/",
    "/{slug.x}/",
    "/{slug[0]}/",
    "/{}/{slug}/",
    "/{0}/{slug}/",
    "/{{slug}}/",
    "/{slug}}/",
    "/{{slug}/",
    "/{slug/",
    "//{slug}/",
    "/x//{slug}/",
    "/./{slug}/",
    "/../{slug}/",
    "/.x/{slug}/",
    "/{slug}/../",
    "/a b/{slug}/",
    "/ก/{slug}/",
    "/{slug}?x/",
    "/{slug}#x/",
    "/{slug}%2f/",
    "/%s/{slug}/",
    "/{slug}\\/",
    "/{slug}/\n/",
)


@pytest.mark.parametrize("text", BROKEN, ids=ascii)
def test_one_that_could_lead_astray_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(PermalinkError) as caught:
        parse_permalink(text)
    assert str(caught.value)


PIECES = st.sampled_from(["/", *[f"{{{token}}}" for token in TOKENS], "x", "-", "..", ".", "{", "}", "//"])
VALUE = st.from_regex(r"[a-z0-9ก-ฮ]([a-z0-9ก-ฮ-]{0,8}[a-z0-9ก-ฮ])?", fullmatch=True)


@given(
    st.lists(PIECES, max_size=8).map(lambda pieces: f"/{''.join(pieces)}/"),
    st.fixed_dictionaries(dict.fromkeys(TOKENS, VALUE)),
    st.booleans(),
)
def test_whatever_is_accepted_gives_a_path_of_whole_segments(
    text: str, values: dict[str, str], has_section: bool
) -> None:
    try:
        permalink = parse_permalink(text)
    except PermalinkError:
        return
    path = fill(permalink, values if has_section else {**values, "section": ""})
    assert path.startswith("/")
    assert path.endswith("/")
    segments = path.strip("/").split("/")
    assert "" not in segments
    assert not {".", ".."} & set(segments)
    assert values["slug"] in path or values["id"] in path


def test_an_empty_value_leaves_its_segment_out() -> None:
    values = dict.fromkeys(TOKENS, "x") | {"section": "", "slug": "vote"}
    assert fill("/{section}/{slug}/", values) == "/vote/"
    assert fill("/a/{section}/{section}/{slug}/", values) == "/a/vote/"
