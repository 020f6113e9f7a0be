"""Resuming: what the last build joined, with other words in some articles, is what would be joined anew."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asiansite.content.article import Article
from asiansite.content.shelved import ShelvedArticle
from asiansite.errors import in_order
from asiansite.site.census import census_of
from asiansite.site.contents import Contents
from asiansite.site.frame import (
    REWORDED,
    decode_frame,
    differs_in_words,
    encode_frame,
    frame_of,
    plan_of,
    snapshot_of,
)
from asiansite.site.plan import make_plan
from asiansite.site.review import review
from asiansite.site.snapshot import Snapshot
from asiansite.site.transitions import transitions
from asiansite.work import opening, resuming
from tests.fakes.pictures import picture
from tests.fakes.random_sites import _html, answers_of, articles_at_random, questions, sites_at_random
from tests.fakes.values import replace
from tests.laws.desk import Desk


@st.composite
def rewordings(draw: st.DrawFn) -> tuple[Contents, datetime, Article]:
    """A site, its clock, and another version of one of its articles."""
    contents, now = draw(sites_at_random().filter(lambda site: bool(site[0].articles)))
    others = draw(articles_at_random(contents.settings, now).filter(bool))
    old, other = draw(st.sampled_from(contents.articles)), draw(st.sampled_from(others))
    values = {
        name: getattr(other.document, name) for name in draw(st.sets(st.sampled_from(sorted(REWORDED))))
    }
    known = contents.body
    html = {article.document.prose.digest: _html(article.document.prose) for article in others}
    contents = replace(contents, body=lambda digest: html.get(digest) or known(digest))
    return contents, now, replace(old, document=replace(old.document, **values))


def shelved(article: Article) -> ShelvedArticle:
    """An article whose document is fetched when it is looked at."""
    return ShelvedArticle(article.path, article.id, article.slug, lambda path: article.document)


@settings(max_examples=60)
@given(rewordings())
def test_a_site_that_is_resumed_is_one_joined_anew(drawn: tuple[Contents, datetime, Article]) -> None:
    contents, now, new = drawn
    last = Snapshot(contents, now)
    old = last.by_path[new.path]
    if not differs_in_words(last, old, new):
        return
    kept = decode_frame(encode_frame(frame_of("", last, make_plan(last), ())))
    assert kept is not None
    articles = tuple(new if article is old else article for article in contents.articles)
    anew = Snapshot(replace(contents, articles=articles), now)
    made = snapshot_of(kept, replace(contents, articles=tuple(map(shelved, articles))), now)
    asked = list(questions(contents))
    assert answers_of(made, asked) == answers_of(anew, asked)
    plan = plan_of(kept)
    assert plan == replace(make_plan(anew), problems=())
    assert list(plan.outputs) == list(make_plan(anew).outputs)
    assert in_order(review(made)) == in_order(review(anew))
    assert transitions(made) == transitions(anew) == transitions(last)
    assert census_of(made, str, "") == census_of(anew, str, "") == census_of(last, str, "")


def test_a_document_is_fetched_once_and_travels_to_other_processes() -> None:
    import pickle

    from tests.fakes.sites import site, story

    (article,) = site({"content/articles/a.md": story(date="2026-01-01")}).snapshot.contents.articles
    fetched: list[str] = []

    def fetch(path: str) -> Any:
        fetched.append(path)
        return article.document

    found = ShelvedArticle(article.path, article.id, article.slug, fetch)
    assert fetched == []
    assert found.document is article.document and found.place("title") == article.place("title")
    assert fetched == ["content/articles/a.md"]
    assert pickle.loads(pickle.dumps(found)).document.title == article.document.title
    with pytest.raises(AttributeError, match="no_such"):
        found.no_such  # type: ignore[attr-defined]  # noqa: B018


# Which builds resume: without this, the laws of incremental builds would say nothing of them.


@contextmanager
def opened_by() -> Iterator[list[str]]:
    """How sites are opened meanwhile: `resumed`, or `anew`."""
    found: list[str] = []
    real_resumed, real_opened = resuming.resumed, opening.open_site

    def resumed(*args: Any) -> Any:
        opened = real_resumed(*args)
        found.extend([] if opened is None else ["resumed"])
        return opened

    def open_site(*args: Any, **options: Any) -> Any:
        if not options["anew"]:
            found.append("anew")
        return real_opened(*args, **options)

    with patch.object(resuming, "resumed", resumed), patch.object(opening, "open_site", open_site):
        yield found


def checked(desk: Desk) -> list[str]:
    """How a build opened the site that keeps the laws."""
    with opened_by() as found:
        done = desk.check()
    # The clean build beside it begins without anything that is remembered.
    assert done.report is not None and found.pop() == "anew"
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    made = Desk(tmp_path)
    made.write("content/articles/a.jpg", picture(2))
    for day, name in enumerate(("one", "two", "three", "draft"), 1):
        made.article(
            name,
            f"First words.\n\nWords of {name}, see [it](one.md).",
            date=f"2026-08-0{day} 08:00",
            tags=["Haze"],
            draft=name == "draft",
            image="a.jpg" if name == "two" else None,
        )
    assert checked(desk=made) == ["anew"]
    return made


FRONT = {"date": "2026-08-02 08:00", "tags": ["Haze"], "draft": False, "image": "a.jpg"}


@pytest.mark.parametrize(
    ("body", "front"),
    [
        ("First words.\n\nOther words.", {}),
        ("Another paragraph.", {}),
        ("First words.", {"title": "Another headline"}),
        ("First words.", {"dateline": "JAKARTA", "description": "What it is about", "extra": {"x": "1"}}),
        ("First words.\n\n## A heading\n\n[Three](three.md), [away](https://other.example/).", {}),
    ],
)
def test_other_words_are_taken_into_what_was_joined(desk: Desk, body: str, front: dict[str, Any]) -> None:
    desk.article("two", body, **FRONT, **front)
    assert checked(desk) == ["resumed"]
    desk.article("two", body + "\n\nAnd more.", **FRONT, **front)
    desk.article("one", "Words of one.", date="2026-08-01 08:00", tags=["Haze"], draft=False)
    assert checked(desk) == ["resumed"]


def test_a_draft_has_other_words(desk: Desk) -> None:
    desk.article("draft", "Not yet.", date="2026-08-04 08:00", tags=["Haze"], draft=True)
    assert checked(desk) == ["resumed"]


def test_warnings_come_and_go_with_the_words(desk: Desk) -> None:
    # A picture that nothing is said of is a warning of its article.
    desk.article("three", "![](a.jpg)", date="2026-08-03 08:00", tags=["Haze"], draft=False)
    assert checked(desk) == ["anew"]
    desk.article("two", "Other words.", **FRONT)
    assert checked(desk) == ["resumed"]
    desk.article("three", "Once more:\n\n![](a.jpg)", date="2026-08-03 08:00", tags=["Haze"], draft=False)
    assert checked(desk) == ["resumed"]


def test_what_was_lost_of_a_document_is_read_again(desk: Desk) -> None:
    desk.article("two", "Other words.", **FRONT)
    assert checked(desk) == ["resumed"]
    real = resuming.Bodies.reading
    lost = ("content/articles/one.md", "content/articles/three.md")
    digests = {resuming.hash_of_bytes((desk.site / path).read_bytes()) for path in lost}

    def reading(self: Any, digest: str) -> bytes | None:
        return None if digest in digests else real(self, digest)

    desk.article("two", "Yet other words, see [one](one.md).", **FRONT)
    with patch.object(resuming.Bodies, "reading", reading):
        assert checked(desk) == ["resumed"]


@pytest.mark.parametrize(
    "front",
    [
        {"title": "T", "tags": ["Haze", "Ports"]},
        {"date": "2026-08-02 08:01"},
        {"draft": True},
        {"section": "trade"},
        {"slug": "other"},
        {"aliases": ["/old/"]},
        {"image": None},
        {"updated": "2026-08-03"},
        {"label": "opinion"},
        {"expires": "2026-08-30"},
    ],
)
def test_what_is_more_than_words_is_joined_anew(desk: Desk, front: dict[str, Any]) -> None:
    desk.article("two", "First words.", **(FRONT | front))
    assert checked(desk) == ["anew"]


@pytest.mark.parametrize("path", ["content/authors/siti.md", "static/new.css", "templates/x.html"])
def test_another_source_is_joined_anew(desk: Desk, path: str) -> None:
    desk.write(path, "---\nname: Siti\n---\n" if path.endswith(".md") else "b {}")
    desk.article("two", "Other words.", **FRONT)
    assert checked(desk) == ["anew"]


def test_another_clock_is_joined_anew_once_something_changes_with_it(desk: Desk) -> None:
    desk.article("later", date="2026-08-20 13:00")
    assert checked(desk) == ["anew"]
    desk.at = "2026-08-20 12:59"
    desk.article("two", "Other words.", **FRONT)
    assert checked(desk) == ["resumed"]
    desk.at = "2026-08-20 13:00"
    desk.article("two", "Yet other words.", **FRONT)
    assert checked(desk) == ["anew"]
