from __future__ import annotations

import json
from html import unescape
from typing import Any
from xml.etree import ElementTree

import feedparser
import pytest

from asiansite.rendering.xml import add, document, plain, root
from tests.fakes.feeds import ATOM, check_feed
from tests.fakes.sites import Site, site, source, stories, story
from tests.fakes.templates import rendered

FILES = ("feed.xml", "rss.xml", "feed.json")
ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
MEDIA = "{http://search.yahoo.com/mrss/}"
SECTIONS = "sections: [{slug: politics, name: Politics, description: Who governs}, {slug: haze}]\n"

TITLES = (
    "Tom & Jerry",
    "1 < 2 > 0",
    "<b>bold</b>",
    "</title><script>alert(1)</script>",
    "]]> ends nothing",
    "<![CDATA[x]]>",
    "&amp; stays",
    "&#60;b&#62;",
    "He said “no”",
    'a "quoted" one',
    "it's",
    "{{ 7 * 7 }}",
    "{% raw %}",
    "<!-- a comment -->",
    "<?php echo 1 ?>",
    "a\u00a0b",
    "a\u200bb",
    "a\u2028b",
    "\u202eright to left",
    "ไทย ภาษา",
    "ខ្មែរ",
    "ລາວ",
    "မြန်မာ",
    "中文标题",
    "தமிழ்",
    "Đặng Thùy Trâm",
    "العربية",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    "👩‍👩‍👧‍👦 family",
    "e\u0301 NFD",
    "100 % sure",
    "a\\b",
    "C:\\photos",
    "--",
    "…",
    "-",
    "0",
    "null",
    "true",
    "http://x.example/?a=1&b=2",
    "mailto:a@b.example",
    "a" * 300,
    "=cmd|' /C calc'!A0",
    "#hash",
    "a\\tb",
    "?!",
    "<i",
    "&",
    "@at",
    "*stars*",
    "_under_",
    "`code`",
    "[link](x)",
    "\ufeffbom",
    "a\x85b",
    "\u2029 paragraph",
)
assert len(TITLES) >= 50

BODIES = (
    "<script>alert(1)</script> text",
    "<form action=x><input name=a></form> text",
    "<iframe src=x></iframe> text",
    "<a href='javascript:alert(1)'>x</a>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "a & b < c > d",
    "]]> and <![CDATA[ more ]]>",
    "&#0; &#1; &#11; &#xfffe; &#xffff; end",
    "&#xD800; end",
    "a\u00a0b",
    "<svg onload=alert(1)>",
    "<style>*{}</style> text",
    "<b>open",
    "</div></p> closed",
    "`<script>`",
    "    <script>code</script>",
    "[a](#h-x)",
    "## x\n\ntext",
    "text[^1]\n\n[^1]: note",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "> text\n\n> — name",
    "1. a\n2. b",
    "- [x](/tags/x/)",
    "[about](../pages/about.md)",
    "[gone](gone/)",
    "https://www.youtube.com/watch?v=abcdefghijk",
    "<https://x.example/?a=1&b=2>",
    "![alt](/logo.png)",
    '![alt](/logo.png "Caption | Credit")',
    "<aside>pull</aside>",
    "<p style='color:red' class=x id=y>x</p>",
    "<details><summary>s</summary>d</details>",
    "<table><tr><td>x",
    "<q cite='x'>q</q>",
    "<time datetime=2026>x</time>",
    "<img src='//x.example/a.png' alt=x>",
    "<img src='http://x.example/a.png' srcset='a.png 2x' alt=x>",
    "<a name=z>z</a>",
    "{{ 7 * 7 }} {% raw %}",
    "<?php echo 1 ?>",
    "<!-- comment --> text",
    "ไทย ภาษา",
    "العربية",
    "𝔘𝔫𝔦",
    "👩‍👩‍👧‍👦",
    "a\tb",
    "<base href=x> text",
    "<meta http-equiv=refresh> text",
    "<link rel=x> text",
    "<object data=x></object> text",
)
assert len(BODIES) >= 50


