from __future__ import annotations

import re
from typing import Any

from hypothesis import given

from asiansite.site.answers import Social
from asiansite.site.digests import LONGEST, MOST, digest_of
from asiansite.site.queries import SiteAnswers
from asiansite.site.snapshot import Snapshot
from asiansite.trace import QuestionError
from tests.fakes.random_sites import questions, sites_at_random
from tests.fakes.sites import site, stories, story


def test_cards_are_known_by_their_titles() -> None:
    found = site(stories(a="2026-08-01", b="2026-08-02"))
    assert digest_of(found.ask("recent", 5)) == ("Story b", "Story a")
    assert digest_of(found.ask("article", "a")) == ("Story a",)
    assert digest_of(found.ask("page_of", "year:2026", None))[:2] == ("Story b", "Story a")
    assert set(digest_of(found.ask("neighbours", "a"))) == {"Story b"}


def test_other_answers_are_known_by_names_and_values() -> None:
    found = site({"content/articles/a.md": story(tags=["haze", "trade"], author="Siti")})
    assert digest_of(found.ask("tags")) == ("haze (1)", "trade (1)")
    assert digest_of(found.ask("profile", "siti")) == ("Siti",)
    assert digest_of(found.ask("setting", "title")) == ("The Strait Gazette",)
    assert digest_of(found.ask("current_year")) == ("2026",)
    assert digest_of(found.ask("setting", "lite")) == ("false",)
    assert digest_of(found.ask("today")) == ("2026-08-20",)
    assert digest_of(None) == ()


def test_years_and_months_have_their_counts() -> None:
    found = site(stories(a="2026-08-01", b="2026-08-02", c="2025-12-31"))
    assert digest_of(found.ask("archive")) == ("2026 (2)", "2026-08 (2)", "2025 (1)", "2025-12 (1)")
    assert digest_of(found.ask("year", 2026, None)) == ("2026 (2)", "2026-08 (2)")
    assert digest_of(found.ask("month", 2026, 8, None)) == ("2026-08 (2)",)
    # A numbered page shows no count, and so it stands still.
    assert digest_of(found.ask("month", 2026, 8, 1)) == ("2026-08",)


def test_numbers_among_other_things_say_nothing() -> None:
    found = site(stories(a="2026-08-01"))
    assert digest_of(found.ask("page_of", "year:2026", None)) == ("Story a",)
    assert digest_of(Social("https://gazette.example/a.png", 1200, 630, "image/png", "A")) == (
        "https://gazette.example/a.png",
    )


def test_a_digest_is_short() -> None:
    assert digest_of("x" * 1000) == ("x" * (LONGEST - 1) + "…",)
    assert len(digest_of(tuple(map(str, range(1000))))) == MOST


def test_nothing_stands_in_a_digest_twice_and_it_is_cut_after_that() -> None:
    assert digest_of(("a", "b", ("a", "c"))) == ("a", "b", "c")
    assert len(digest_of((*["a"] * 20, *map(str, range(20))))) == MOST


@given(sites_at_random())
def test_every_answer_has_a_digest_of_few_short_words(made: Any) -> None:
    contents, now = made
    answers = SiteAnswers(Snapshot(contents, now))
    for question in questions(contents):
        try:
            digest = digest_of(answers.answer(*question))
        except QuestionError:
            continue
        assert len(digest) == len({*digest}) <= MOST
        assert all(len(re.sub(r" \(\d+\)$", "", word)) <= LONGEST for word in digest)
