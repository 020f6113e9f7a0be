from __future__ import annotations

import json
import unicodedata
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from asiansite.content.article import KEYS, LABELS, Document, Reading, extra_of, read_article, slug_from_path
from asiansite.content.dates import parse_date
from asiansite.content.inline import Inline
from asiansite.content.legal_notice import LegalNotice
from asiansite.content.prose import ProseOptions
from asiansite.content.text.slugs import is_slug
from asiansite.content.withdrawal import Withdrawal
from asiansite.fingerprint import fingerprint
from tests.fakes.marks import pointed, unmarked
from tests.fakes.sites import slugs_of, source, story

ZONE = ZoneInfo("Asia/Jakarta")


def read(data: str | bytes, options: ProseOptions | None = None) -> Reading:
    return read_article(data.encode() if isinstance(data, str) else data, ZONE, options or ProseOptions())


def whole(data: str, options: ProseOptions | None = None) -> Document:
    reading = read(data, options)
    assert reading.document is not None, reading.problems
    return reading.document


def same(one: Document, other: Document) -> bool:
    """Whether two documents hold the same, wherever it stands in their files."""
    names = [name for name in Document.__struct_fields__ if name not in ("spots", "prose")]
    prose = [(found.prose.digest, found.prose.summary, found.prose.word_count) for found in (one, other)]
    return [getattr(one, name) for name in names] == [getattr(other, name) for name in names] and prose[
        0
    ] == prose[1]


def test_the_four_keys_are_enough() -> None:
    reading = read("---\ntitle: Vote\nauthor: Siti\ntags: [haze]\ndate: 2026-08-20\n---\nThe text.\n")
    assert reading.problems == ()
    found = reading.document
    assert found is not None
    assert (found.title, found.authors, found.tags) == ("Vote", ("Siti",), ("haze",))
    assert found.date is not None
    assert found.date.isoformat() == "2026-08-20T00:00:00+07:00"
    assert found.description == "The text."
    assert reading.html == "<p>The text.</p>"


def test_what_is_not_said_has_its_default() -> None:
    found = whole(source("", title="Vote", date="2026-08-20"))
    assert (found.label, found.draft, found.extra) == (LABELS[0], False, "{}")
    assert (found.authors, found.tags, found.aliases) == ((), (), ())
    absent = (found.id, found.slug, found.section, found.dateline, found.image, found.updated, found.lang)
    assert set(absent) == {None}


def test_every_key_is_read() -> None:
    given_all = {
        "title": "Haze season",
        "date": "2026-08-20 09:30",
        "embargo": "2026-08-20 10:00",
        "expires": "2026-09-20",
        "corrections": [{"date": "2026-08-21", "kind": "update", "text": "It *rained*."}],
        "legal_notice": {"text": "By law:\n\n  <b>", "from": "2026-08-21", "until": "2026-08-22"},
        "withdrawn": {"date": "2026-08-30", "reason": "By  order."},
        "author": ["Siti", "desk"],
        "tags": ["No", "1.10", "2019"],
        "id": "haze-2026",
        "slug": "haze",
        "description": "Smoke.",
        "section": "Environment",
        "dateline": "RIAU",
        "label": "analysis",
        "image": {"src": "a.jpg", "alt": "A field", "caption": "C", "credit": "D", "focus": "50% 20%"},
        "updated": "2026-08-21",
        "draft": "true",
        "status": "edited",
        "legal": "cleared",
        "second_read": "Mara",
        "lang": "ms-Arab",
        "aliases": ["/old/", "/older.html"],
        "markup": "markdown",
        "extra": {"map": {"zoom": "3"}, "list": ["a", "b"]},
    }
    assert given_all.keys() == KEYS
    reading = read(source("Text.", **given_all))
    assert reading.problems == ()
    found = reading.document
    assert found is not None
    assert found.tags == ("No", "1.10", "2019")
    assert found.authors == ("Siti", "desk")
    assert (found.id, found.slug, found.section, found.dateline) == (
        "haze-2026",
        "haze",
        "Environment",
        "RIAU",
    )
    assert (found.label, found.draft, found.lang, found.aliases) == (
        "analysis",
        True,
        "ms-Arab",
        ("/old/", "/older.html"),
    )
    assert (found.embargo, found.expires) == (
        parse_date("2026-08-20 10:00", ZONE),
        parse_date("2026-09-20", ZONE),
    )
    (correction,) = found.corrections
    assert (correction.date, correction.kind) == (parse_date("2026-08-21", ZONE), "update")
    assert correction.text == Inline("It <em>rained</em>.", ())
    dates = (parse_date("2026-08-21", ZONE), parse_date("2026-08-22", ZONE))
    assert found.legal_notice == LegalNotice("By law:\n\n  <b>", *dates, front_page=False)
    assert found.withdrawn == Withdrawal(parse_date("2026-08-30", ZONE), "By order.")
    assert found.image is not None
    assert (found.image.src, found.image.alt, found.image.caption) == ("a.jpg", "A field", "C")
    assert found.updated is not None
    assert (found.status, found.legal, found.second_read) == ("edited", "cleared", "Mara")
    assert extra_of(found) == given_all["extra"]


