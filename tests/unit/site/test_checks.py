"""The rules of the desk: each finds what it is for, at its place, and passes over what is right."""

from __future__ import annotations

import unicodedata

import pytest

from asiansite.content import outside
from asiansite.content.checks import LEVELS, RULES
from asiansite.content.style import read_style
from asiansite.errors import messages
from asiansite.site import checks
from asiansite.site.checks import Desk, Text, findings
from asiansite.site.checks.mending import changes_of, mended
from asiansite.site.checks.outside import FINDS
from tests.fakes.marks import pointed, unmarked
from tests.fakes.sites import site, source
from tests.fakes.values import replace

A, B = "content/articles/a.md", "content/articles/b.md"
STYLE = """\
terms:
  - {avoid: [East Timor, Timor Timur], use: Timor-Leste, lang: en, except: East Timor Action Network}
  - {avoid: Asean, use: ASEAN}
  - {avoid: พม่า, use: เมียนมา, lang: th}
  - {avoid: Leste, use: Timor-Leste}
"""

Found = list[tuple[str, str, str, tuple[int, int, int] | None]]


def found_in(drawing: dict[str, str], *, only: str | None = None, settings: str = "") -> Found:
    """(rule, level, path, what is pointed at) of all findings, or of one rule's."""
    levels = ", ".join(f"{name}: {'off' if only and name != only else level(name)}" for name in RULES)
    known = site(drawing, settings=settings or f"checks: {{{levels}}}\n")
    contents = replace(known.contents, body=lambda digest: BODIES.get(digest, ""))
    texts = [
        Text(article.path, drawing[article.path], article.document.lang or "en", article.document.draft)
        for article in known.contents.articles
    ]
    texts += [Text(path, drawing[path], "en") for path in (*contents.pages, *contents.authors)]
    problems = findings(Desk(known.snapshot, tuple(texts), read_style(STYLE.encode())[0]))
    return [
        (each.slug, each.level, each.place.path if each.place else "", pointed(each)) for each in problems
    ]


BODIES: dict[str, str] = {}


def level(name: str) -> str:
    return "warning" if RULES[name] == "off" else RULES[name]


def body(text: str, lang: str = "en") -> str:
    return f"---\ntitle: A story\ndate: 2026-08-01\nlang: {lang}\n---\n\n{text}\n"


FOUND = {
    "a term": ("house-style", body("A vote in ‹East Timor›, he said.")),
    "a term over a line's end": ("house-style", body("A vote in ‹East\nTimor›, he said.")),
    "a term in another case": ("house-style", body("A vote in ‹EAST TIMOR›.")),
    "a term of one case": ("house-style", body("The ‹Asean› summit.")),
    "a term without spaces around": ("house-style", body("รัฐบาล‹พม่า›กล่าว", "th")),
    "a term in a title": (
        "house-style",
        "---\ntitle: A vote in ‹East Timor›\ndate: 2026-08-01\n---\n\nText.\n",
    ),
    "a term in a link's text": ("house-style", body("[‹East Timor›](https://x.example/)")),
    "a weekday": ("weekday-wrong", body("On ‹Monday, 4 March 2026› it ran.")),
    "an American date": ("weekday-wrong", body("On ‹Friday, February 21, 2026› it ran.")),
    "a short date": ("weekday-wrong", body("On ‹Fri 21 Feb 2026› it ran.")),
    "a weekday in Indonesian": ("weekday-wrong", body("Pada ‹Senin, 4 Maret 2026› kapal.", "id")),
    "a weekday in Thai": ("weekday-wrong", body("‹วันจันทร์ที่ 4 มีนาคม พ.ศ. 2569› เรือ", "th")),
    "a weekday in Vietnamese": ("weekday-wrong", body("‹Thứ Hai, ngày 4 tháng 3 năm 2026› tàu", "vi")),
    "a Buddhist year": ("year-of-other-era", body("The law of 3 March ‹2568› is new.")),
    "a Buddhist year after a word": ("year-of-other-era", body("In ‹2568› it was new.")),
    "a Buddhist year of the Christian era": ("year-of-other-era", body("ใน ค.ศ. ‹2568› เรือ", "th")),
    "a Christian year of the Buddhist era": ("year-of-other-era", body("ใน พ.ศ.‹2025› เรือ", "th")),
    "a space without width": ("invisible-character", body("The fer‹\u200b›ry.")),
    "a joiner in Latin": ("invisible-character", body("The fer‹\u200d›ry.")),
    "a mark of byte order": ("invisible-character", body("The ‹\ufeff›ferry.")),
    "a letter and a mark": ("not-nfc", body("A caf‹e\u0301›.")),
    "a Hangul syllable in parts": ("not-nfc", body("‹" + unicodedata.normalize("NFD", "한") + "›")),
    "a vowel before its consonant": ("zawgyi", body("‹ေက›ာင္း", "my")),
    "a killer that stacks nothing": ("zawgyi", body("မင‹\u1039›း", "my")),
    "a heading two below": ("heading-skipped", body("## One\n\n‹####› Two\n\n##### Three")),
}


