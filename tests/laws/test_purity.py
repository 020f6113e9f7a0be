"""Answers are pure: the same question to the same moment of a site has the same answer, in any order."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asiansite.content.front import FrontPicks
from asiansite.content.tags import TagTable
from asiansite.site.contents import Contents
from asiansite.site.plan import make_plan
from asiansite.site.snapshot import Snapshot
from asiansite.site.transitions import transitions
from tests.fakes.random_sites import answers_of, questions, sites_at_random
from tests.fakes.templates import renderer
from tests.fakes.values import replace


@settings(max_examples=40)
@given(sites_at_random(), st.randoms(use_true_random=False))
def test_the_order_of_asking_does_not_matter(made: tuple[Contents, datetime], random: Any) -> None:
    contents, now = made
    asked = list(questions(contents))
    shuffled = random.sample(asked, len(asked))
    snapshot = Snapshot(contents, now)
    first = answers_of(snapshot, asked)
    assert answers_of(snapshot, asked) == first
    assert answers_of(Snapshot(contents, now), shuffled) == first


@settings(max_examples=40)
@given(sites_at_random(), st.randoms(use_true_random=False))
def test_the_order_in_which_sources_were_read_does_not_matter(
    made: tuple[Contents, datetime], random: Any
) -> None:
    contents, now = made
    asked = list(questions(contents))
    articles = random.sample(contents.articles, len(contents.articles))
    other = replace(
        contents,
        articles=tuple(articles),
        authors=dict(reversed(contents.authors.items())),
        pages=dict(reversed(contents.pages.items())),
        static=dict(reversed(contents.static.items())),
    )
    one, two = Snapshot(contents, now), Snapshot(other, now)
    assert answers_of(one, asked) == answers_of(two, asked)
    assert make_plan(one).pages == make_plan(two).pages
    assert make_plan(one).copies == make_plan(two).copies
    assert transitions(one) == transitions(two)


def without_bodies(contents: Contents) -> Contents:
    def other(document: Any) -> Any:
        return replace(
            document, prose=replace(document.prose, digest="0" * 32, word_count=99), extra='{"other": 1}'
        )

    articles = tuple(replace(each, document=other(each.document)) for each in contents.articles)
    pages = {
        path: replace(page, title="Other", draft=not page.draft) for path, page in contents.pages.items()
    }
    return replace(contents, articles=articles, pages=pages, body=lambda digest: "<p></p>")


CHANGES: dict[str, Callable[[Contents], Contents]] = {
    "bodies": without_bodies,
    "cards": lambda contents: replace(
        contents,
        articles=tuple(
            replace(each, document=replace(each.document, title="Other")) for each in contents.articles[1:]
        ),
    ),
    "authors": lambda contents: replace(contents, authors={}),
    "tags": lambda contents: replace(contents, tags=TagTable({}, {})),
    "settings": lambda contents: replace(
        contents,
        settings=replace(
            contents.settings,
            base_url="https://other.example/x",
            permalink="/x/{id}/",
            page_size=5,
            title="O",
            menu=(),
        ),
    ),
    "assets": lambda contents: replace(contents, static={}, assets=frozenset(), files=frozenset()),
    "front": lambda contents: replace(contents, front=FrontPicks()),
}


@pytest.mark.parametrize("table", [*CHANGES, "clock"])
@settings(max_examples=10)
@given(made=sites_at_random())
def test_a_page_is_a_function_of_the_answers_it_received(table: str, made: tuple[Contents, datetime]) -> None:
    contents, now = made
    if table == "clock":
        one, two = Snapshot(contents, now), Snapshot(contents, now + timedelta(days=3))
    else:
        one, two = Snapshot(contents, now), Snapshot(CHANGES[table](contents), now)
    first, second = renderer(one), renderer(two)
    pages = {page.output: page for page in make_plan(two).pages}
    for page in make_plan(one).pages:
        if pages.get(page.output) == page:
            before, after = first.render(page), second.render(page)
            if before.reads == after.reads:
                assert before.data == after.data


SCRIPT = """
from asiansite.fingerprint import fingerprint
from tests.fakes.sites import site, story
from tests.fakes.random_sites import answers_of, questions
found = site({
    f"content/articles/a{n}.md": story(date=f"2026-01-{n + 1:02}", tags=["haze", "Trade", f"t{n % 3}"], author=["siti", f"A{n}"])
    for n in range(9)
})
answers = answers_of(found.snapshot, list(questions(found.contents)))
values = tuple(sorted((repr(question), repr(answer)) for question, answer in answers.items()))
print(fingerprint(values).hex(), [(page.output, page.args) for page in found.plan().pages])
"""


def test_another_process_with_another_hash_seed_answers_the_same() -> None:
    root = Path(__file__).parents[2]
    said = set()
    for seed, zone in (("0", "UTC"), ("1", "Asia/Tokyo"), ("4242", "America/New_York")):
        environment = {
            **os.environ,
            "PYTHONHASHSEED": seed,
            "TZ": zone,
            "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}",
        }
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT], env=environment, capture_output=True, text=True, check=True
        )
        said.add(done.stdout)
    assert len(said) == 1
    assert len(said.pop()) > 100