@pytest.mark.parametrize(
    ("front", "live_from"),
    [
        ({}, "2026-08-20 09:30"),
        ({"embargo": "2026-08-20 09:29"}, "2026-08-20 09:30"),
        ({"embargo": "2026-08-20 09:31"}, "2026-08-20 09:31"),
        ({"embargo": "2026-08-20T01:30Z"}, "2026-08-20 09:30"),
        ({"embargo": "2026-08-20T03:30Z"}, "2026-08-20T03:30Z"),
        ({"embargo": None}, None),
        ({"date": None, "embargo": "2026-08-20"}, None),
    ],
)
def test_an_article_is_live_from_the_later_of_date_and_embargo(
    front: dict[str, object], live_from: str | None
) -> None:
    found = read(source("Text.", **{"title": "Haze", "date": "2026-08-20 09:30", **front})).document
    assert found is not None
    assert found.live_from == (None if live_from is None else parse_date(live_from, ZONE))


@pytest.mark.parametrize("front", [{"date": None}, {"date": ""}, {"embargo": None}])
def test_what_is_held_is_said_to_be(front: dict[str, object]) -> None:
    problems = read(source("Text.", **{"title": "Haze", "date": "2026-08-20", **front})).problems
    assert [(found.slug, found.level) for found in problems] == [
        ("date-missing" if "date" in front else "embargo-empty", "warning")
    ]


@pytest.mark.parametrize("expires", ["2026-08-20 09:30", "2026-08-20", "2026-08-20 10:00"])
def test_nothing_expires_before_it_is_published(expires: str) -> None:
    text = source("x", title="Haze", date="2026-08-20 09:30", embargo="2026-08-20 10:00", expires=expires)
    reading = read(text)
    assert reading.document is None
    assert slugs_of(reading.problems) == ["expires-too-early"]


@pytest.mark.parametrize(
    ("withdrawn", "slug"),
    [
        (None, "withdrawn-empty"),
        ({"date": "2026-08-20"}, "key-missing"),
        ({"reason": "x"}, "key-missing"),
        ({"date": None, "reason": "x"}, "key-missing"),
        ({"date": "soon", "reason": "x"}, "date-not-a-date"),
        ({"date": "2026-08-20", "reason": "x", "by": "y"}, "unknown-key"),
        ("yes", "not-a-mapping"),
    ],
)
def test_half_a_withdrawal_is_an_error(withdrawn: object, slug: str) -> None:
    reading = read(source("x", title="Haze", date="2026-08-20", withdrawn=withdrawn))
    assert reading.document is None
    assert slugs_of(reading.problems) == [slug]


