"""The archive stays still: what is published today changes no settled page and no numbered page of a list."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from asiansite.site.contents import Contents
from asiansite.site.lists import pages_below_head
from asiansite.site.page import Page
from asiansite.site.plan import make_plan
from asiansite.site.snapshot import Snapshot, last_midnight
from asiansite.trace import Read
from tests.fakes.random_sites import AUTHORS, SECTIONS, TAGS, published, sites_at_random
from tests.fakes.sites import article
from tests.fakes.templates import renderer, tiny_templates
from tests.fakes.values import replace

TEMPLATES = tiny_templates(
    article="{{ page.body }}{{ site.recent(3)|length }}{{ site.setting('menu')|length }}{{ site.fragment('fragments/x.html') }}",
    **{"fragments/x": "{{ site.recent(2)|length }}{{ site.year }}"},
)


@st.composite
def publications(draw: st.DrawFn) -> tuple[Contents, Contents, datetime]:
    """A site, the same with one article more, and the moment at which that is published."""
    contents, now = draw(sites_at_random())
    clock = (now.astimezone(UTC) + timedelta(seconds=2)).astimezone(contents.settings.zone)
    assume(last_midnight(clock) < clock)
    before = published(contents, now)
    new = article(
        draw(st.sampled_from(["new-one", "zz-new"])),
        date=clock,
        title="New",
        tags=tuple(draw(st.lists(st.sampled_from([*TAGS, "fresh"]), max_size=3))),
        authors=tuple(draw(st.lists(st.sampled_from([*AUTHORS, "Newcomer"]), max_size=2))),
        section=draw(st.sampled_from([*SECTIONS, "brand new"])),
    )
    return before, replace(before, articles=(*before.articles, new), body=_body(before)), clock


def _body(contents: Contents) -> Any:
    return lambda digest: contents.body(digest) if digest else "<p>New</p>"


def traces(contents: Contents, now: datetime) -> dict[str, tuple[Page, tuple[Read, ...], bytes]]:
    snapshot = Snapshot(contents, now)
    made = renderer(snapshot, TEMPLATES)
    found = {}
    for page in make_plan(snapshot).pages:
        rendered = made.render(page)
        found[page.path] = (page, rendered.reads, rendered.data)
    return found


LISTS = ("tag", "author", "section", "year", "month")
"""The kinds of pages that have numbers."""


@settings(max_examples=60)
@given(publications())
def test_publishing_changes_no_settled_page_and_no_numbered_page_but_the_last(
    made: tuple[Contents, Contents, datetime],
) -> None:
    contents, with_new, now = made
    before, after = traces(contents, now), traces(with_new, now)
    assert set(before) <= set(after)
    size = contents.settings.page_size
    lists = Snapshot(contents, now).lists
    for path, (page, reads, data) in before.items():
        number = page.args[1] if page.kind in LISTS else None
        if page.kind == "article" and page.settled:
            assert after[path] == (page, reads, data), path
        if isinstance(number, int):
            last = pages_below_head(len(lists[f"{page.kind}:{page.args[0]}"]), size)
            if number < last:
                assert after[path] == (page, reads, data), path
            else:
                changed = [old.query for old, new in zip(reads, after[path][1], strict=True) if old != new]
                assert changed in ([], ["page_of"])


@settings(max_examples=60)
@given(publications())
def test_publishing_changes_no_card_of_another_article(made: tuple[Contents, Contents, datetime]) -> None:
    contents, with_new, now = made
    before, after = Snapshot(contents, now), Snapshot(with_new, now)
    for each in before.articles:
        assert after.card(after.by_id[each.id]) == before.card(each)


@settings(max_examples=40)
@given(sites_at_random(), st.floats(0, 1))
def test_a_settled_page_that_links_to_nothing_new_stays_the_same_all_day(
    made: tuple[Contents, datetime], share: float
) -> None:
    contents, now = made
    midnight = last_midnight(now).astimezone(UTC)
    early = midnight + (now.astimezone(UTC) - midnight) * share
    articles = tuple(
        replace(
            each,
            document=replace(
                each.document,
                prose=replace(each.document.prose, links=(), digest=""),
                # What expires, is withdrawn or corrected changes at once wherever it is seen.
                **{"expires": None, "withdrawn": None, "corrections": (), "legal_notice": None},
            ),
        )
        for each in contents.articles
    )
    quiet = replace(contents.settings, recent_live=1, menu=())
    contents = replace(contents, settings=quiet, articles=articles, body=lambda digest: "<p></p>", authors={})
    first, second = traces(contents, early), traces(contents, now)
    for path, found in first.items():
        if found[0].settled:
            assert second[path] == found, path
