from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from asiansite.fingerprint import fingerprint
from asiansite.trace import Memory, Oracle, QuestionError, Read, Reader
from tests.fakes.answers import Asked

QUERIES = st.sampled_from(["recent", "tag", "body"])
ARGS = st.lists(st.none() | st.integers(0, 2) | st.sampled_from(["", "1", "None", "haze"]), max_size=2).map(
    tuple
)
QUESTIONS = st.lists(st.tuples(QUERIES, ARGS), max_size=12)


def once_in_order(questions: list[Any]) -> list[Any]:
    return list(dict.fromkeys(questions))


@given(QUESTIONS)
def test_a_trace_holds_each_question_once_in_the_order_of_asking(questions: list[Any]) -> None:
    reader = Reader(Asked())
    for query, args in questions:
        reader.ask(query, *args)
    assert [(read.query, read.args) for read in reader.reads()] == once_in_order(questions)
    assert [read.answer for read in reader.reads()] == [fingerprint(answer) for answer in reader.answers()]


@given(QUESTIONS)
def test_a_reader_gives_what_the_site_answers(questions: list[Any]) -> None:
    reader, site = Reader(Asked()), Asked()
    for query, args in questions:
        assert reader.ask(query, *args) == site.answer(query, args)


def test_one_reader_asks_the_site_each_question_once() -> None:
    # Two answers to one question, were they not equal, would stand for one read.
    site = Asked()
    reader = Reader(site)
    for _ in range(3):
        reader.ask("body", "vote")
    assert site.questions == [("body", ("vote",))]


def test_absence_is_an_answer_and_is_recorded() -> None:
    reader = Reader(Asked({("article", ("x",)): None}))
    assert reader.ask("article", "x") is None
    assert reader.ask("article", "x") is None
    assert reader.reads() == (Read("article", ("x",), fingerprint(None)),)


class Text(str):
    __slots__ = ()


class Number(int):
    pass


@pytest.mark.parametrize(
    "arg",
    [
        True,
        False,
        1.0,
        b"1",
        ("1",),
        [],
        Markup("1"),
        Text("1"),
        Number(1),
        date(2026, 8, 20),
        datetime(2026, 8, 20),
    ],
    ids=lambda arg: f"{type(arg).__name__}-{arg}",
)
def test_a_question_carries_texts_whole_numbers_and_nothing_else(arg: Any) -> None:
    site = Asked()
    # An equal, right question stands in memory already: 1 == True == 1.0.
    reader = Reader(site, Memory(["recent"]))
    for right in (1, 0, "1"):
        reader.ask("recent", right)
    before, asked = reader.reads(), list(site.questions)
    for args in ((arg,), ("x", arg)):
        with pytest.raises(QuestionError):
            reader.ask("recent", *args)
    assert reader.reads() == before
    assert site.questions == asked


def test_a_question_that_cannot_be_answered_leaves_no_read() -> None:
    reader = Reader(Asked({("tag", ("x",)): KeyError("x")}))
    with pytest.raises(KeyError):
        reader.ask("tag", "x")
    assert reader.reads() == ()


def test_an_answer_without_a_fingerprint_never_reaches_a_page() -> None:
    memory = Memory(["recent"])
    reader = Reader(Asked({("recent", ()): {"a", "b"}}), memory)
    with pytest.raises(TypeError):
        reader.ask("recent")
    assert reader.reads() == ()
    assert memory.said == {}


@given(QUESTIONS, QUESTIONS)
def test_memory_shares_answers_and_never_reads(one: list[Any], other: list[Any]) -> None:
    site, memory = Asked(), Memory(["recent", "tag"])
    readers = []
    for questions in (one, other):
        readers.append(Reader(site, memory))
        for query, args in questions:
            readers[-1].ask(query, *args)
    for reader, questions in zip(readers, (one, other), strict=True):
        alone = Reader(Asked())
        for query, args in questions:
            alone.ask(query, *args)
        assert reader.reads() == alone.reads()
    shared = [question for question in site.questions if question[0] != "body"]
    assert shared == once_in_order(shared)
    assert {query for query, _ in memory.said} <= {"recent", "tag"}