def test_texts_stay_texts() -> None:
    found = whole(
        "---\ntitle: 2019\ndate: 2026-08-20\ntags: [No, 1.10, true, 2026-08-20, 0x1F]\nauthor: 007\n---\n"
    )
    assert found.title == "2019"
    assert found.tags == ("No", "1.10", "true", "2026-08-20", "0x1F")
    assert found.authors == ("007",)


def test_extra_is_a_copy_of_its_own_for_each_page() -> None:
    found = whole(story(extra={"list": ["a"]}))
    one = extra_of(found)
    assert isinstance(one, dict)
    one["list"].append("b")
    assert extra_of(found) == {"list": ["a"]}


def test_a_document_knows_nothing_of_its_zone_of_origin() -> None:
    one = read_article(story(date="2026-08-20T09:30+08:00").encode(), ZONE, ProseOptions()).document
    other = read_article(story(date="2026-08-20T01:30Z").encode(), ZONE, ProseOptions()).document
    assert one is not None
    assert other is not None
    assert same(one, other)


FRONT = st.dictionaries(
    st.sampled_from(["author", "description", "section", "dateline"]),
    st.text(st.sampled_from("aeéàตั้งốờ北 "), min_size=1, max_size=8),
    max_size=3,
)


@given(FRONT, st.text(st.sampled_from("aé ốờ\n#>-[]()"), max_size=30))
def test_the_unicode_form_of_a_file_does_not_show(front: dict[str, str], body: str) -> None:
    text = source(f"Café {body}", title="Đà Nẵng, ตั้ง", date="2026-08-20", tags=["Café"], **front)
    composed, decomposed = (whole(unicodedata.normalize(form, text)) for form in ("NFC", "NFD"))
    assert same(composed, decomposed)
    assert fingerprint(composed.prose) == fingerprint(decomposed.prose)


HELD = (
    "---\ntitle: x\n---\n",
    "---\ntitle: x\ndate:\n---\n",
    "---\ntitle: x\ndate: ''\n---\n",
    "---\ntitle: x\ndate: ~\n---\n",
)


@pytest.mark.parametrize("text", HELD, ids=ascii)
def test_an_article_without_a_date_is_held_with_a_warning(text: str) -> None:
    reading = read(text)
    assert reading.document is not None
    assert reading.document.date is None
    assert [(found.slug, found.level) for found in reading.problems] == [("date-missing", "warning")]
    draft = read(text.replace("title: x", "title: x\ndraft: true"))
    assert draft.document is not None
    assert draft.problems == ()


def test_a_date_that_is_none_never_publishes() -> None:
    for date in ("20th of August", "2026-02-30", "[2026-08-20]", "!x 2026-08-20"):
        assert read(f"---\ntitle: x\ndate: {date}\n---\n").document is None
        draft = read(f"---\ntitle: x\ndraft: true\ndate: {date}\n---\n").document
        assert draft is not None
        assert draft.date is None


PROBLEMS: dict[str, tuple[str, ...]] = {
    "---\ntitle: x\ndate: ‹20th›\n---\n": ("date-not-a-date",),
    "---\ntitle: x\n‹tag›: y\ndate: 2026-08-20\n---\n": ("unknown-key",),
    "---\ntitle: x\nid: ‹Haze›\ndate: 2026-08-20\n---\n": ("id-not-an-id",),
    "---\ntitle: x\nid: ‹abc›\ndate: 2026-08-20\n---\n": ("id-not-an-id",),
    "---\ntitle: x\nslug: ‹Haze Season›\ndate: 2026-08-20\n---\n": ("slug-not-a-slug",),
    "---\ntitle: x\nslug: ‹con›\ndate: 2026-08-20\n---\n": ("slug-not-a-slug",),
    "---\ntitle: x\nlabel: ‹advert›\ndate: 2026-08-20\n---\n": ("not-an-option",),
    "---\ntitle: x\nlang: ‹english›\ndate: 2026-08-20\n---\n": ("not-a-language",),
    "---\ntitle: x\naliases: [/a/, ‹b/c›]\ndate: 2026-08-20\n---\n": ("alias-not-a-path",),
    "---\ntitle: x\nmarkup: ‹asciidoc›\ndate: 2026-08-20\n---\n": ("not-an-option",),
    "---\ntitle: x\nimage: {alt: y, ‹crop›: z, src: a.jpg}\ndate: 2026-08-20\n---\n": ("unknown-key",),
    "---\n\n\ntitle: [‹x›\ndate: 2026-08-20\n---\n": ("yaml-broken",),
    "\n\n---\ntitle: x\ndate: ‹20th›\nslug: ‹A b›\n‹colour›: red\ndraft: ‹maybe›\n---\n": (
        "date-not-a-date",
        "slug-not-a-slug",
        "unknown-key",
        "not-true-or-false",
    ),
}


