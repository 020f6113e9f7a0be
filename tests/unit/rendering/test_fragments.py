"""Fragments: put in when a page is done, and exchanged in the bytes that it had."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.errors import SiteError
from asiansite.rendering.fragments import exchanged
from asiansite.rendering.page import Rendered
from tests.fakes.sites import site, stories
from tests.fakes.templates import renderer, tiny_templates

NAMES = ["fragments/a.html", "fragments/b.html", "fragments/c.html"]
TEXT = st.text(st.sampled_from("<i>&aไ中 \n"), max_size=12)
PIECES = st.lists(st.one_of(TEXT, st.sampled_from(NAMES).map(lambda name: (name,))), max_size=8)
FOUND = site(stories(a="2026-08-01"))


def made_of(page: list[Any], texts: dict[str, str]) -> Rendered:
    shown = [piece if isinstance(piece, str) else f"{{{{ site.fragment('{piece[0]}') }}}}" for piece in page]
    return rendered("".join(shown), texts)


def rendered(template: str, texts: dict[str, str]) -> Rendered:
    templates = {**tiny_templates(**{"404": template}), **texts}
    return renderer(FOUND.snapshot, templates).render(FOUND.page("/404.html"))


@given(PIECES, st.tuples(TEXT, TEXT, TEXT), st.tuples(TEXT, TEXT, TEXT))
def test_a_page_with_other_fragments_is_the_page_rendered_with_them(
    page: list[Any], before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    old, new = (made_of(page, dict(zip(NAMES, texts, strict=True))) for texts in (before, after))
    texts = {name: text.encode() for name, text in zip(NAMES, after, strict=True)}
    assert exchanged(old.data, old.patches, texts) == (new.data, new.patches)
    assert [name for name, _, _ in new.patches] == [piece[0] for piece in page if isinstance(piece, tuple)]
    for name, first, length in new.patches:
        assert new.data[first : first + length] == texts[name]


def test_the_questions_of_fragments_come_after_those_of_the_page() -> None:
    made = rendered(
        "{{ site.fragment('x.html') }}{{ site.title }}", {"x.html": "{{ site.year }}{{ site.title }}"}
    )
    own, parts = made.reads[: made.own], made.reads[made.own :]
    assert {("template", "404.html"), ("setting", "title")} <= {(read.query, *read.args) for read in own}
    assert [(read.query, *read.args) for read in parts] == [("template", "x.html"), ("current_year",)]


def test_a_fragment_that_is_asked_for_and_not_shown_counts_as_the_pages_own_question() -> None:
    made = rendered("{% set x = site.fragment('x.html') %}", {"x.html": "{{ site.year }}"})
    assert made.patches == ()
    assert made.own == len(made.reads)
    assert "current_year" in {read.query for read in made.reads}


@pytest.mark.parametrize("cut", ["|replace('0', '')", "|replace('0', '7')", "[1:]"])
def test_a_fragment_that_a_filter_cuts_is_the_templates_fault(cut: str) -> None:
    with pytest.raises(SiteError) as caught:
        rendered("{{ site.fragment('x.html')" + cut + " }}", {"x.html": "text"})
    (problem,) = caught.value.problems
    assert problem.slug == "template-fault"
    assert "`site.fragment` gives is changed" in problem.says
    assert problem.place is not None
    assert problem.place.path == "templates/404.html"


def test_filters_do_not_see_what_a_fragment_says() -> None:
    made = rendered("{% filter upper %}a{{ site.fragment('x.html') }}{% endfilter %}", {"x.html": "<i>b</i>"})
    assert made.data.endswith(b"A<i>b</i>")
