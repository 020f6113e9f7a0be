"""A page for a colleague: nothing that may be asked of its site tells of anything but the one article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from html import unescape

import pytest
from hypothesis import find, given
from hypothesis import strategies as st

from asiansite.content.article import Article
from asiansite.content.front import FrontPicks
from asiansite.content.markdown import Link
from asiansite.fingerprint import hash_of_bytes
from asiansite.rendering.page import Renderer
from asiansite.rendering.questions import PageAnswers
from asiansite.rendering.templates import Closures, Templates, named_assets
from asiansite.site.contents import Contents
from asiansite.site.galley import galley_files, galley_of, galley_page
from asiansite.site.plan import make_plan
from asiansite.site.snapshot import Snapshot
from asiansite.site.urls import RelativeUrls
from tests.fakes.kits import ROOT
from tests.fakes.marked_sites import marked, words_of
from tests.fakes.random_sites import NAMES, answers_of, questions, sites_at_random
from tests.fakes.values import replace

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


THEME = {
    path.relative_to(ROOT / "templates").as_posix(): path.read_text("utf-8")
    for path in sorted((ROOT / "templates").rglob("*.html"))
}
CARDS = (
    "{% macro cards(items) %}{% for c in items %}{{ c.id }} {{ c.url }} {{ c.absolute }} {{ c.title }} "
    "{{ c.description }} {% for a in c.authors %}{{ a.name }} {{ a.url }} {% endfor %}"
    "{% for t in c.tags %}{{ t.name }} {{ t.url }} {% endfor %}{% endfor %}{% endmacro %}"
)
HOSTILE = {
    "macros/cards.html": CARDS,
    "galley.html": "{% from 'macros/cards.html' import cards %}{{ page.title }} {{ page.body }}"
    "{{ cards(site.recent(50)) }}{{ cards(site.articles()) }}{{ cards(site.related(page.id, 50)) }}"
    "{% set front = site.front() %}{{ cards([front.lead] if front.lead else []) }}"
    "{{ cards(front.secondary) }}{{ cards(front.latest) }}"
    "{% for block in front.sections %}{{ block.section.name }}{{ cards(block['items']) }}{% endfor %}"
    "{% set near = site.neighbours(page.id) %}{{ cards([near.older] if near.older else []) }}"
    "{{ cards([near.newer] if near.newer else []) }}"
    "{% for t in site.tags() %}{{ t.name }} {{ t.url }} {{ t.description or '' }} {% endfor %}"
    "{% for a in site.authors() %}{{ a.name }} {{ a.url }} {% endfor %}"
    "{% for s in site.sections() %}{{ s.name }} {{ s.url }} {{ s.description or '' }} {% endfor %}"
    "{% for link in site.setting('menu') %}{{ link.title }} {{ link.url }} {% endfor %}"
    "{% for year in site.archive() %}{{ year.count }} {{ year.url }} {% endfor %}"
    "{% for feed in site.feeds() %}{{ feed.title }} {{ feed.url }} {% endfor %}",
}
"""A site's own template that shows whatever it can ask for without knowing a name."""


LOOKS = {"theme": THEME, "hostile": HOSTILE}


@pytest.mark.parametrize("look", LOOKS)
@given(made=sites_at_random(), chosen=st.integers(0, 8))
def test_no_word_of_another_article_stands_in_it(
    look: str, made: tuple[Contents, datetime], chosen: int
) -> None:
    contents, now = _themed(marked(made[0])), made[1]
    if contents.articles:
        article = contents.articles[chosen % len(contents.articles)]
        assert _foreign(contents, now, article, galley(contents, now, article), look) == set()


def test_a_galley_of_the_whole_site_is_caught() -> None:
    def is_caught(made: tuple[Contents, datetime]) -> bool:
        contents, now = _themed(marked(made[0])), made[1]
        for article in contents.articles:
            whole = Snapshot(
                contents, now, shown=frozenset({article.path}), urls=RelativeUrls(contents.settings)
            )
            if _foreign(contents, now, article, whole, "hostile"):
                return True
        return False

    find(sites_at_random(), is_caught)


def _themed(contents: Contents) -> Contents:
    # The theme's templates ask for its files.
    names = named_assets(THEME)
    return replace(contents, static={name: hash_of_bytes(name.encode()) for name in names}, assets=names)


@cache
def _press(look: str, language: str, date_format: str) -> tuple[Closures, Templates]:
    # Compiled once: a theme takes longer than many pages.
    return Closures(LOOKS[look]), Templates(LOOKS[look], language, date_format)


def _foreign(contents: Contents, now: datetime, article: Article, alone: Snapshot, look: str) -> set[str]:
    """The marks in the page and in the names of files that are not the article's own."""
    site = Snapshot(contents, now)
    closures, templates = _press(look, alone.settings.language, alone.settings.date_format)
    answers = PageAnswers(alone, closures, "tools")
    page = Renderer(answers, templates).render(galley_page(site, article))
    names = [] if len(alone.contents.articles) > 1 else [name for name, *_ in galley_files(alone)]
    text = "\n".join([page.data.decode(), page.output, *names])
    for link in _links(article):
        # What its own text links to may be named, if it is public, and by its whole address alone.
        named = site.by_path.get(f"content/articles/{link.target}")
        if named is not None and site.is_public(named):
            text = text.replace(f'href="{site.urls.absolute(site.path_of(named))}"', "")
    assert article.document.title in text
    return set(re.findall("zq.*?qz", unescape(text).casefold())) - words_of(site, article)


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