@pytest.mark.parametrize(("marked", "slugs"), PROBLEMS.items(), ids=ascii)
def test_every_problem_is_found_at_its_place(marked: str, slugs: tuple[str, ...]) -> None:
    text, expected = unmarked(marked)
    reading = read(text)
    assert reading.document is None
    found = {(each.slug, (pointed(each) or (0, 0, 0))[:1]) for each in reading.problems}
    assert found == {(slug, where[:1]) for slug, where in zip(slugs, expected, strict=True)}
    if "yaml-broken" not in slugs:
        assert {pointed(each) for each in reading.problems} == set(expected)
    assert len(reading.problems) == len(slugs)
    assert {each.level for each in reading.problems} == {"error"}


@pytest.mark.parametrize(
    "marked",
    [text for text in PROBLEMS if "maybe" not in text and "yaml" not in PROBLEMS[text][0]],
    ids=ascii,
)
def test_the_same_in_a_draft_are_warnings_and_it_can_be_shown(marked: str) -> None:
    text, _ = unmarked(marked)
    as_it_is, as_draft = read(text), read(text.replace("title:", "draft: true\ntitle:", 1))
    assert as_draft.document is not None
    assert as_draft.document.draft
    assert [each.slug for each in as_draft.problems] == [each.slug for each in as_it_is.problems]
    assert {each.level for each in as_draft.problems} == {"warning"}


def test_a_draft_without_a_title_can_be_shown() -> None:
    reading = read("---\ndraft: true\n---\nText")
    assert reading.document is not None
    assert [(found.slug, found.level) for found in reading.problems] == [("key-missing", "warning")]


def test_an_entity_in_a_title_is_a_warning_and_stays_as_it_stands() -> None:
    reading = read(story("Tom &amp; Jerry"))
    assert [(found.slug, found.level) for found in reading.problems] == [("entity-in-title", "warning")]
    assert reading.document is not None
    assert reading.document.title == "Tom &amp; Jerry"
    assert read(story("AT&T; R&D, fish & chips &nosuch;")).problems == ()


def test_the_lines_of_links_count_in_the_file() -> None:
    found = whole("\n---\ntitle: x\ndate: 2026-08-20\n---\n\nSee [this](other.md).\n\nAnd ![that](a.jpg).\n")
    assert [(link.target, link.line) for link in found.prose.links] == [("other.md", 7), ("a.jpg", 9)]


BODY = "![x](a.jpg)\n\nhttps://www.youtube.com/watch?v=aqz-KE-bpKQ\n\nTerm\n: What it is\n\n*[HTML]: Hyper\n\nHTML ~~no~~\n"
OPTIONS = [
    ProseOptions(),
    ProseOptions(embeds=("youtube",)),
    ProseOptions(markup="markdown"),
    ProseOptions(markup="markdown", extensions=("extra",)),
    ProseOptions(markup="markdown", extensions=("abbr",)),
]


