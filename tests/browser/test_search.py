"""Search as readers use it: in the region's languages, by keyboard, below a path, and with nothing fetched before."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.server import served
from tests.browser.tabs import OpenTab, Tab
from tests.browser.tongues import QUERIES, write_tongues
from tests.golden.cases import GOLDEN

READY = "() => { const said = document.querySelector('.search-status').textContent; return said && !said.startsWith('Searching'); }"
SEARCH = "/news/search/"


@pytest.fixture(scope="module")
def tongues(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the site of many tongues is served: below a path, as its base_url says."""
    room = write_tongues(tmp_path_factory.mktemp("tongues") / "site")
    room.output = room.folder.parent / "host" / "news"
    room.build("--search")
    with served(room.output.parent) as origin:
        (room.output.parent / "404.html").write_bytes((room.output / "404.html").read_bytes())
        yield origin


@pytest.fixture
def tab(open_tab: OpenTab, tongues: str) -> Tab:
    return open_tab(800, at=tongues)


def test_twenty_queries_find_the_right_article_first(tab: Tab) -> None:
    tab.go(SEARCH)
    found = {query: _search(tab, query) for query in QUERIES}
    assert {query: links[:1] for query, links in found.items()} == {
        query: [f"/news{_path(slug)}"] for query, slug in QUERIES.items()
    }
    assert tab.complaints == []
    assert tab.foreign_requests == []


def test_marks_tell_words_apart_where_they_make_the_word(tab: Tab) -> None:
    tab.go(SEARCH)
    assert _search(tab, "ข่าว") == [f"/news{_path('th-news')}"]
    assert _search(tab, "ข้าว") == [f"/news{_path('th-rice')}"]
    # A reader who leaves the mark out, or takes another, still finds both.
    assert len(_search(tab, "ข๊าว")) == 2


def test_what_is_not_public_is_found_nowhere(tab: Tab) -> None:
    tab.go(SEARCH)
    assert _search(tab, "zyzzyva") == []
    assert tab.page.inner_text(".search-status") == "Nothing was found for “zyzzyva”."
    assert _search(tab, "phone number") == ["/news/about/"]


def test_results_show_the_text_as_it_was_written(tab: Tab) -> None:
    tab.go(SEARCH)
    _search(tab, "น้ำท่วม")
    item = tab.page.locator(".results > li").first
    assert item.locator(".headline").inner_text() == "น้ำท่วมกรุงเทพมหานคร"
    assert (
        "ฝนตกหนักทำให้น้ำท่วมหลายเขตในกรุงเทพมหานคร ในปี ๒๕๖๘ รถไฟฟ้า BTS ยังเปิดให้บริการ"
        in item.locator(".excerpt").inner_text()
    )
    assert item.locator(".excerpt mark").all_inner_texts() == ["น้ำท่วม"]
    assert "10 January 2026" in item.locator(".meta").inner_text()
    _search(tab, "鱼类")
    assert (
        "会议通过了减排计划，鱼类资源也受到影响。" in tab.page.locator(".results .excerpt").first.inner_text()
    )
    assert tab.page.locator(".results mark").first.inner_text() == "鱼类"


def test_python_and_the_page_cut_alike(tab: Tab) -> None:
    tab.go(SEARCH)
    cases = json.loads((GOLDEN / "tokens.json").read_text(encoding="utf-8"))
    ours = _module(tab, "({ terms }, texts) => texts.map(terms)", [case["text"] for case in cases])
    assert ours == [case["terms"] for case in cases]
    again = "({ pieces }, all) => all.map((tokens) => pieces(tokens.split(/\\s+/)).map(({ text }) => text).join(''))"
    shown = _module(tab, again, [case["tokens"] for case in cases])
    assert shown == [case["shown"] for case in cases]


def test_nothing_of_the_index_is_fetched_before_the_reader_searches(tab: Tab) -> None:
    for path in (SEARCH, "/news/", f"/news{_path('en-haze')}"):
        tab.go(path)
    assert not [url for url in tab.requests if "/search/index/" in url]
    tab.go(SEARCH)
    _search(tab, "haze")
    fetched = [url for url in tab.requests if "/search/index/" in url]
    assert fetched
    assert all(url.startswith(f"{tab.origin}/news/search/index/") for url in fetched)


def test_the_query_is_in_the_address(tab: Tab) -> None:
    page = tab.go(SEARCH + "?q=" + quote("Đà Nẵng"))
    page.wait_for_function(READY)
    assert page.input_value("#q") == "Đà Nẵng"
    assert _links(tab)[0] == f"/news{_path('vi-danang')}"
    _search(tab, "haze & smoke")
    assert page.url.endswith("?q=haze+%26+smoke")
    page.go_back()
    page.wait_for_function("() => document.querySelector('#q').value === 'Đà Nẵng'")
    page.wait_for_function("() => document.querySelector('.search-status').textContent.includes('Đà Nẵng')")
    assert _links(tab)[0] == f"/news{_path('vi-danang')}"


def test_filters_narrow_it_down_and_stay_in_the_address(tab: Tab) -> None:
    page = tab.go(SEARCH)
    both = _search(tab, "strait")
    assert len(both) == 2
    options = page.locator("#by-author option").all_inner_texts()
    assert options == ["All authors", "Mara Lim (1)", "Zoë Tan (1)"]
    page.select_option("#by-author", "Zoë Tan")
    page.wait_for_function("() => document.querySelectorAll('.results > li').length === 1")
    assert _links(tab) == [f"/news{_path('en-haze')}"]
    address = page.url
    assert "author=Zo%C3%AB+Tan" in address
    page.goto(address)
    page.wait_for_function(READY)
    assert (_links(tab), page.input_value("#by-author")) == ([f"/news{_path('en-haze')}"], "Zoë Tan")
    assert page.locator("#by-language option").all_inner_texts() == ["All languages", "English (2)"]
    page.select_option("#by-author", "")
    page.select_option("#in-order", "desc")
    page.wait_for_function("() => document.querySelectorAll('.results > li').length === 2")
    page.wait_for_function(
        f"() => document.querySelector('.results a').pathname.endsWith('{_path('en-strait')}')"
    )


