"""What the preview shows before the plan is made is what the plan has: nothing is said that it would take back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from unittest.mock import patch

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from asiansite.content.article import Article
from asiansite.content.images import Image
from asiansite.content.settings import SectionEntry
from asiansite.fingerprint import hash_of_bytes
from asiansite.site.addresses import hashed_name
from asiansite.site.certain import Certain
from asiansite.site.contents import Contents
from asiansite.site.plan import Plan, make_plan
from asiansite.site.snapshot import Snapshot
from tests.fakes.random_sites import _page, sites_at_random
from tests.fakes.values import replace

CSS = hash_of_bytes(b"css")
ASSET = hashed_name("css/site.css", CSS)
PERMALINKS = (
    "/{slug}/",
    "/{year}/{month}/{slug}/",
    "/{section}/{slug}/",
    "/{section}/page/{slug}/",
    "/{slug}/lite/",
    "/{id}/",
    "/{lang}/{id}/x/",
    "/{year}-{slug}/",
)
SLUGS = ("a0", "css", "lite", "politics", "tags", "about", "page", "site", "")
ALIASES = (
    "/",
    "/css/site.css",
    f"/{ASSET}",
    "/a0/",
    "/a1",
    "/politics/",
    "/css/",
    "/index.html",
    "/2026/08/a0/",
)
IDS = ("a0", "css", "politics/css", "deep/er/a1", "2026/08/a0")
FILES = ("css/site.css", ASSET, "logo.png", "a0/index.html", "a0/logo.png", "feed.xml", "robots.txt", "page")


@st.composite
def quarrels(draw: st.DrawFn) -> tuple[Contents, datetime]:
    """A site in which many want the same place."""
    contents, now = draw(sites_at_random())
    sections = st.sampled_from(
        [None, (SectionEntry("politics", "Politics", None), SectionEntry("a0", "A", None))]
    )
    known = replace(
        contents.settings,
        permalink=draw(st.sampled_from(PERMALINKS)),
        sections=draw(sections),
        hosts=draw(st.sampled_from([(), ("netlify", "cloudflare")])),
    )
    pages = {f"content/pages/{name}.md": _page(name, []) for name in draw(st.sets(st.sampled_from(_PAGES)))}
    static = dict.fromkeys(sorted(draw(st.sets(st.sampled_from(FILES))) | {"css/site.css"}), CSS)
    beside = {f"content/articles/{name}" for name in ("site.css", ASSET.rpartition("/")[2], "logo.png")}
    return (
        replace(
            contents,
            settings=known,
            articles=tuple(draw(_quarrelling(each)) for each in contents.articles),
            pages=dict(sorted((contents.pages | pages).items())),
            static=static,
            files=contents.files | beside,
        ),
        now,
    )


_PAGES = ("index", "css", "a0", "politics/page", "2026/08/a0")


@st.composite
def _quarrelling(draw: st.DrawFn, article: Article) -> Article:
    # Most are as they were: where all quarrel, nothing is certain.
    slug = draw(st.sampled_from([article.slug] * 9 + [*SLUGS]))
    id = draw(st.sampled_from([article.id] * 9 + [*IDS]))
    document = replace(
        article.document,
        aliases=tuple(draw(st.sets(st.sampled_from(ALIASES), max_size=1))) if draw(_rarely) else (),
        image=Image(f"{draw(st.sampled_from(['site.css', ASSET.rpartition('/')[2], 'logo.png']))}")
        if draw(_rarely)
        else article.document.image,
    )
    return replace(article, slug=slug, id=id, document=document)


_rarely = st.sampled_from([False] * 5 + [True])


@settings(max_examples=150)
@given(quarrels(), st.booleans())
def test_what_is_certain_is_what_the_plan_has(drawn: tuple[Contents, datetime], drafts: bool) -> None:
    contents, now = drawn
    plan = make_plan(Snapshot(contents, now, drafts=drafts))
    assert list(_wrong(plan, Certain(Snapshot(contents, now, drafts=drafts)), contents)) == []


def _wrong(plan: Plan, certain: Certain, contents: Contents) -> Iterator[str]:
    names = {*contents.static, ASSET, *(alias.removeprefix("/") for alias in ALIASES)}
    for output in sorted(
        {*plan.paths, *names, *(f"{name}/index.html" for name in [*SLUGS, *IDS]), "no/index.html"}
    ):
        page, source = certain.page(output), certain.copy(output)
        if page is not None and plan.outputs.get(output) != page:
            yield f"{output}: {page}, not {plan.outputs.get(output)}"
        if source is not None and (output in plan.outputs or plan.copies.get(output) != source):
            yield f"{output}: {source}, not {plan.outputs.get(output) or plan.copies.get(output)}"


@pytest.mark.parametrize(
    ("name", "value"),
    [("_rare", frozenset()), ("_section_heads", ()), ("_is_of_others", lambda self, path: False)],
)
def test_who_looks_at_less_is_found_out(name: str, value: object) -> None:
    def is_wrong(drawn: tuple[Contents, datetime]) -> bool:
        contents, now = drawn
        with patch.object(Certain, name, value):
            return any(_wrong(make_plan(Snapshot(contents, now)), Certain(Snapshot(contents, now)), contents))

    find(quarrels(), is_wrong, settings=settings(max_examples=5000, deadline=None, phases=[Phase.generate]))
