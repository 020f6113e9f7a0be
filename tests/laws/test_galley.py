"""A page for a colleague: nothing that may be asked of its site tells of anything but the one article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.article import Article
from asiansite.content.front import FrontPicks
from asiansite.content.markdown import Link
from asiansite.site.contents import Contents
from asiansite.site.galley import galley_files, galley_of, galley_page
from asiansite.site.plan import make_plan
from asiansite.site.snapshot import Snapshot
from tests.fakes.random_sites import NAMES, answers_of, questions, sites_at_random

ASKED_OF_LINKS = ("body", "html", "corrections", "newest_corrections")
"""What shows links: where they lead depends on what is public beside the article."""


@given(sites_at_random(), st.integers(0, 8))
def test_its_site_is_that_of_one_article(made: tuple[Contents, datetime], chosen: int) -> None:
    contents, now = made
    if not contents.articles:
        return
    article = contents.articles[chosen % len(contents.articles)]
    asked = list(questions(contents))
    whole = galley(contents, now, article)
    alone = galley(taken_away(contents, now, article), now, article)
    found, wanted = answers_of(whole, asked), answers_of(alone, asked)
    other = {question: answer for question, answer in found.items() if question[0] not in ASKED_OF_LINKS}
    assert other == {question: wanted[question] for question in other}
    assert list(galley_files(whole)) == list(galley_files(alone))
    assert galley_page(Snapshot(contents, now), article).args[0] == article.id


@given(sites_at_random(), st.integers(0, 8))
def test_its_links_lead_to_what_is_public_and_to_nothing_else(
    made: tuple[Contents, datetime], chosen: int
) -> None:
    contents, now = made
    if not contents.articles:
        return
    article = contents.articles[chosen % len(contents.articles)]
    site = Snapshot(contents, now)
    (alone,) = galley(contents, now, article).contents.articles
    was, links = _links(article), _links(alone)
    assert len(was) == len(links)
    for old, new in zip(was, links, strict=True):
        if old.kind != "link":
            assert new == old
            continue
        named = site.by_path.get(f"content/articles/{old.target}")
        is_public = named is not None and site.is_public(named)
        url = site.urls.absolute(site.path_of(named)) if named is not None and is_public else ""
        assert (new.target, new.kind) == (url, "elsewhere" if is_public else "link")


@given(sites_at_random(), st.integers(0, 8))
def test_no_other_article_is_named_in_any_answer(made: tuple[Contents, datetime], chosen: int) -> None:
    contents, now = made
    if not contents.articles:
        return
    article = contents.articles[chosen % len(contents.articles)]
    snapshot = galley(contents, now, article)
    assert [each.id for each in snapshot.contents.articles] == [article.id]
    assert {each.id for each in snapshot.articles} == {article.id}
    assert not snapshot.gone and not snapshot.contents.pages and not snapshot.settings.menu
    others = {name for name in NAMES if name != article.id}
    kept = repr((snapshot.contents.authors, snapshot.contents.tags, snapshot.lists.keys(), snapshot.sections))
    assert not any(f"{name}.md" in kept or f"Story {name}" in kept for name in others)
    assert {path.rpartition("/")[2][:-3] for path in snapshot.contents.authors} <= set(
        Snapshot(contents, now).author_slugs(article)
    )
    keys = {snapshot.tag_key(text) for text in article.document.tags}
    assert set(snapshot.contents.tags.entries) <= keys


def galley(contents: Contents, now: datetime, article: Article) -> Snapshot:
    """The galley of an article of a site."""
    whole = Snapshot(contents, now)
    return galley_of(whole, make_plan(whole), article)


def taken_away(contents: Contents, now: datetime, article: Article) -> Contents:
    """The site without all that is not the article's."""
    slugs = Snapshot(contents, now).author_slugs(article)
    paths = {f"content/authors/{slug}.md" for slug in slugs}
    return replace(
        contents,
        articles=(article,),
        authors={path: author for path, author in contents.authors.items() if path in paths},
        pages={},
        front=FrontPicks(),
    )


def _links(article: Article) -> Sequence[Link]:
    return [
        *article.document.prose.links,
        *(link for each in article.document.corrections for link in each.text.links),
    ]
