"""Topics: whatever changes between two moments of a site, an answer whose topics did not is the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asiansite.content.article import Article
from asiansite.content.rights import Rights
from asiansite.content.tags import TagTable
from asiansite.fingerprint import hash_of_bytes
from asiansite.site.census import Census, census_of, changed_topics
from asiansite.site.contents import Contents
from asiansite.site.queries import QUERIES, SiteAnswers
from asiansite.site.snapshot import Snapshot
from asiansite.trace import Question
from tests.fakes.random_sites import KITS, NAMES, answers_of, articles_at_random, questions, sites_at_random
from tests.fakes.values import replace

Moments = tuple[Contents, datetime, Contents, datetime]


def with_another_author(contents: Contents) -> Contents:
    path = "content/authors/siti.md"
    return replace(
        contents, authors={**contents.authors, path: replace(contents.authors[path], role="Editor")}
    )


def with_a_renamed_author(contents: Contents) -> Contents:
    path = "content/authors/siti.md"
    return replace(contents, authors={**contents.authors, path: replace(contents.authors[path], name="Siti")})


def with_another_page(contents: Contents) -> Contents:
    path = "content/pages/about.md"
    return replace(
        contents, pages={**contents.pages, path: replace(contents.pages[path], title="Who we are")}
    )


def with_a_page_withdrawn(contents: Contents) -> Contents:
    path = "content/pages/about.md"
    return replace(contents, pages={**contents.pages, path: replace(contents.pages[path], draft=True)})


EDITS: tuple[Callable[[Contents], Contents], ...] = (
    with_another_author,
    with_a_renamed_author,
    with_another_page,
    with_a_page_withdrawn,
    lambda contents: replace(contents, tags=TagTable({}, {})),
    lambda contents: replace(contents, settings=replace(contents.settings, page_size=5, title="O")),
    lambda contents: replace(
        contents, settings=replace(contents.settings, base_url="https://other.example/x")
    ),
    lambda contents: replace(contents, files=contents.files | {"content/articles/missing.jpg"}),
    lambda contents: replace(contents, files=frozenset()),
    lambda contents: replace(contents, static={**contents.static, "a.jpg": hash_of_bytes(b"a")}),
    lambda contents: replace(contents, static={}, assets=frozenset()),
    lambda contents: replace(contents, front=type(contents.front)()),
    lambda contents: replace(contents, social=KITS[1] if contents.social != KITS[1] else KITS[2]),
    lambda contents: replace(contents, social=None),
    lambda contents: replace(contents, rights={}),
    lambda contents: replace(contents, rights={"content/articles/a.jpg": Rights(distribute=False)}),
    lambda contents: replace(
        contents, rights={"content/articles/a.jpg": Rights("Mara", "CC0", "https://x.example")}
    ),
    lambda contents: replace(
        contents, rights={"content/articles/a.jpg": Rights(expires=datetime(2020, 1, 1, tzinfo=UTC))}
    ),
    lambda contents: replace(
        contents, rights={"static/logo.png": Rights(expires=datetime(2020, 1, 1, tzinfo=UTC))}
    ),
    lambda contents: replace(contents, held=frozenset({"content/articles/a3.md"})),
)


FIELDS = (
    "title",
    "date",
    "updated",
    "label",
    "embargo",
    "expires",
    "withdrawn",
    "corrections",
    "legal_notice",
    "tags",
    "authors",
    "section",
    "draft",
    "image",
    "prose",
)


@st.composite
def two_moments(draw: st.DrawFn) -> Moments:
    """A site, and the same after some edits: of a few articles, of other files, of the clock."""
    before, now = draw(sites_at_random())
    donors = draw(articles_at_random(before.settings, now, NAMES[:4])) or before.articles
    articles = {each.path: each for each in before.articles}
    for donor in draw(st.lists(st.sampled_from(donors), max_size=2)) if donors else ():
        path = draw(st.sampled_from([donor.path, *articles]))
        what = draw(st.sampled_from(["put", "remove", *FIELDS]))
        if what == "put":
            articles[donor.path] = donor
        elif path in articles and what == "remove":
            del articles[path]
        elif path in articles:
            document = articles[path].document
            given_up = replace(document, **{what: getattr(donor.document, what)})
            articles[path] = replace(articles[path], document=given_up)
    bodies = {each.document.prose.digest: "<p></p>" for each in (*before.articles, *articles.values())}
    before = replace(before, body=bodies.__getitem__)
    after = replace(before, articles=tuple(articles[path] for path in sorted(articles)))
    for edit in draw(st.lists(st.sampled_from(EDITS), max_size=1)) if draw(st.integers(0, 3)) == 0 else ():
        after = edit(after)
    passed = draw(st.sampled_from([timedelta(0), timedelta(0), timedelta(hours=9), timedelta(days=200)]))
    return before, now, after, now + passed


def census(snapshot: Snapshot) -> Census:
    return census_of(snapshot, lambda path: digest_of(snapshot.contents, path), "tools")


def digest_of(contents: Contents, path: str) -> str:
    """What stands for the hash of a source's bytes: whatever was read from it shows in it."""
    articles = {article.path: article.document for article in contents.articles}
    kinds: tuple[Any, ...] = (articles, contents.authors, contents.pages)
    found = next((documents[path] for documents in kinds if path in documents), None)
    if path == "site.yaml":
        found = contents.settings
    if path == "content/tags.yaml":
        found = contents.tags
    return hash_of_bytes(repr(found).encode())


