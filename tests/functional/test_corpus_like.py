"""Two hundred articles by writers who try everything: they build, and nothing that they try gets through."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest

from tests.functional.nasty import COUNT, NAMES, TAGS, Tried, write_nasty
from tests.functional.newsrooms import Newsroom
from tests.functional.outputs import Output, canonical, ids, meta, odd_entries, shown, untidy

ALLOWED = frozenset(
    "a abbr age-note article aside b bdi bdo blockquote body br button caption cite code col colgroup dd del details dfn "
    "div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 head header hr html i img ins kbd li link main mark "
    "meta nav ol p picture pre q rp rt ruby s samp script section small source span strong sub summary sup svg table tbody td "
    "tfoot th thead time title tr u ul use var wbr".split()
)


@pytest.fixture(scope="module")
def room_and_tried(tmp_path_factory: pytest.TempPathFactory) -> tuple[Newsroom, list[Tried]]:
    room, tried = write_nasty(tmp_path_factory.mktemp("nasty") / "site")
    done = room.run("build", "--output", room.output, "--at", "2026-03-01", "--jobs", 2)
    assert done.status == 0, done.err[-2000:]
    # Bylines without a file, titles with codes and bare pictures are told; none of it stops the newsroom.
    assert set(done.slugs) <= {"author-without-file", "entity-in-title", "picture-without-alt"}
    return room, tried


@pytest.fixture(scope="module")
def output(room_and_tried: tuple[Newsroom, list[Tried]]) -> Output:
    return Output(room_and_tried[0].output, "https://gazette.example")


@pytest.fixture(scope="module")
def tried(room_and_tried: tuple[Newsroom, list[Tried]]) -> list[Tried]:
    return room_and_tried[1]


def test_every_article_has_its_page(output: Output, tried: list[Tried]) -> None:
    assert len(output.articles) == len(tried) == COUNT
    assert odd_entries(output.folder) == []


def test_no_page_runs_what_a_writer_wrote(output: Output) -> None:
    assert [(path, found) for path, page in output.pages.items() for found in untidy(page)] == []
    for path, page in output.pages.items():
        assert {element.name for element in page if element.name != "#document"} <= ALLOWED, path
        for script in page.all("script"):
            if script.attributes.get("type") == "application/ld+json":
                assert json.loads("".join(script.texts()))["@context"] == "https://schema.org", path
                continue
            assert re.fullmatch(r"/js/[a-z]+\.[0-9a-f]{8}\.js", script.attributes["src"]), path
        for link in page.all("link"):
            assert link.parent is not None
            assert link.parent.name == "head", path
        for element in page.all("meta"):
            assert element.parent is not None
            assert element.parent.name == "head", path


def test_every_link_leads_somewhere(output: Output) -> None:
    assert [line for path in output.pages for line in output.wrong_targets(path)] == []


def test_titles_are_what_was_written(output: Output, tried: list[Tried]) -> None:
    for article in tried:
        page = output.at(article.url)
        title = unicodedata.normalize("NFC", article.title)
        assert read(page.one("h1").text) == read(title), article.url
        assert read(page.one("title").text).startswith(read(title)), article.url
        assert read(meta(page, "og:title") or "") == read(title), article.url
        assert canonical(page) == "https://gazette.example" + article.url


def test_bylines_tags_and_captions_are_what_was_written(output: Output, tried: list[Tried]) -> None:
    seen: set[str] = set()
    for article in tried:
        story = output.at(article.url).one("article", of="story")
        names = [each.text for each in story.one(of="byline").all("a", rel="author")]
        known = {"zoe": 'Zoë "><script>alert(18)</script>', "mara": "Mara Lim"}
        assert names == [known.get(name, name) for name in article.front["author"] or ()]
        tags = [each.text for each in story.all("a", rel="tag")]
        assert sorted(tags) == sorted(article.front["tags"] or ())
        seen |= {*names, *tags}
        if "image" in article.front:
            figure = story.one("figure", of="hero")
            assert figure.one("img").attributes["alt"] == article.front["image"]["alt"]
            assert figure.one("figcaption").text == "{caption} {credit}".format(**article.front["image"])
        if article.front["description"]:
            assert story.one("p", of="standfirst").text == article.front["description"]
            assert meta(output.at(article.url), "description") == article.front["description"]
    assert seen >= {*NAMES, *TAGS}


def test_code_is_shown_and_not_run(output: Output, tried: list[Tried]) -> None:
    for article in tried:
        if article.body.startswith("```html"):
            story = output.at(article.url).one("article", of="story")
            shown_code = [each.text for each in story.all("code")]
            assert shown_code == [
                "<script>alert(11)</script>",
                "<img onerror=alert(11)>",
                "<script>indented</script>",
            ]
        if article.body.startswith("{% include"):
            text = output.at(article.url).one("article", of="story").text
            assert "{% include footer.html %} {{ page.title }}" in text
            assert "{{ site.secret | safe }}" in text


def test_no_id_stands_twice_and_none_of_the_pages_own_is_taken(output: Output) -> None:
    for path, page in output.pages.items():
        found = ids(page)
        assert len(found) == len(set(found)), path
    for path, page in output.articles.items():
        assert page.one(id="main").name == "main", path


def test_lists_hold_every_article_once_on_pages_of_a_size(output: Output, tried: list[Tried]) -> None:
    heads: dict[str, list[str]] = {}
    for path in output.proper:
        parts = path.removesuffix("index.html").split("page/")
        if output.proper[path].one("main").all("div", of="stack"):
            heads.setdefault(parts[0], []).append("/" + path.removesuffix("index.html"))
    months = [head for head in heads if head.startswith("archive/2026/") and head != "archive/2026/"]
    assert sorted(months) == ["archive/2026/01/", "archive/2026/02/"]
    for head, pages in heads.items():
        items = {page: shown(output.at(page)) for page in pages}
        everything = [url for urls in items.values() for url in urls]
        assert len(everything) == len(set(everything)), f"{head} shows an article twice"
        numbered = {page: urls for page, urls in items.items() if "page/" in page}
        assert all(len(urls) == 7 for urls in numbered.values()), head
        assert len(items["/" + head]) <= 13, head
        assert len(numbered) == max(0, len(everything) // 7 - 1), head
    for month in ("01", "02"):
        found = {url for page in heads[f"archive/2026/{month}/"] for url in shown(output.at(page))}
        assert found == {article.url for article in tried if f"/2026/{month}/" in article.url}
    walked, url = [], "/archive/2026/"
    while url:
        page = output.at(url)
        walked += shown(page)
        older = page.one("main").all("a", rel="next")
        url = older[0].attributes["href"] if older else ""
    dates = {article.url: article.front["date"] for article in tried}
    assert [dates[url] for url in walked] == sorted(dates.values(), reverse=True)


def read(text: str) -> str:
    """A text as a reader takes it in: runs of white space are one space, and marks without width are none."""
    return " ".join("".join(each for each in text if each not in "\u200b\ufeff").split())
