"""All executors agree: what is carried out here, and what other processes carry out."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

import pytest

from asiansite.errors import Place, SiteError, problem
from asiansite.work.executors import WORTH_A_POOL, InlineExecutor, executor_for, in_order
from asiansite.work.making import Stale
from asiansite.work.pages import OpenSite, render_all
from asiansite.work.reading import ArticleOrder, read_articles
from tests.fakes.sites import site, story
from tests.fakes.templates import tiny_templates

_PREPARED: list[str] = []


def prepare(word: str) -> None:
    _PREPARED[:] = [word]


def answer(number: int) -> tuple[int, str, int]:
    return number, _PREPARED[0], os.getpid()


def fail(number: int) -> int:
    if number == 20:
        raise SiteError([problem("key-missing", Place("a.md", 3, 1), key="title")])
    if number == 50:
        raise ZeroDivisionError("later")
    return number


def test_a_pool_answers_in_order_and_each_process_is_prepared_first() -> None:
    with executor_for(WORTH_A_POOL, 2, partial(prepare, "ready")) as pool:
        assert not isinstance(pool, InlineExecutor)
        found = list(in_order(pool, answer, range(60)))
    assert [number for number, _, _ in found] == list(range(60))
    assert {word for _, word, _ in found} == {"ready"}
    processes = {process for _, _, process in found}
    assert os.getpid() not in processes
    assert 1 <= len(processes) <= 2


def test_the_first_failure_is_raised_whole_and_the_pool_ends() -> None:
    with pytest.raises(SiteError) as caught, executor_for(WORTH_A_POOL, 2, partial(prepare, "x")) as pool:
        list(in_order(pool, fail, range(60)))
    assert caught.value.problems == (problem("key-missing", Place("a.md", 3, 1), key="title"),)


def test_what_the_coordinator_raises_ends_the_pool() -> None:
    class Interrupted(BaseException):
        pass

    with pytest.raises(Interrupted), executor_for(WORTH_A_POOL, 2, partial(prepare, "x")) as pool:
        for number in in_order(pool, fail, range(18)):
            if number == 1:
                raise Interrupted


def many() -> dict[str, str | bytes]:
    return {
        f"content/articles/a{number:03}.md": story(
            f"Story {number}",
            f"2026-0{number % 7 + 1}-{number % 27 + 1:02}",
            tags=["haze", f"t{number % 9}"],
            author=f"A{number % 5}",
        )
        for number in range(120)
    }


def comparable(made: Any) -> list[tuple[Any, ...]]:
    return [(each.output, each.data, each.hash, each.entry, each.by) for each in made]


def test_pages_are_the_same_whoever_renders_them() -> None:
    found = site(many(), settings="page_size: 5\n")
    opened = OpenSite(found.snapshot, tiny_templates(), "tools")
    pages = [Stale(page, "new") for page in found.plan().pages]
    assert len(pages) > WORTH_A_POOL
    with executor_for(len(pages), 1, opened) as inline:
        here = comparable(render_all(inline, pages))
    with executor_for(len(pages), 2, opened) as pool:
        there = comparable(render_all(pool, pages))
    assert there == here


def test_articles_are_the_same_whoever_reads_them() -> None:
    found = site()
    sources = tuple((path, str(text).encode()) for path, text in many().items())
    orders = [
        ArticleOrder(sources[start : start + 20], "Asia/Singapore", found.snapshot.settings.prose)
        for start in range(0, 120, 20)
    ]
    here = list(in_order(InlineExecutor(), read_articles, orders))
    with executor_for(WORTH_A_POOL, 2, partial(prepare, "x")) as pool:
        assert list(in_order(pool, read_articles, orders)) == here