def feed_of(found: Site, path: str = "/feed.xml") -> bytes:
    return rendered(found.snapshot, found.page(path)).data


def entries(data: bytes, name: str = "feed.xml") -> list[dict[str, Any]]:
    """What each item has, in one shape for all formats: id, title, content, summary."""
    if name == "feed.json":
        return [
            {
                "id": item["id"],
                "title": item["title"],
                "content": item.get("content_html"),
                "summary": item.get("summary", item.get("content_text")),
            }
            for item in json.loads(data)["items"]
        ]
    top = ElementTree.fromstring(data)
    if name == "rss.xml":
        return [
            {
                "id": item.findtext("guid"),
                "title": item.findtext("title"),
                "content": item.findtext(ENCODED),
                "summary": unescape(item.findtext("description") or ""),
            }
            for item in top.iter("item")
        ]
    return [
        {
            "id": entry.findtext(f"{ATOM}id"),
            "title": entry.findtext(f"{ATOM}title"),
            "content": entry.findtext(f"{ATOM}content"),
            "summary": entry.findtext(f"{ATOM}summary"),
        }
        for entry in top.iter(f"{ATOM}entry")
    ]


@pytest.mark.parametrize("name", FILES)
def test_hostile_titles_come_through_each_format(name: str) -> None:
    drawing = {
        f"content/articles/t{number:02}.md": story(title, description=title, section="politics")
        for number, title in enumerate(TITLES)
    }
    found = site(drawing, settings=SECTIONS + "feeds: {items: 100}\n")
    data = feed_of(found, f"/politics/{name}")
    # Some titles are refused before they come here, each with its line: control characters, for one.
    cards = found.ask("articles", None, None, None, None, None, None)
    assert check_feed(name, data) == len(cards) >= 50
    shown = {each["id"].rpartition("/")[2]: each for each in entries(data, name)}
    for card in cards:
        assert shown[card.id]["title"] == plain(card.title)
        assert shown[card.id]["summary"] == plain(card.description)


@pytest.mark.parametrize("name", FILES)
def test_hostile_bodies_come_through_each_format(name: str) -> None:
    drawing: dict[str, Any] = {
        f"content/articles/b{number:02}.md": source(body, title=f"Body {number}", date="2026-08-01")
        for number, body in enumerate(BODIES)
    }
    drawing |= {"static/logo.png": b"x", "content/pages/about.md": source(title="About")}
    found = site(drawing, settings="feeds: {items: 100}\nembeds: [youtube]\n")
    data = feed_of(found, f"/{name}")
    assert check_feed(name, data) == len(BODIES)
    shown = {each["id"].rpartition("/")[2]: each["content"] for each in entries(data, name)}
    for number, _ in enumerate(BODIES):
        body = found.ask("body", f"b{number:02}")
        whole = body.in_feed("https://gazette.example", f"https://gazette.example/2026/08/b{number:02}/")
        assert shown[f"b{number:02}"] == plain(whole)
    assert "<div" not in shown["b26"]
    assert '<a href="https://www.youtube.com/watch?v=abcdefghijk" rel="noopener">' in shown["b26"]
    assert '<a href="https://gazette.example/2026/08/b17/#h-x">a</a>' in shown["b17"]
    assert '<a href="https://gazette.example/about/">about</a>' in shown["b24"]


PICTURE = {
    "content/articles/vote.md": story(
        "Vote",
        id="vote-2026",
        author=["siti", "Budi"],
        tags=["haze", "ASEAN"],
        section="politics",
        updated="2026-08-02 10:00",
        dateline="JAKARTA",
        description="A count & a recount",
        image={"src": "p.jpg", "alt": "A box", "caption": "The <box>", "credit": "Siti"},
    ),
    "content/articles/p.jpg": b"p",
    "content/articles/paid.md": story("A resort", "2026-07-01", label="sponsored"),
    "content/articles/malay.md": story("Undi", "2026-06-01", lang="ms"),
    "content/authors/siti.md": source(name="Siti"),
}
WITH_HUB = SECTIONS + "feeds: {hub: 'https://hub.example/?a=1&b=2'}\n"