@pytest.mark.parametrize("one", OPTIONS, ids=repr)
@pytest.mark.parametrize("other", OPTIONS, ids=repr)
def test_two_bodies_with_one_digest_are_one_html(one: ProseOptions, other: ProseOptions) -> None:
    # A body is known by its digest alone: in the cache, and in the traces of pages.
    text = story().replace("A paragraph.", BODY)
    readings = [read(text, options) for options in (one, other)]
    digests = [reading.document.prose.digest for reading in readings if reading.document]
    if digests[0] == digests[1]:
        assert readings[0].html == readings[1].html


def test_prose_has_a_stable_fingerprint() -> None:
    text = story().replace("A paragraph.", "# H\n\n" + BODY)
    assert fingerprint(whole(text).prose) == fingerprint(whole(text).prose)


SLUGS = {
    "content/articles/vote.md": "vote",
    "content/articles/2026/2026-08-20-vote.md": "vote",
    "content/articles/2026-08-20_vote.md": "vote",
    "content/articles/2026-08-20 vote.md": "vote",
    "content/articles/2026-08-20.md": "2026-08-20",
    "content/articles/2026-08-20-.md": "2026-08-20",
    "content/articles/2026-08-20x.md": "2026-08-20x",
    "content/articles/20260820-vote.md": "20260820-vote",
    "content/articles/Haze Season!.md": "haze-season",
    "content/articles/ข่าว.md": "ข่าว",
    "content/articles/vote.final.md": "vote-final",
    "content/articles/README.MD.md": "readme-md",
    "content/articles/+++.md": "",
}


@pytest.mark.parametrize(("path", "slug"), SLUGS.items())
def test_the_name_of_a_file_gives_the_slug(path: str, slug: str) -> None:
    assert slug_from_path(path) == slug


@given(st.text(st.characters(exclude_characters="/", exclude_categories=("Cs",)), min_size=1, max_size=30))
def test_a_files_name_gives_a_slug_or_nothing(name: str) -> None:
    found = slug_from_path(f"content/articles/{name}.md")
    assert (
        found == "" or is_slug(found) or found in ("con", "prn", "aux", "nul") or found[:3] in ("com", "lpt")
    )


PIECES = st.sampled_from(
    [
        "---\n",
        "\n---\n",
        "title: x\n",
        "date: 2026-08-20\n",
        "draft: true\n",
        "tags: [a, b]\n",
        "author:\n  - a\n",
        "extra:\n",
        "  a: b\n",
        "- c\n",
        "slug: A\n",
        "[x](y.md)",
        "![z](w.jpg)",
        "# h\n",
        "> q\n",
        "```\n",
        "|a|b|\n|-|-|\n",
        "<b>",
        "\n\n",
        "\x00",
        "ÿ",
        "\ufeff",
        "*",
        "&x ",
        "[^1]",
        "[^1]: n\n",
        "\u202e",
        "{#id}",
        "1. ",
        "  ",
        "\t",
        "é",
        ":",
        "'",
        '"',
    ]
)
SOUP = st.lists(PIECES, max_size=30).map("".join)
FILES = (
    st.binary(max_size=100)
    | SOUP.map(lambda text: text.encode("utf-8", "surrogatepass"))
    | SOUP.map(lambda text: f"---\ntitle: x\ndate: 2026-08-20\n{text}".encode())
)


@settings(max_examples=300)
@given(FILES, st.sampled_from(OPTIONS[:3]))
@example(b"---\ntitle: x\ndate: 9000-12-31 23:59:59-18:00\n---\n", OPTIONS[0])
@example(b"---\ntitle: x\ndate: 1000-01-01 00:00:00+18:00\n---\n", OPTIONS[0])
def test_no_bytes_raise_and_every_problem_stands_in_the_file(data: bytes, options: ProseOptions) -> None:
    reading = read(data, options)
    assert reading.document is not None or reading.problems
    if reading.document is not None:
        json.loads(reading.document.extra)
        fingerprint(reading.document.prose)
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    for found in reading.problems:
        assert found.place is not None
        assert found.place.line is None or 1 <= found.place.line <= lines