@given(QUESTIONS, QUESTIONS, QUESTIONS)
def test_the_reads_of_a_part_join_those_of_the_page(
    before: list[Any], part: list[Any], after: list[Any]
) -> None:
    page, made = Reader(Asked()), Reader(Asked())
    for query, args in part:
        made.ask(query, *args)
    for query, args in before:
        page.ask(query, *args)
    page.note(made)
    for query, args in after:
        page.ask(query, *args)
    # What the page asked itself goes first: it does not hang on what its parts were answered.
    assert [(read.query, read.args) for read in page.reads()] == once_in_order([*before, *after, *part])
    assert page.own == len(once_in_order([*before, *after]))
    assert [(read.query, read.args) for read in made.reads()] == once_in_order(part)


def test_a_read_stands_for_the_answer_that_the_page_got_first() -> None:
    # Were a part made from another snapshot, its answers must not take the place of the page's own.
    page, made = Reader(Asked({("year", ()): 2026})), Reader(Asked({("year", ()): 2027}))
    page.ask("year")
    made.ask("year")
    page.note(made)
    assert page.reads() == (Read("year", (), fingerprint(2026)),)
    assert page.answers() == (2026,)


def trace(*questions: tuple[str, Any]) -> tuple[Read, ...]:
    reader = Reader(Asked())
    for query, arg in questions:
        reader.ask(query, arg)
    return reader.reads()


READS = trace(("tag", "a"), ("recent", 6), ("body", "b"))


def test_the_same_answers_hold() -> None:
    assert Oracle(Asked()).first_stale(READS) is None
    assert Oracle(Asked()).first_stale(()) is None


def test_the_first_changed_answer_is_the_reason_and_nothing_after_it_is_asked() -> None:
    site = Asked({("recent", (6,)): "new", ("body", ("b",)): "new"})
    assert Oracle(site).first_stale(READS) == READS[1]
    assert site.questions == [("tag", ("a",)), ("recent", (6,))]


@pytest.mark.parametrize(
    "error", [KeyError("tag"), QuestionError("tag"), TypeError("2 arguments"), RecursionError()]
)
def test_a_question_that_raises_today_has_changed(error: Exception) -> None:
    assert Oracle(Asked({("recent", (6,)): error})).first_stale(READS) == READS[1]


def test_a_question_that_has_no_fingerprint_today_has_changed() -> None:
    assert Oracle(Asked({("tag", ("a",)): ["a list"]})).first_stale(READS) == READS[0]


def test_each_question_is_put_once_for_all_traces() -> None:
    site = Asked({("body", ("b",)): KeyError("b")})
    oracle = Oracle(site)
    for _ in range(3):
        assert oracle.first_stale(READS) == READS[2]
    assert site.questions == [("tag", ("a",)), ("recent", (6,)), ("body", ("b",))]


def test_a_question_that_holds_is_not_put() -> None:
    site = Asked({("tag", ("a",)): "new", ("recent", (6,)): "new"})
    oracle = Oracle(site, lambda query, args: (query, args) == ("tag", ("a",)))
    assert oracle.first_stale(READS) == READS[1]
    assert site.questions == [("recent", (6,))]


@given(QUESTIONS, st.lists(st.tuples(QUERIES, ARGS), max_size=4))
def test_a_trace_is_stale_iff_one_of_its_answers_changed(questions: list[Any], changed: list[Any]) -> None:
    reader = Reader(Asked())
    for query, args in questions:
        reader.ask(query, *args)
    today = Asked({question: ("changed", *question[1]) for question in changed})
    first = next((read for read in reader.reads() if (read.query, read.args) in changed), None)
    assert Oracle(today).first_stale(reader.reads()) == first
