from __future__ import annotations

import pickle
import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.errors import (
    Place,
    Problem,
    SiteError,
    as_error,
    as_warning,
    describe,
    in_order,
    messages,
    nearest,
    problem,
    with_excerpts,
)
from tests.fakes.values import replace

STATUSES = {1, 2, 70, 74, 75, 130}


@pytest.mark.parametrize("slug", messages())
def test_every_message_is_whole(slug: str) -> None:
    message = messages()[slug]
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert message.says
    assert message.help
    assert message.status in STATUSES
    assert "\n" not in message.says
    assert not re.search(
        r"\b(sorry|please|oops|invalid|illegal)\b", f"{message.says} {message.help}", re.IGNORECASE
    )
    for label, text in message.facts:
        assert label
        assert text
        assert "\n" not in text


def test_a_fact_without_its_word_is_left_out() -> None:
    with_hint = problem("unknown-key", key="tag", nearest="tags", known="tags, title")
    without = problem("unknown-key", key="zzz", nearest=None, known="tags, title")
    assert ("hint", "did you mean `tags`?") in with_hint.facts
    assert "hint" not in dict(without.facts)
    assert set(dict(without.facts)) < set(dict(with_hint.facts))


@pytest.mark.parametrize(
    ("slug", "words"), [("no-such-message", {}), ("unknown-key", {}), ("unknown-key", {"key": None})]
)
def test_a_message_that_cannot_be_made_is_a_bug_and_not_a_half_sentence(
    slug: str, words: dict[str, str]
) -> None:
    with pytest.raises(KeyError):
        problem(slug, **words)


@given(st.text())
def test_a_users_words_never_break_the_message_or_reach_the_terminal_raw(text: str) -> None:
    said = describe(problem("slug-not-a-slug", Place("a.md", 1, 1, 1), given=text))
    assert said.count("\n") == describe(problem("slug-not-a-slug", Place("a.md", 1, 1, 1), given="x")).count(
        "\n"
    )
    raw = {c for c in said if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert raw <= set("\n\u200c\u200d")


@pytest.mark.parametrize("text", ["{0}", "{given}", "{", "}", "%s", "{given.__class__}"])
def test_braces_in_a_users_words_are_words(text: str) -> None:
    assert f"`{text}`" in problem("slug-not-a-slug", given=text).says


def test_long_words_are_cut_and_say_so() -> None:
    said = problem("slug-not-a-slug", given="x" * 10_000).says
    assert len(said) < 400
    assert "…" in said


def test_a_problem_changes_its_level_and_nothing_else() -> None:
    found = problem("date-not-a-date", Place("a.md", 4, 7, 3), key="date")
    assert as_warning(found) == replace(found, level="warning")
    assert as_error(as_warning(found)) == found


PLACES = st.none() | st.builds(
    Place,
    st.sampled_from(["a.md", "b.md", "b/c.md"]),
    st.none() | st.integers(1, 3),
    st.none() | st.integers(1, 3),
)
PROBLEMS = st.builds(
    Problem, st.sampled_from(["held", "key-missing"]), st.just("error"), st.sampled_from("ab"), PLACES
)


@given(st.lists(PROBLEMS, max_size=8))
def test_problems_come_by_path_and_line_each_once_in_whatever_order_they_were_found(
    found: list[Problem],
) -> None:
    ordered = in_order(found)
    assert in_order(reversed(found)) == ordered
    assert set(ordered) == set(found)
    assert len(ordered) == len(set(found))
    where = [
        (p.place.path, p.place.line or 0, p.place.column or 0) if p.place else ("", 0, 0) for p in ordered
    ]
    assert where == sorted(where)


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("tag", ["title", "tags", "date"], "tags"),
        ("Tags", ["title", "tags", "date"], "tags"),
        ("asia/jakata", ["Asia/Jakarta", "Asia/Jayapura"], "Asia/Jakarta"),
        ("Siti", ["Sari Wijaya", "SITI"], "SITI"),
        ("zzzzzz", ["title", "tags"], None),
        ("", ["title"], None),
        ("x", [], None),
    ],
)
def test_the_nearest_word(word: str, known: list[str], meant: str | None) -> None:
    assert nearest(word, known) == meant


def shown(line: str, column: int, width: int) -> tuple[str, str]:
    found = replace(problem("date-missing"), place=Place("a.md", 12, column, width, line))
    _, _, excerpt, carets, *_ = describe(found).split("\n")
    assert excerpt.index("|") == carets.index("|")
    return excerpt.partition("| ")[2], carets.partition("| ")[2]


@pytest.mark.parametrize(
    ("line", "word", "under"),
    [
        ("date: 20th of August", "20th of August", " " * 6 + "^" * 14),
        ("title: 東京 x", "x", " " * 12 + "^"),
        ("title: 東京", "東京", " " * 7 + "^" * 4),
        ("title: เที่ยว x", "x", " " * 12 + "^"),
        ("title: e\u0301 x", "x", " " * 9 + "^"),
        ("\tdate: x", "x", " " * 7 + "^"),
    ],
)
def test_the_caret_stands_below_its_word(line: str, word: str, under: str) -> None:
    assert shown(line, line.index(word) + 1, len(word))[1] == under


LINES = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=300)


@given(LINES, st.integers(1, 400), st.integers(0, 400))
def test_an_excerpt_stays_on_the_screen_and_its_caret_below_its_words(
    line: str, column: int, width: int
) -> None:
    column = min(column, len(line) + 1)
    excerpt, carets = shown(line, column, width)
    assert len(excerpt) <= 102
    assert len(carets) <= 103
    under = carets.lstrip(" ")
    assert set(under) == {"^"}
    assert len(under) <= max(width, 1)
    pointed_at = excerpt[len(carets) - len(under) : len(carets)]
    assert line[column - 1 :].startswith(pointed_at)


def test_excerpts_come_from_the_source_where_it_is_known() -> None:
    lines = {"a.md": ["---", "title: x", "---"]}
    at = {
        None: None,
        Place("a.md"): None,
        Place("a.md", 2): "title: x",
        Place("a.md", 9): None,
        Place("b.md", 2): None,
        Place("a.md", 2, 1, 1, "as it was"): "as it was",
    }
    found = [replace(problem("date-missing"), place=place) for place in at]
    filled = with_excerpts(found, lines)
    assert [each.place.excerpt if each.place else None for each in filled] == list(at.values())


def test_the_exit_status_is_that_of_the_errors() -> None:
    content, disk = problem("key-missing", key="title"), problem("disk-full", cause="no space")
    assert SiteError([content]).status == 1
    assert SiteError([disk, problem("date-missing")]).status == 74


def test_a_site_error_crosses_from_a_worker_to_the_coordinator() -> None:
    error = SiteError([problem("key-missing", Place("a.md", 1), key="title")])
    assert pickle.loads(pickle.dumps(error)).problems == error.problems