@pytest.mark.parametrize("case", FOUND)
def test_a_rule_finds(case: str) -> None:
    rule, drawn = FOUND[case]
    text, marks = unmarked(drawn)
    place = (*marks[0][:2], marks[0][2])
    assert found_in({A: text}, only=rule) == [(rule, level(rule), A, place)]


RIGHT = {
    "a term in a quotation": ("house-style", body("> East Timor, he said.")),
    "a term in code": ("house-style", body("`East Timor`\n\n```\nEast Timor\n```")),
    "a term in an address": ("house-style", body("[the vote](/East Timor) https://x.example/Asean")),
    "a term in another generator's tag": (
        "house-style",
        body('[the vote]({{< ref "East Timor" >}}) {% East Timor %}'),
    ),
    "a term in a longer name": ("house-style", body("The East Timor Action Network, and Timor-Leste.")),
    "a term in another language": ("house-style", body("East Timor", "id")),
    "a term within a word": ("house-style", body("Aseans and NonAsean.")),
    "a term in a key": ("house-style", body("Text.", "en").replace("lang:", "section: Asean\nlang:")),
    "a weekday that fits": ("weekday-wrong", body("On Wednesday, 4 March 2026 it ran.")),
    "a weekday without a year": ("weekday-wrong", body("On Monday, 4 March it ran.")),
    "a weekday in Thai that fits": ("weekday-wrong", body("วันพุธที่ 4 มีนาคม 2569", "th")),
    "a day that there is none of": ("weekday-wrong", body("On Monday, 31 February 2026 it ran.")),
    "a language that CLDR knows not": ("weekday-wrong", body("Segunda, 4 Marsu 2026", "tet")),
    "a Buddhist year that says so": ("year-of-other-era", body("In 2568 BE, and in B.E. 2568.")),
    "a Buddhist year in Thai": ("year-of-other-era", body("ใน พ.ศ. 2568 (ค.ศ. 2025)", "th")),
    "an amount": ("year-of-other-era", body("In 2,568 cases, in 2568 people, 2568 m, in 25680.")),
    "a far year": ("year-of-other-era", body("By 2400 seas rise.")),
    "a space for line breaks": ("invisible-character", body("ភាសា\u200bខ្មែរ", "km")),
    "a joiner of emoji": ("invisible-character", body("👩\u200d💻")),
    "a joiner of a script": ("invisible-character", body("श\u094d\u200dर", "hi")),
    "a space without width in code": ("invisible-character", body("`a\u200bb`")),
    "letters of one form": ("not-nfc", body("Việt Nam, café, 한")),
    "a mark that has no letter of its own": ("not-nfc", body("q\u0301")),
    "Burmese in Unicode": ("zawgyi", body("မြန်မာနိုင်ငံ ကျောင်း ဗုဒ္ဓ သတ္တဝါ အင်္ဂလိပ်", "my")),
    "Thai": ("zawgyi", body("ประเทศไทย", "th")),
    "headings in order": ("heading-skipped", body("### One\n\n#### Two\n\n## Three\n\n### Four")),
    "a heading in code": ("heading-skipped", body("## One\n\n```\n#### x\n```\n\n### Two")),
}


