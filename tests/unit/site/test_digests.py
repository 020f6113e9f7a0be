from __future__ import annotations

from typing import Any

from hypothesis import given

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
    assert digest_of(found.ask("tags")) == ("haze", "trade")
    assert digest_of(found.ask("profile", "siti")) == ("Siti",)
    assert digest_of(found.ask("setting", "title")) == ("The Strait Gazette",)
    assert digest_of(found.ask("current_year")) == ("2026",)
    assert digest_of(None) == ()


def test_a_digest_is_short() -> None:
    assert digest_of("x" * 1000) == ("x" * (LONGEST - 1) + "…",)
    assert len(digest_of(tuple("x" for _ in range(1000)))) == MOST


@given(sites_at_random())
def test_every_answer_has_a_digest_of_few_short_words(made: Any) -> None:
    contents, now = made
    answers = SiteAnswers(Snapshot(contents, now))
    for question in questions(contents):
        try:
            digest = digest_of(answers.answer(*question))
        except QuestionError:
            continue
        assert len(digest) <= MOST
        assert all(len(word) <= LONGEST for word in digest)