def test_an_atom_entry_says_all_that_is_known() -> None:
    found = feedparser.parse(feed_of(site(PICTURE, settings=WITH_HUB)))
    assert found.feed.title == "The Strait Gazette"
    assert [link.href for link in found.feed.links if link.rel == "hub"] == ["https://hub.example/?a=1&b=2"]
    assert found.feed.updated == "2026-08-02T10:00:00+08:00"
    vote, paid, malay = found.entries
    assert vote.id == "tag:gazette.example,2026:article/vote-2026"
    assert (vote.published, vote.updated) == ("2026-08-01T08:00:00+08:00", "2026-08-02T10:00:00+08:00")
    assert [author.name for author in vote.authors] == ["Siti", "Budi"]
    assert vote.authors[0].href == "https://gazette.example/authors/siti/"
    assert [tag.label for tag in vote.tags] == ["Politics", "haze", "ASEAN"]
    assert [link.href for link in vote.links if link.rel == "enclosure"] == [
        "https://gazette.example/2026/08/vote/p.jpg"
    ]
    assert vote.media_content[0]["url"] == "https://gazette.example/2026/08/vote/p.jpg"
    assert vote.media_credit[0]["content"] == "Siti"
    assert vote.summary == "A count & a recount"
    assert "<figcaption>The &lt;box&gt; Siti</figcaption>" in vote.content[0].value
    assert "<p>JAKARTA — A paragraph.</p>" in vote.content[0].value
    assert paid.title == "Sponsored: A resort"
    assert paid.content[0].value.startswith("<p><strong>Sponsored</strong></p>")
    assert [tag.label for tag in paid.tags] == ["Sponsored"]
    assert paid.authors[0].name == "The Strait Gazette"
    assert malay.content[0].value.startswith('<div dir="ltr" lang="ms">')  # feedparser sorts them


def test_an_rss_item_says_all_that_is_known() -> None:
    data = feed_of(site(PICTURE, settings=WITH_HUB), "/politics/rss.xml")
    found = feedparser.parse(data)
    assert (found.feed.title, found.feed.subtitle) == ("The Strait Gazette: Politics", "Who governs")
    assert found.feed.link == "https://gazette.example/politics/"
    (vote,) = found.entries
    assert vote.id == "tag:gazette.example,2026:article/vote-2026"
    assert vote.published == "Sat, 01 Aug 2026 08:00:00 +0800"
    assert vote.updated == "2026-08-02T10:00:00+08:00"
    assert [author.name for author in vote.authors] == ["Siti", "Budi"]
    assert vote.enclosures[0].href == "https://gazette.example/2026/08/vote/p.jpg"
    assert vote.enclosures[0].type == "image/jpeg"
    assert b"<lastBuildDate>Sun, 02 Aug 2026 10:00:00 +0800</lastBuildDate>" in data
    assert b'<atom:link rel="hub" href="https://hub.example/?a=1&amp;b=2" />' in data


def test_a_json_item_says_all_that_is_known() -> None:
    found = json.loads(feed_of(site(PICTURE, settings=WITH_HUB), "/feed.json"))
    assert found["hubs"] == [{"type": "WebSub", "url": "https://hub.example/?a=1&b=2"}]
    vote, paid, malay = found["items"]
    assert vote["id"] == "tag:gazette.example,2026:article/vote-2026"
    assert vote["image"] == "https://gazette.example/2026/08/vote/p.jpg"
    assert vote["tags"] == ["Politics", "haze", "ASEAN"]
    assert (vote["date_published"], vote["date_modified"]) == (
        "2026-08-01T08:00:00+08:00",
        "2026-08-02T10:00:00+08:00",
    )
    assert paid["title"] == "Sponsored: A resort"
    assert (vote["language"], malay["language"]) == ("en", "ms")


@pytest.mark.parametrize("path", ["/tags/haze/feed.xml", "/authors/siti/feed.xml"])
def test_feeds_of_tags_and_authors_have_summaries(path: str) -> None:
    found = site(PICTURE, settings=SECTIONS)
    made = rendered(found.snapshot, found.page(path))
    check_feed("feed.xml", made.data)
    (vote,) = entries(made.data)
    assert (vote["content"], vote["summary"]) == (None, "A count & a recount")
    assert "body" not in {read.query for read in made.reads}


