"""What is not public yet is nowhere: not in an answer, not in a count, not in a name, not in a page."""

from __future__ import annotations

from datetime import datetime

from hypothesis import given, settings

from asiansite.site.contents import Contents
from asiansite.site.page import Page
from asiansite.site.plan import Plan, make_plan
from asiansite.site.snapshot import Snapshot
from tests.fakes.random_sites import answers_of, published, questions, sites_at_random


def pages_of(plan: Plan) -> list[Page]:
    return sorted(plan.pages, key=lambda page: (page.output, page.kind, repr(page.args)))


@settings(max_examples=80)
@given(sites_at_random())
def test_a_site_answers_as_if_the_unpublished_did_not_exist(made: tuple[Contents, datetime]) -> None:
    contents, now = made
    asked = list(questions(contents))
    with_them, without = Snapshot(contents, now), Snapshot(published(contents, now), now)
    assert answers_of(with_them, asked) == answers_of(without, asked)


@settings(max_examples=80)
@given(sites_at_random())
def test_a_plan_is_as_if_the_unpublished_did_not_exist(made: tuple[Contents, datetime]) -> None:
    contents, now = made
    with_them, without = (
        make_plan(Snapshot(contents, now)),
        make_plan(Snapshot(published(contents, now), now)),
    )
    assert pages_of(with_them) == pages_of(without)
    assert with_them.copies == without.copies


@settings(max_examples=40)
@given(sites_at_random())
def test_with_drafts_every_article_has_its_page_and_each_unpublished_its_mark(
    made: tuple[Contents, datetime],
) -> None:
    contents, now = made
    shown = Snapshot(contents, now, drafts=True)
    public = {article.id for article in Snapshot(contents, now).articles}
    articles = [page.args[0] for page in make_plan(shown).pages if page.kind == "article"]
    there = [article for article in contents.articles if article.id not in shown.gone]
    assert sorted(map(str, articles)) == sorted(article.id for article in there)
    for article in there:
        assert bool(shown.card(article).marks) == (article.id not in public)
