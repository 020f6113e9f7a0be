"""What an editor has told too early, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from asiansite.site.leaks import leaks
from tests.fakes.sites import Site, site, story

BODY = "The minister will say on Friday that the port is to be sold to a fund of the state."
THAI = "รัฐมนตรีจะประกาศขายท่าเรือแก่กองทุนของรัฐในวันศุกร์นี้"


def told(found: Site) -> list[tuple[str, str]]:
    return [(leak.source.rpartition("/")[2], leak.kind) for leak in leaks(found.snapshot)]


def with_other(text: str, body: str = BODY, secret: dict[str, Any] | None = None, **other: Any) -> Site:
    front: dict[str, Any] = {"title": "The port is sold", "date": "2026-08-21", "embargo": "2026-08-21"}
    return site(
        {
            "content/articles/port-sale.md": story(**front | (secret or {})).replace("A paragraph.", body),
            "content/articles/other.md": story(**other).replace("A paragraph.", text),
        }
    )


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Nothing of it.", []),
        ("They wrote: THE PORT   is *sold*!", ["title"]),
        ("The port is soldered.", []),
        ("See [it](/2026/08/port-sale/).", ["slug"]),
        ("See [it](https://gazette.example/2026/08/port-sale?x).", ["slug"]),
        ("See [it](/2026/08/port-sale-2/).", []),
        ("It is at gazette.example/2026/08/port-sale for now.", ["slug"]),
        ("See [it](port-sale.md).", []),
        ("We hear that the **minister** will say on Friday, that the port.", ["words"]),
        ("The minister will say on Friday that it rains.", []),
    ],
)
def test_each_kind_is_found_and_nothing_else(text: str, kinds: list[str]) -> None:
    assert told(with_other(text)) == [("other.md", kind) for kind in kinds]


def test_eight_words_are_a_run_and_seven_are_none() -> None:
    words = BODY.split()
    assert told(with_other(" ".join(words[:8]))) == [("other.md", "words")]
    assert told(with_other(" ".join(words[:7]))) == []


def test_titles_descriptions_and_corrections_are_looked_at() -> None:
    assert told(with_other("x", title="Is it so? The port is sold")) == [("other.md", "title")]
    assert told(with_other("x", description=BODY)) == [("other.md", "words")]
    corrections = [{"date": "2026-08-19", "kind": "update", "text": BODY}]
    assert told(with_other("x", corrections=corrections)) == [("other.md", "words")]


def test_texts_without_spaces_are_compared() -> None:
    assert told(with_other(THAI[:40], THAI)) == [("other.md", "words")]
    assert told(with_other(THAI[:12], THAI)) == []


@pytest.mark.parametrize(
    "secret",
    [{"embargo": "2026-08-19", "date": "2026-08-19"}, {"embargo": None}, {"draft": True}],
)
def test_only_articles_under_embargo_have_secrets(secret: dict[str, Any]) -> None:
    assert told(with_other(BODY, secret=secret)) == []


@pytest.mark.parametrize("other", [{"draft": True}, {"date": "2026-08-22"}])
def test_only_what_is_public_tells(other: dict[str, Any]) -> None:
    assert told(with_other(BODY, **other)) == []


def test_a_standing_page_tells_too_and_each_pair_is_told_once() -> None:
    found = with_other(f"{BODY} {BODY}")
    drawing = {
        "content/articles/port-sale.md": story(
            title="The port is sold", date="2026-08-21", embargo="2026-08-21"
        ).replace("A paragraph.", BODY),
        "content/pages/about.md": story("About")
        .replace('date: "2026-08-01 08:00"\n', "")
        .replace("A paragraph.", BODY),
    }
    assert told(found) == [("other.md", "words")]
    assert told(site(drawing)) == [("about.md", "words")]