@pytest.mark.parametrize("name", FILES)
def test_an_item_without_text_and_description_says_its_headline_again(name: str) -> None:
    files = {
        "content/articles/a.md": source("- rice\n- tin", title="A & B", date="2026-08-01", tags=["haze"])
    }
    for path, settings in ((name, "feeds: {content: summary}\n"), ("tags/haze/feed.xml", "")):
        found = site(files, settings=settings)
        assert found.ask("article", "a").description == ""
        data = feed_of(found, f"/{path}")
        check_feed(path.rpartition("/")[2], data)
        (item,) = entries(data, path.rpartition("/")[2])
        assert (item["content"], item["summary"]) == (None, "A & B")
    (whole,) = entries(feed_of(site(files), f"/{name}"), name)
    assert not whole["summary"]


@pytest.mark.parametrize("name", FILES)
def test_a_feed_with_nothing_in_it_is_a_feed(name: str) -> None:
    found = site({}, settings=SECTIONS)
    for path in (f"/{name}", f"/politics/{name}"):
        assert check_feed(name, feed_of(found, path)) == 0


@pytest.mark.parametrize("name", FILES)
def test_an_id_stays_whatever_else_changes(name: str) -> None:
    def ids(path: str, settings: str = "", **front: Any) -> list[str]:
        found = site({path: story(**{"id": "vote-2026", **front})}, settings=SECTIONS + settings)
        return [each["id"] for each in entries(feed_of(found, f"/{name}"), name)]

    first = ids("content/articles/vote.md", title="Vote", section="politics")
    assert first == ["tag:gazette.example,2026:article/vote-2026"]
    assert ids("content/articles/vote.md", title="A recount", section="politics") == first
    assert ids("content/articles/vote.md", title="Vote", slug="recount") == first
    assert ids("content/articles/2026/new-name.md", title="Vote") == first
    assert ids("content/articles/vote.md", title="Vote", section="haze") == first
    assert ids("content/articles/vote.md", title="Vote", date="2025-01-01") == first
    assert ids("content/articles/vote.md", "permalink: /{id}/\n", title="Vote") == first
    moved = ids("content/articles/vote.md", "feeds: {entity: 'old.example,2020'}\n", title="Vote")
    assert moved == ["tag:old.example,2020:article/vote-2026"]


def test_a_feed_has_so_many_items_and_no_more_and_asks_for_their_bodies_alone() -> None:
    found = site(
        stories(a="2026-01-01", b="2026-01-02", c="2026-01-03", d="2026-01-04"),
        settings="feeds: {items: 2}\n",
    )
    made = rendered(found.snapshot, found.page("/feed.xml"))
    assert [each["title"] for each in entries(made.data)] == ["Story d", "Story c"]
    assert [read.args[0] for read in made.reads if read.query == "body"] == ["d", "c"]


@pytest.mark.parametrize("name", FILES)
def test_what_is_not_public_is_in_no_feed(name: str) -> None:
    drawing = {
        **stories(now="2026-08-01", soon="2026-08-21"),
        "content/articles/draft.md": story("Secret", draft=True),
        "content/articles/wait.md": story("Embargoed", embargo="2026-08-21 09:00"),
    }
    found = site(drawing)
    data = feed_of(found, f"/{name}")
    assert [each["title"] for each in entries(data, name)] == ["Story now"]
    later = feed_of(found.at("2026-08-21 09:00"), f"/{name}")
    assert [each["title"] for each in entries(later, name)] == ["Embargoed", "Story soon", "Story now"]


def test_no_feed_shows_when_it_was_built() -> None:
    found = site(PICTURE, settings=SECTIONS)
    later = found.at("2027-03-01")
    for page in found.plan().pages:
        if page.kind == "feed":
            assert feed_of(found, page.path) == feed_of(later, page.path)