def test_it_works_by_keyboard_and_says_how_much_was_found(tab: Tab) -> None:
    page = tab.go(SEARCH)
    page.focus("#q")
    page.keyboard.type("harbour")
    page.keyboard.press("Enter")
    page.wait_for_function(READY)
    status = page.locator("[role=status]")
    assert status.inner_text() == "12 results for “harbour”"
    assert page.locator(".results > li").count() == 10
    page.focus(".more-results button")
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.querySelectorAll('.results > li').length === 12")
    assert page.evaluate("() => document.activeElement === document.querySelectorAll('.results a')[10]")
    assert page.locator(".more-results button").is_hidden()
    page.keyboard.press("Enter")
    page.wait_for_url("**/harbour-*/")


def test_typing_finds_without_a_key_more(tab: Tab) -> None:
    page = tab.go(SEARCH)
    page.locator("#q").press_sequentially("gambut")
    page.wait_for_function(READY)
    assert _links(tab)[0] == f"/news{_path('id-kabut')}"
    page.fill("#q", "")
    page.wait_for_function("() => !document.querySelector('.results').children.length")
    assert page.inner_text("[role=status]") == ""


@pytest.mark.parametrize(
    "query",
    ["<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "' or 1 --", "$& # {} %", "\u202e drow"],
)
def test_hostile_queries_do_nothing(tab: Tab, query: str) -> None:
    page = tab.go(SEARCH + "?q=" + quote(query) + "&section=" + quote(query))
    page.wait_for_function(
        "() => document.querySelector('.search-status').textContent || !document.querySelector('.filters').hidden || true"
    )
    page.wait_for_timeout(0)
    page.click(".search-line button")
    if any(character.isalnum() for character in query):
        page.wait_for_function(READY)
        assert query.strip() in page.inner_text(".search-status")
    assert page.locator("main img, main script").count() == 0
    assert tab.complaints == []


def test_without_an_index_it_says_so(open_tab: OpenTab, tmp_path: Path) -> None:
    room = write_tongues(tmp_path / "site")
    room.output = tmp_path / "host" / "news"
    done = room.try_to_build()
    assert (done.status, done.slugs) == (0, ["search-index-missing"])
    (room.output.parent / "404.html").write_bytes((room.output / "404.html").read_bytes())
    with served(room.output.parent) as origin:
        page = open_tab(800, at=origin).go(SEARCH + "?q=haze")
        page.wait_for_function(READY)
        assert page.inner_text("[role=status]").startswith("Search is not available at the moment.")


def test_without_script_it_offers_other_ways(open_tab: OpenTab, tongues: str) -> None:
    tab = open_tab(800, at=tongues, java_script_enabled=False)
    page = tab.go(SEARCH)
    assert page.locator("form.search").is_hidden()
    assert page.locator("noscript a").count() == 4
    assert tab.foreign_requests == []


def test_the_page_for_what_is_not_found_offers_it(tab: Tab) -> None:
    page = tab.go("/news/there/is/no/such/page/", 404)
    page.fill("#q", "peat fires")
    page.keyboard.press("Enter")
    page.wait_for_url("**/news/search/?q=peat+fires")
    page.wait_for_function(READY)
    assert _links(tab)[0] == f"/news{_path('en-haze')}"


def test_only_the_search_page_may_run_webassembly(tab: Tab) -> None:
    policies = {}
    for path in (SEARCH, "/news/", f"/news{_path('en-haze')}"):
        page = tab.go(path)
        policies[path] = page.get_attribute("meta[http-equiv=Content-Security-Policy]", "content") or ""
    assert "script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'" in policies.pop(SEARCH)
    assert not [policy for policy in policies.values() if "wasm" in policy or "worker" in policy]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1440])
def test_results_are_for_everyone(open_tab: OpenTab, tongues: str, scheme: str, width: int) -> None:
    tab = open_tab(width, at=tongues, color_scheme=scheme)
    tab.go(SEARCH)
    _search(tab, "strait")
    broken = Axe().run(tab.page).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in broken] == []
    assert tab.js("() => document.documentElement.scrollWidth <= innerWidth")
    small = "() => [...document.querySelectorAll('main input, main button, main select')].filter((e) => e.offsetParent && Math.min(e.offsetWidth, e.offsetHeight) < 24).length"
    assert tab.js(small) == 0


def _path(slug: str) -> str:
    from tests.browser.tongues import STORIES

    number = list(STORIES).index(slug)
    return f"/{2025 + number % 2}/01/{slug}/"


def _search(tab: Tab, query: str) -> list[str]:
    """The paths that a query finds, in their order."""
    page = tab.page
    page.fill("#q", query)
    page.click(".search-line button")
    said = f"“{query.strip()}”"
    page.wait_for_function(
        "(said) => document.querySelector('.search-status').textContent.includes(said)", arg=said
    )
    return _links(tab)


def _links(tab: Tab) -> list[str]:
    found = tab.js("() => [...document.querySelectorAll('.results a')].map((link) => link.pathname)")
    return list(found)


def _module(tab: Tab, expression: str, argument: Any) -> Any:
    """The value of a function of the search page's module and an argument."""
    script = "async (argument) => { const module = await import(document.querySelector('script[type=module]').src); return (EXPRESSION)(module, argument); }"
    return tab.js(script.replace("EXPRESSION", expression), argument)
