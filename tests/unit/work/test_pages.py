from __future__ import annotations

import pickle

from asiansite.fingerprint import hash_of_bytes
from asiansite.site.page import Page
from asiansite.work.executors import InlineExecutor
from asiansite.work.making import Made, Stale, page_key
from asiansite.work.pages import OpenSite, render_all
from tests.fakes.sites import Site, site, stories, story
from tests.fakes.templates import rendered, tiny_templates

DRAWING = {
    **stories(a="2026-08-01", b="2026-07-01"),
    "content/articles/c.md": story(tags=["haze"], author="Siti"),
}


def made_of(found: Site, pages: list[Page]) -> list[Made]:
    OpenSite(found.snapshot, tiny_templates(), "tools", "now")()
    return list(render_all(InlineExecutor(), [Stale(page, "new") for page in pages]))


def test_pages_come_in_their_order_as_they_are_rendered_alone() -> None:
    found = site(DRAWING)
    pages = list(reversed(found.plan().pages))
    made = made_of(found, pages)
    assert [each.output for each in made] == [page.output for page in pages]
    for page, each in zip(pages, made, strict=True):
        assert each.data == rendered(found.snapshot, page).data
        assert each.hash == hash_of_bytes(each.data)
        assert each.by == (page.template or page.kind)


def test_shared_answers_are_told_once_by_each_worker() -> None:
    found = site(DRAWING)
    made = made_of(found, list(found.plan().pages))
    told = [key for each in made for key, _ in each.answers]
    assert told
    assert len(told) == len(set(told))


def test_another_site_takes_the_place_of_the_one_that_is_open() -> None:
    one, two = site(DRAWING), site({**DRAWING, **stories(z="2026-08-19")})
    front = [one.page("/")]
    assert made_of(one, front)[0].data != made_of(two, [two.page("/")])[0].data
    assert made_of(one, front)[0].data == rendered(one.snapshot, front[0]).data


def test_an_order_and_its_answer_can_be_sent_to_another_process() -> None:
    found = site(DRAWING)
    stale = Stale(found.page("/"), "new")
    assert pickle.loads(pickle.dumps(stale)) == stale
    (made,) = made_of(found, [stale.page])
    assert pickle.loads(pickle.dumps(made)) == made


def test_a_page_is_known_by_all_that_its_bytes_depend_on_beside_its_reads() -> None:
    pages = [
        Page("/a/", "article", ("a",)),
        Page("/a/", "article", ("a",), settled=True),
        Page("/a/", "article", ("b",)),
        Page("/a/", "page", ("a",)),
        Page("/b/", "article", ("a",)),
        Page("/a/", "tag", ("a", None)),
        Page("/a/", "tag", ("a", 1)),
        Page("/a/", "tag", ("a", "1")),
        Page("/a/", "section", ("a", None)),
    ]
    assert len({page_key(page) for page in pages}) == len(pages)