def test_pages_tell_of_their_feeds() -> None:
    found = site(PICTURE, settings=SECTIONS)
    urls = [(each.url, each.title, each.format) for each in found.ask("feeds")]
    assert urls == [
        ("/feed.xml", "The Strait Gazette", "Atom"),
        ("/rss.xml", "The Strait Gazette", "RSS"),
        ("/feed.json", "The Strait Gazette", "JSON Feed"),
    ]
    assert [each.url for each in found.ask("feeds_of", "tag:haze")] == ["/tags/haze/feed.xml"]
    assert [each.title for each in found.ask("feeds_of", "author:budi")] == ["The Strait Gazette: Budi"]
    assert found.ask("feeds_of", "tag:none") == ()
    assert found.ask("feeds_of", "year:2026") == ()
    none = site(PICTURE, settings=SECTIONS + "feeds: {formats: []}\n")
    assert none.ask("feeds") == ()
    assert not [page for page in none.plan().pages if page.kind == "feed"]


def test_xml_holds_no_character_that_it_forbids() -> None:
    every = "".join(map(chr, [*range(0x250), *range(0xD7F0, 0xE010), 0xFFFD, 0xFFFE, 0xFFFF, 0x1F600]))
    top = root("a", {"": "urn:x"})
    add(top, "b", every, c=every)
    found = ElementTree.fromstring(document(top))
    assert found[0].text == plain(every)
    assert found[0].get("c") == plain(every)
    assert plain("a\x0bb\x0cc\rd\r\ne\x00\ud800f") == "a b c\nd\nef"


@pytest.mark.parametrize("file", FILES)
def test_what_an_article_says_of_itself_is_in_its_text(file: str) -> None:
    notes = [
        {"date": "2026-08-02", "kind": "correction", "text": "It was *ten*: [b](b.md)."},
        {"date": "2026-08-03", "kind": "update", "text": "It rained."},
        {"date": "2026-09-03", "kind": "update", "text": "Not yet."},
    ]
    front = {
        "corrections": notes,
        "legal_notice": {"text": "By <law>"},
        "dateline": "JAKARTA",
        "image": "/l.png",
    }
    files = {"content/articles/a.md": story(**front), "content/articles/b.md": story(date="2026-01-01")}
    found = site({**files, "static/l.png": b"l"})
    text = unescape(unescape(rendered(found.snapshot, found.page(f"/{file}")).data.decode())).replace(
        '\\"', '"'
    )
    parts = (
        *(
            "<p><strong>By <law></strong></p>",
            "<strong>Correction</strong>, 2026-08-02 00:00: It was <em>ten</em>: ",
        ),
        *('<a href="https://gazette.example/2026/01/b/">b</a>', "<figure>", "JAKARTA", "A paragraph."),
        "<strong>Update</strong>, 2026-08-03 00:00: It rained.",
    )
    places = [text.index(part, text.index("By <law>") - 20) for part in parts]
    assert places == sorted(places)
    assert "Not yet" not in text


def test_corrections_have_a_feed_of_their_own() -> None:
    notes = [
        {"date": "2026-08-02", "kind": "correction", "text": "It was *ten*: [b](b.md)."},
        {"date": "2026-08-03", "kind": "update", "text": "It rained."},
    ]
    files = {
        "content/articles/a.md": story("Vote & more", corrections=notes),
        "content/articles/b.md": story(date="2026-01-01"),
    }
    found = site(files)
    data = rendered(found.snapshot, found.page("/corrections/feed.xml")).data
    entries = ElementTree.fromstring(data).findall("{http://www.w3.org/2005/Atom}entry")
    texts = [
        [entry.findtext(f"{{http://www.w3.org/2005/Atom}}{name}") for name in ("title", "content")]
        for entry in entries
    ]
    assert texts[0] == ["Update: Vote & more", "<p><strong>Update</strong>, 2026-08-03 00:00: It rained.</p>"]
    assert '<a href="https://gazette.example/2026/01/b/">b</a>' in str(texts[1][1])
    assert len(feedparser.parse(data).entries) == 2
    assert len({entry.findtext("{http://www.w3.org/2005/Atom}id") for entry in entries}) == 2
