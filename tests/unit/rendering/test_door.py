from __future__ import annotations

import inspect
from typing import Any

import pytest
from markupsafe import Markup

from asiansite.rendering.door import SiteDoor
from asiansite.site.answers import Near
from asiansite.site.queries import QUERIES
from asiansite.trace import QuestionError, Reader
from tests.fakes.answers import Asked

CALLS: dict[str, tuple[tuple[Any, ...], dict[str, Any], tuple[str, tuple[Any, ...]]]] = {
    "title": ((), {}, ("setting", ("title",))),
    "year": ((), {}, ("current_year", ())),
    "today": ((), {}, ("today", ())),
    "url": (("/x/",), {}, ("url", ("/x/",))),
    "asset": (("a.css",), {}, ("asset", ("a.css",))),
    "setting": (("menu",), {}, ("setting", ("menu",))),
    "recent": ((6,), {}, ("recent", (6,))),
    "page_of": (("tag:haze", 2), {}, ("page_of", ("tag:haze", 2))),
    "articles": ((), {"tag": "haze", "first": 3}, ("articles", ("haze", None, None, None, None, 3))),
    "article": (("vote",), {}, ("article", ("vote",))),
    "body": (("vote",), {}, ("body", ("vote",))),
    "related": (("vote", 3), {}, ("related", ("vote", 3))),
    "neighbours": (("vote",), {}, ("neighbours", ("vote",))),
    "front": ((), {}, ("front", ())),
    "tags": ((), {}, ("tags", ())),
    "authors": ((), {}, ("authors", ())),
    "author": (("siti",), {}, ("author", ("siti",))),
    "sections": ((), {}, ("sections", ())),
    "archive": ((), {}, ("archive", ())),
    "feeds": (("tag:haze",), {}, ("feeds_of", ("tag:haze",))),
}
NAMES = [name for name in dir(SiteDoor) if not name.startswith("_")]


class Table(Asked):
    """Answers None, as to a body that is not there, which the door takes apart; and nothing beside an article."""

    def answer(self, query: str, args: tuple[Any, ...]) -> object:
        super().answer(query, args)
        return () if query == "related" else None


def door(*, settled: bool = False) -> tuple[SiteDoor, Reader, Table]:
    site = Table()
    reader = Reader(site)
    return SiteDoor(reader, lambda name: Markup(f"<b>{name}</b>"), settled=settled), reader, site


def used(found: SiteDoor, name: str, *args: Any, **options: Any) -> Any:
    member = getattr(found, name)
    return member(*args, **options) if callable(member) else member


def test_keep_reading_shows_the_cards_of_what_is_near() -> None:
    class Beside(Table):
        def answer(self, query: str, args: tuple[Any, ...]) -> object:
            super().answer(query, args)
            return (Near("b", "B"), Near("a", "A")) if query == "related" else args[0]

    site = Beside()
    found = SiteDoor(Reader(site), Markup, settled=False)
    assert found.related("vote", 2) == ("b", "a")
    assert site.questions == [("related", ("vote", 2)), ("article", ("b",)), ("article", ("a",))]


def test_every_name_of_the_door_is_looked_at_here() -> None:
    assert set(NAMES) == {*CALLS, "fragment", "policy", "search_policy", "structured"}


@pytest.mark.parametrize("name", CALLS)
def test_a_name_puts_one_question_and_that_is_recorded(name: str) -> None:
    args, options, question = CALLS[name]
    found, reader, site = door()
    used(found, name, *args, **options)
    assert site.questions == [question]
    assert [(read.query, read.args) for read in reader.reads()] == [question]


@pytest.mark.parametrize("name", CALLS)
def test_the_question_is_one_that_the_site_can_be_asked(name: str) -> None:
    query, args = CALLS[name][2]
    inspect.signature(QUERIES[query].answer).bind(None, *args)


def test_recent_posts_of_a_settled_page_are_those_of_midnight() -> None:
    found, _, site = door(settled=True)
    found.recent(6)
    assert site.questions == [("recent_at_midnight", (6,))]


def test_the_policy_is_made_from_two_settings() -> None:
    class Settings(Table):
        def answer(self, query: str, args: tuple[Any, ...]) -> object:
            super().answer(query, args)
            return {"embeds": ("vimeo",), "csp": (("img-src", ("data:",)),)}[args[0]]

    site = Settings()
    found = SiteDoor(Reader(site), Markup, settled=False)
    assert "frame-src 'self' https://player.vimeo.com; img-src 'self' data:" in found.policy
    assert site.questions == [("setting", ("embeds",)), ("setting", ("csp",))]
    assert "script-src 'self' 'wasm-unsafe-eval'" in found.search_policy


def test_a_fragment_puts_no_question_of_its_own() -> None:
    found, reader, _ = door()
    assert found.fragment("x.html") == Markup("<b>x.html</b>")
    assert reader.reads() == ()


WRONG: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = [
    *(
        (name, (value,), {})
        for name in ("url", "asset", "setting", "article", "body", "author", "fragment")
        for value in (None, 1, True, b"x", ["x"])
    ),
    *(("recent", (value,), {}) for value in (None, "6", True, 6.0, -1)),
    *(("related", ("vote", value), {}) for value in (None, "6", True, -1)),
    *(("page_of", ("tag:x", value), {}) for value in ("2", True, 2.0)),
    *(("articles", (), {"tag": value}) for value in (1, True, ("a",))),
    *(("articles", (), {"year": value}) for value in ("2026", True)),
    *(("articles", (), {"first": value}) for value in ("3", -1)),
]


@pytest.mark.parametrize(("name", "args", "options"), WRONG, ids=repr)
def test_a_wrong_question_is_refused_and_not_put(
    name: str, args: tuple[Any, ...], options: dict[str, Any]
) -> None:
    found, reader, site = door()
    with pytest.raises(QuestionError):
        used(found, name, *args, **options)
    assert site.questions == []
    assert reader.reads() == ()


@pytest.mark.parametrize("name", ["url", "asset", "setting", "article", "body", "author", "neighbours"])
def test_safe_html_as_a_text_is_the_same_question(name: str) -> None:
    found, reader, _ = door()
    used(found, name, "x")
    used(found, name, Markup("x"))
    (read,) = reader.reads()
    assert [type(arg) for arg in read.args] == [str]


def test_safe_html_as_a_slug_is_the_same_question() -> None:
    found, reader, _ = door()
    found.articles(tag="haze")
    found.articles(tag=Markup("haze"))
    found.page_of(Markup("tag:haze"))
    assert len(reader.reads()) == 2


def test_the_door_prints_as_one_word() -> None:
    assert str(door()[0]) == str(door()[0])
    assert "0x" not in str(door()[0])