@pytest.mark.parametrize("case", RIGHT)
def test_a_rule_passes_over(case: str) -> None:
    rule, text = RIGHT[case]
    assert found_in({A: text}, only=rule) == []


def story(title: str = "A story", **front: object) -> str:
    return source(**{"title": title, "date": "2026-08-01", **front})


def test_one_headline_of_two_articles() -> None:
    drawing = {
        A: story("Haze"),
        B: story("HAZE", date="2026-07-01"),
        "content/articles/c.md": story("Haze", lang="ms"),
    }
    assert found_in(drawing, only="title-twice") == [("title-twice", "warning", A, (2, 8, 6))]


@pytest.mark.parametrize(
    ("length", "rules"),
    [(75, []), (76, ["headline-long"]), (110, ["headline-long"]), (111, ["headline-too-long"])],
)
def test_headlines_are_measured_as_readers_count(length: int, rules: list[str]) -> None:
    for letter in ("x", "ก็", "e\u0301"):
        named = [each[0] for each in found_in({A: story(letter * length)}) if "headline" in each[0]]
        assert named == rules


def test_descriptions_are_measured_if_they_are_written() -> None:
    rule = "description-too-long"
    assert (
        found_in(
            {A: story(description="x" * 160), B: source("x" * 400, title="B", date="2026-08-01")}, only=rule
        )
        == []
    )
    assert [each[0] for each in found_in({A: story(description="x" * 161)}, only=rule)] == [rule]


def test_the_rare_spelling_of_a_tag_is_told_once() -> None:
    drawing = {
        A: story(tags=["haze", "ASEAN"]),
        B: story(tags=["asean"]),
        "content/articles/c.md": story(tags=["ASEAN"]),
    }
    rule = "tag-spelled-differently"
    assert found_in(drawing, only=rule) == [(rule, "warning", B, (4, 8, 7))]
    drawing["content/tags.yaml"] = "asean: {name: ASEAN}\n"
    assert found_in(drawing, only=rule) == []


def test_the_rare_spelling_of_an_author_without_a_file() -> None:
    rule, drawing = (
        "author-spelled-differently",
        {A: story(author="Siti Aminah"), B: story(author="siti aminah")},
    )
    assert [each[:3] for each in found_in(drawing, only=rule)] == [(rule, "warning", B)]
    drawing["content/authors/siti-aminah.md"] = "---\nname: Siti Aminah\n---\n"
    assert found_in(drawing, only=rule) == []


def test_authors_and_pictures_that_nothing_names() -> None:
    authors = {f"content/authors/{name}.md": f"---\nname: {name}\n---\n" for name in ("mara", "budi")}
    drawing = {A: story(author="mara", image={"src": "a.png", "alt": ""}, extra={"map": "m.png"}), **authors}
    drawing[B] = source("![A](b.png)\n\n[all](c.png)", title="B", date="2026-08-01", draft=True)
    drawing |= {
        f"content/articles/{name}": "" for name in ("a.png", "b.png", "c.png", "m.png", "d.png", "d.pdf")
    }
    assert found_in(drawing, only="author-unused") == [
        ("author-unused", "warning", "content/authors/budi.md", None)
    ]
    assert found_in(drawing, only="picture-unused") == [
        ("picture-unused", "warning", "content/articles/d.png", None)
    ]


