"""Why a page was rendered: whatever is told of an answer is true, and is told once."""

from __future__ import annotations

import inspect
import re
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from asiansite.explain import SILENT, answered, because, question, subject
from asiansite.rendering.door import SiteDoor
from asiansite.rendering.questions import SHARED_QUESTIONS
from asiansite.site.digests import MOST, Digest, digest_of
from asiansite.site.queries import QUERIES
from asiansite.trace import Arg, Read

SORTED = st.sets(st.integers(0, 40), max_size=MOST + 6).map(
    lambda found: [f"i{each:02}" for each in sorted(found)]
)
"""Titles, in an order that both answers have: a list has one."""

COUNTED = st.lists(
    st.builds("{} ({})".format, st.sampled_from("abc"), st.integers(0, 3)), unique=True, max_size=6
)
"""Names with counts, as authors have them: two of them may have one name."""


def told(before: Digest | None, after: Digest | None, query: str = "recent", *args: Arg) -> str:
    """What is told of an answer that was another before."""
    return because(Read(query, args or (6,), b""), before, after)


# --- which question ---


def test_a_question_is_shown_as_templates_put_it() -> None:
    assert question("recent", (6,)) == "recent(6)"
    assert question("front", ()) == "front()"
    assert question("page_of", ("tag:haze", None)) == "page_of('tag:haze')"


@pytest.mark.parametrize("name", ["tag", "author", "section"])
def test_a_question_tells_what_its_arguments_are(name: str) -> None:
    given = {
        "tag": None,
        "author": None,
        "section": None,
        "year": None,
        "month": None,
        "first": 30,
        name: "news",
    }
    assert question("articles", tuple(given.values())) == f"articles({name}='news', first=30)"


def test_the_names_of_arguments_are_those_of_the_door() -> None:
    names = list(inspect.signature(SiteDoor.articles).parameters)[1:]
    args = tuple(f"a{place}" for place in range(len(names)))
    shown = ", ".join(f"{name}={arg!r}" for name, arg in zip(names, args, strict=True))
    assert question("articles", args) == f"articles({shown})"


# --- in words ---


@pytest.mark.parametrize("query", sorted(QUERIES.keys() | SHARED_QUESTIONS))
@pytest.mark.parametrize("with_number", [False, True])
def test_every_query_is_about_something_in_words(query: str, with_number: bool) -> None:
    words = subject(query, tuple(arguments(query, with_number=with_number)))
    assert not words.startswith("`")
    assert not re.search(r"None|[{}]", words)
    assert re.fullmatch(r"\S.*[^\s,.]", words)


@pytest.mark.parametrize("query", sorted(QUERIES))
def test_two_questions_of_a_query_are_told_apart(query: str) -> None:
    # But for the pages of one list, of which what stands above the articles is the same, and counts of what is there anyway.
    args = list(arguments(query, with_number=True))
    same = {"related": 1, "news": 0, "mapped": 1, "mapped_lists": 0}
    for place in range(len(args)):
        other: list[Arg] = [*args]
        other[place] = "other" if isinstance(args[place], str) else 7
        is_page_of_head = query in {"tag", "section", "author", "year", "month"} and place == len(args) - 1
        if not is_page_of_head and same.get(query) != place:
            assert subject(query, args) != subject(query, other), (args, other)


def arguments(query: str, *, with_number: bool) -> list[Arg]:
    """Arguments that fit a query; those that may be missing are there or not."""
    if query == "page_of":
        return ["tag:haze", 2 if with_number else None]
    if query not in QUERIES:
        return ["front.html"] if query == "template" else []
    kinds = list(inspect.signature(QUERIES[query].answer).parameters.values())[1:]
    found: list[Arg] = []
    for each in kinds:
        if "None" in each.annotation and not with_number:
            found.append(None)
        else:
            found.append(2 if "int" in each.annotation else "tag:haze" if each.name == "key" else "name")
    return found


def test_lists_are_named_by_what_they_are_of() -> None:
    assert subject("page_of", ("tag:haze", None)) == "the list of the tag `haze`"
    assert subject("page_of", ("section:news", 2)) == "page 2 of the list of the section `news`"
    assert subject("page_of", ("month:2026-08", None)) == "the list of the month 2026-08"
    assert subject("feed", ("",)) == "the head of the feeds of all articles"
    assert subject("feeds_of", ("author:mara",)) == "the feeds of the author `mara`"
    assert subject("social", ("section", "")) == "the outlet’s social image"
    assert subject("recent_at_midnight", (6,)) == "the list `recent(6)` of the last midnight"


@pytest.mark.parametrize("args", [(), (1, 2, 3, 4), ("x", "y", "z", "w")])
@pytest.mark.parametrize("query", ["tag", "month", "page_of", "social", "articles", "unknown", "corrections"])
def test_a_question_of_another_asiansite_is_shown_all_the_same(query: str, args: tuple[Arg, ...]) -> None:
    assert query in subject(query, args) or subject(query, args).startswith("the ")