def changed(one: Snapshot, two: Snapshot) -> frozenset[str] | None:
    then = {(each.path, digest_of(one.contents, each.path)): each for each in one.contents.articles}

    def article_then(path: str, digest: str) -> Article | None:
        return then.get((path, digest))

    return changed_topics(census(one), census(two), two, article_then)


def topics(answers: SiteAnswers, question: Question) -> tuple[str, ...] | None:
    return answers.topics(*question)


@settings(max_examples=200)
@given(two_moments())
def test_an_answer_whose_topics_did_not_change_is_the_same(made: Moments) -> None:
    before, then, after, now = made
    one, two = Snapshot(before, then), Snapshot(after, now)
    found = changed(one, two)
    if found is None:
        return
    asked = list(dict.fromkeys((*questions(before), *questions(after))))
    old, new, answers = answers_of(one, asked), answers_of(two, asked), SiteAnswers(one)
    for question in asked:
        looked_at = None if isinstance(old[question], str) else topics(answers, question)
        if looked_at is not None and found.isdisjoint(looked_at):
            assert new[question] == old[question], (question, looked_at)


def test_an_edited_text_changes_nothing_but_its_article() -> None:
    from tests.fakes.sites import site, story

    files = {f"content/articles/a{n}.md": story(date=f"2026-01-{n + 1:02}", tags=["haze"]) for n in range(5)}
    one = site(files).snapshot
    articles = list(one.contents.articles)
    document = articles[2].document
    articles[2] = replace(
        articles[2], document=replace(document, prose=replace(document.prose, digest="0" * 32))
    )
    two = Snapshot(replace(one.contents, articles=tuple(articles)), one.now)
    assert changed(one, two) == {"article:a2"}


def test_a_new_headline_changes_the_words_in_its_lists_and_its_neighbours() -> None:
    from tests.fakes.sites import site, story

    files = {
        f"content/articles/a{n}.md": story(
            date=f"2026-01-{n + 1:02}", tags=["haze", f"t{n}"], author=["siti"]
        )
        for n in range(6)
    }
    one = site(files).snapshot
    articles = list(one.contents.articles)
    articles[2] = replace(articles[2], document=replace(articles[2].document, title="Other"))
    two = Snapshot(replace(one.contents, articles=tuple(articles)), one.now)
    assert changed(one, two) == {
        *("article:a1", "article:a2", "article:a3", "articles"),
        *("words:tag:haze", "words:tag:t2", "words:author:siti", "words:year:2026", "words:month:2026-01"),
    }


def test_another_date_changes_its_lists_and_what_was_changed_when() -> None:
    from tests.fakes.sites import site, story

    files = {
        f"content/articles/a{n}.md": story(date=f"2026-01-{n + 1:02}", tags=[f"t{n}"], author=["siti"])
        for n in range(6)
    }
    one = site(files).snapshot
    articles = list(one.contents.articles)
    document = articles[2].document
    assert document.date is not None
    moved = replace(document, title="Other", date=document.date + timedelta(hours=1))
    articles[2] = replace(articles[2], document=moved)
    two = Snapshot(replace(one.contents, articles=tuple(articles)), one.now)
    assert changed(one, two) == {
        *("article:a1", "article:a2", "article:a3", "articles", "changes", "source:content/articles/a2.md"),
        *("tag:t2", "author:siti", "year:2026", "month:2026-01"),
    }


@pytest.mark.parametrize("edit", EDITS[4:7])
def test_what_all_answers_may_depend_on_changes_them_all(edit: Callable[[Contents], Contents]) -> None:
    from tests.fakes.sites import site, story

    one = site(
        {"content/articles/a.md": story(date="2026-01-01"), "content/tags.yaml": b"haze: {name: Haze!}"}
    )
    two = Snapshot(edit(one.snapshot.contents), one.snapshot.now)
    assert changed(one.snapshot, two) is None


def test_every_query_has_topics_or_is_asked_by_many() -> None:
    asked_anew = {name for name, query in QUERIES.items() if query.topics is None}
    assert {"recent", "recent_at_midnight", "front", "profile", "today", "setting"} <= asked_anew
    assert not {"article", "body", "related", "neighbours", "page_of", "articles"} & asked_anew