def test_texts_that_are_no_sources() -> None:
    names = ("ferry.markdown", "notes.TXT", "quay.docx", "vote.MD", "linked.txt", "map.txt", "table.csv")
    drawing = {f"content/articles/{name}": "" for name in names}
    drawing[A] = source("[The list](linked.txt)", title="A", date="2026-08-01", extra={"map": "map.txt"})
    assert [each[2] for each in found_in(drawing, only="text-not-read")] == [
        f"content/articles/{name}" for name in ("ferry.markdown", "notes.TXT", "quay.docx", "vote.MD")
    ]


def test_pictures_without_a_credit() -> None:
    drawing = {
        A: story(image={"src": "a.png", "alt": ""}),
        B: story(image={"src": "a.png", "alt": "", "credit": "Mara"}),
    }
    drawing["content/articles/c.md"] = story(image={"src": "a.svg", "alt": ""})
    rule = "picture-without-credit"
    assert [each[:3] for each in found_in(drawing, only=rule)] == [(rule, "warning", A)]


def test_a_level_of_the_settings_counts_and_a_draft_has_no_errors() -> None:
    settings = "checks: {house-style: error, heading-skipped: off}\n"
    drawing = {
        A: body("Asean\n\n## x\n\n#### y"),
        B: body("Asean").replace("lang:", "draft: true\nlang:").replace("A story", "B"),
    }
    assert [each[:3] for each in found_in(drawing, settings=settings)] == [
        ("house-style", "error", A),
        ("house-style", "warning", B),
    ]


def test_each_rule_has_a_function_and_a_message_of_its_name() -> None:
    of_other_sites = {*outside.RULES}
    assert {*checks.RULES, "template-name-computed", "lite-too-heavy"} | of_other_sites == {*RULES}
    assert {*FINDS} == of_other_sites
    assert RULES.keys() <= messages().keys()
    assert set(RULES.values()) <= set(LEVELS)
    assert all(rule.__doc__ for rule in checks.RULES.values())


def test_words_stand_where_they_stand_in_the_text() -> None:
    drawn = '---\ntitle: >\n  A story\n  of two lines\ntags: [x]\nimage:\n  src: a.png\n  alt: A quay\n---\nText <b>x</b> `y` [z](z.md "Quay").\n'
    words = Text(A, drawn, "en").words
    assert len(words) == len(drawn)
    assert words.split() == '> A story of two lines A quay Text x [z] "Quay").'.split()
    assert all(word in (" ", "\n") or word == letter for word, letter in zip(words, drawn, strict=True))


# --- what is safe to mend ---


def mended_text(drawn: str) -> tuple[str, list[str]]:
    text = Text(A, drawn, "en")
    changes = changes_of(text)
    return mended(drawn, changes), [change.what for change in changes]


def test_what_is_safe_to_mend_is_mended_and_nothing_else() -> None:
    drawn = (
        "---\ntitle: A caf\u0065\u0301  \ntags: [x]\t\ndescription: |\n  Kept  \nlang: en\n---\n"
        "The fer\u200bry to Vie\u0323\u0302t Nam.  \n`a\u200bb` [e\u0301](e\u0301.md) East Timor ភាសា\u200bខ្មែរ\n"
    )
    wanted = (
        "---\ntitle: A café\ntags: [x]\ndescription: |\n  Kept  \nlang: en\n---\n"
        "The ferry to Việt Nam.  \n`a\u200bb` [é](e\u0301.md) East Timor ភាសា\u200bខ្មែរ\n"
    )
    text, what = mended_text(drawn)
    assert text == wanted
    assert len(what) == 6
    assert mended_text(text) == (text, [])


def test_changes_know_their_places_in_the_file_as_it_is() -> None:
    text = Text(A, "---\ntitle: x\n---\nA\u200b B\n", "en")
    (change,) = changes_of(text)
    assert (change.line, change.column) == (4, 2)
    raw = "\ufeff---\r\ntitle: x\r\n---\r\nA\u200b B\r\n"
    places = [at for at in range(1, len(raw) + 1) if raw[at - 1 : at + 1] != "\r\n"]
    assert mended(raw, (change,), places) == "\ufeff---\r\ntitle: x\r\n---\r\nA B\r\n"