# --- what it was answered ---


def test_an_answer_is_shown_in_short() -> None:
    assert answered("recent", ("a", "b"), 3) == "‘a’, ‘b’"
    assert answered("recent", ("a", "b", "c", "d"), 3) == "‘a’, ‘b’, ‘c’ …"
    assert answered("recent", (), 3) == "none"


@pytest.mark.parametrize("query", sorted(SILENT))
def test_hashes_and_texts_are_not_shown(query: str) -> None:
    assert answered(query, ("1f2e",), 3) == answered(query, (), 3) == ""
    assert told(("1f2e",), ("3d4c",), query, "front.html").endswith(" changed")


def test_what_is_forgotten_is_not_shown() -> None:
    assert answered("recent", None, 3) == ""


# --- what changed ---


def test_what_is_forgotten_is_no_news() -> None:
    assert told(None, ("Haze season", "A vote")) == "the list `recent(6)` changed"
    assert told((), ("Haze season",)) == "the list `recent(6)` changed: ‘Haze season’ is new"


def test_what_cannot_be_answered_is_no_longer_there() -> None:
    assert told(("/css/a.css",), None, "asset", "css/a.css") == "the file static/css/a.css is no longer there"
    assert told(None, None, "asset", "css/a.css") == "the file static/css/a.css is no longer there"


def test_a_new_headline_takes_the_place_of_the_old_one() -> None:
    assert told(("a", "b", "c"), ("a", "x", "c")).endswith(": ‘b’ became ‘x’")
    assert told(("a",), ("x",), "setting", "title").endswith(": ‘a’ became ‘x’")


def test_an_article_that_moves_the_others_took_nobodys_place() -> None:
    assert told(("a", "b", "c"), ("x", "a", "b")).endswith(": ‘x’ is new, ‘c’ is gone")


def test_a_count_that_changed_is_no_news_and_no_loss() -> None:
    before, after = ("haze (1)", "trade (2)"), ("haze (2)", "news (1)", "trade (2)")
    assert told(before, after, "tags").endswith(": ‘news (1)’ is new, ‘haze (1)’ became ‘haze (2)’")


def test_titles_that_are_the_same_are_said_to_be() -> None:
    assert told(("a",), ("a",)).endswith(" changed: the titles are the same")
    assert told(("a",), ("a",), "article", "x").endswith(" changed: its title is the same")
    assert told(("a",), ("a",), "setting", "publisher").endswith(" changed")
    assert told((), ()).endswith(" changed")
    # What comes after the twelfth is not known.
    many = tuple(f"a{each}" for each in range(MOST))
    assert told(many, many).endswith(" changed")


def test_another_order_is_told() -> None:
    assert told(("a", "b"), ("b", "a")).endswith(": the order is another")


def test_what_a_long_list_pushes_past_its_digest_is_not_gone() -> None:
    old = [f"story {each}" for each in range(30)]
    assert told(digest_of(tuple(old)), digest_of(("Haze season", *old))).endswith(": ‘Haze season’ is new")
    assert told(digest_of(tuple(old)), digest_of(tuple(old[1:]))).endswith(": ‘story 0’ is gone")


def test_a_word_that_stands_twice_is_told_once() -> None:
    assert told(digest_of(()), digest_of(("Haze season", "Haze season"))).count("Haze season") == 1


@given(SORTED | COUNTED, SORTED | COUNTED)
@example([], [f"i{each:02}" for each in range(MOST)])
@example(["Mara Lim (3)", "Mara Lim (1)"], ["mara (2)", "Mara Lim (2)"])
def test_what_is_told_of_lists_is_true(before: list[str], after: list[str]) -> None:
    assume(before != after)
    new, became, gone, left = parts(told(digest_of(tuple(before)), digest_of(tuple(after))))
    assert {*new, *(now for _, now in became)} <= {*after} - {*before}
    assert {*gone, *(then for then, _ in became)} <= {*before} - {*after}
    named = [*new, *gone, *(word for pair in became for word in pair)]
    assert len(named) == len({*named})
    if len(before) < MOST and len(after) < MOST:
        changes = len(new) + len(gone) + left + 2 * len(became)
        assert changes <= len({*before} ^ {*after}) <= changes + left
        assert named


def parts(sentence: str) -> tuple[list[str], list[tuple[str, str]], list[str], int]:
    """(what is new, what became what, what is gone, how many more) in a sentence."""
    more = re.search(r" and (\d+) more$", sentence)
    pairs: list[Any] = re.findall(r"‘([^’]*)’ became ‘([^’]*)’", sentence)
    return (
        re.findall(r"‘([^’]*)’ is new", sentence),
        pairs,
        re.findall(r"‘([^’]*)’ is gone", sentence),
        int(more[1]) if more else 0,
    )
