from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from asiansite.content.entries import Entries, compose
from asiansite.content.notes import Notes
from asiansite.errors import Problem
from tests.fakes.marks import pointed, unmarked

ZONE = ZoneInfo("Asia/Jakarta")


def read(text: str, known: set[str] | None = None) -> tuple[Entries | None, list[Problem]]:
    notes = Notes(text)
    return compose(text, known, notes), notes.problems


def whole(text: str, known: set[str] | None = None) -> Entries:
    entries, problems = read(text, known)
    assert entries is not None, problems
    return entries


AS_WRITTEN = {
    "a: No": "No",
    "a: yes": "yes",
    "a: 1.10": "1.10",
    "a: 0o17": "0o17",
    "a: 2019": "2019",
    "a: 1_000": "1_000",
    "a: 12:30:00": "12:30:00",
    "a: 2026-08-20": "2026-08-20",
    "a: +62": "+62",
    "a: .inf": ".inf",
    "a: 0x1F": "0x1F",
    "a: '1.10'": "1.10",
    'a: "No"': "No",
    "a: True": "True",
    "a: two  words": "two words",
    "a: two\n  lines": "two lines",
    "a: |\n  two\n  lines\n": "two lines",
    "a: >\n  folded\n\n  text\n": "folded text",
    'a: "two\\nlines\\tand a tab"': "two lines and a tab",
    "a: 'it''s'": "it's",
    "a: '~'": "~",
    "a: 'null'": "null",
    "a: x # a comment": "x",
    "a: x#y": "x#y",
    "a: http://x.org": "http://x.org",
    "? a\n: x": "x",
    '"a": x': "x",
}


@pytest.mark.parametrize(("yaml", "text"), AS_WRITTEN.items(), ids=AS_WRITTEN)
def test_a_text_is_what_was_written_and_never_guessed(yaml: str, text: str) -> None:
    entries = whole(yaml)
    assert entries.text("a") == text
    assert [found for found, _ in entries.texts("a")] == [text]
    assert entries.notes.problems == []


ABSENT = (
    "",
    "b: x",
    "a:",
    "a: ~",
    "a: null",
    "a: NULL",
    "a: ''",
    'a: ""',
    "a: '  '",
    "a: |\n",
    "# nothing",
    "--- \n",
)


@pytest.mark.parametrize("yaml", ABSENT, ids=ascii)
def test_a_key_without_a_value_is_absent_whatever_is_asked(yaml: str) -> None:
    entries = whole(yaml)
    assert entries.is_empty("a")
    assert entries.text("a") is None
    assert entries.texts("a") == ()
    assert entries.date("a", ZONE) is None
    assert entries.flag("a") is False
    assert entries.choice("a", ("one", "two")) == "one"
    assert entries.number("a", 7, 1, 9) == 7
    assert entries.entries("a", None) is None
    assert entries.list_of_entries("a", {"x"}) == ()
    assert entries.list_of_either("a", {"x"}) == ()
    assert entries.anything("a") == "{}"
    assert entries.slug("a") is None
    assert entries.notes.problems == []


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_keys_and_texts_are_nfc(form: str) -> None:
    text = unicodedata.normalize(form, "clé: Café à Đà Nẵng\nlist: [é, à]\nextra: {clé: é}")
    entries = whole(text)
    assert list(entries) == ["clé", "list", "extra"]
    assert entries.text("clé") == "Café à Đà Nẵng"
    assert [item for item, _ in entries.texts("list")] == ["é", "à"]
    assert json.loads(entries.anything("extra")) == {"clé": "é"}


def test_two_forms_of_one_key_are_one_key() -> None:
    _, problems = read(f"{unicodedata.normalize('NFC', 'clé')}: 1\n{unicodedata.normalize('NFD', 'clé')}: 2")
    assert [found.slug for found in problems] == ["key-twice"]


Ask = Callable[[Entries], Any]
KEYS = {"a", "b", "title", "tags"}
WRONG: dict[str, tuple[str, str, Ask]] = {
    "a twin": ("a: 1\n‹a›: 2", "key-twice", lambda found: found.text("a")),
    "an unknown key": ("a: 1\n‹tag›: [x]", "unknown-key", lambda found: found.texts("tags")),
    "a merge key": ("‹<<›: {a: 1}", "unknown-key", lambda found: found.text("a")),
    "a key that is a list": ("a: 1\n? ‹[x, y]›\n: z", "key-not-a-text", lambda found: found.text("a")),
    "a tagged key": ("‹!x b›: 1", "key-not-a-text", lambda found: found.text("b")),
    "a list for a text": ("a: ‹[x, y]›", "not-a-text", lambda found: found.text("a")),
    "a mapping for a text": ("a: ‹{x: y}›", "not-a-text", lambda found: found.text("a")),
    "a list within a list": ("a: [x, ‹[y]›]", "not-a-text", lambda found: found.texts("a")),
    "a mapping within a list": ("a: [x, ‹{y: z}›]", "not-a-text", lambda found: found.texts("a")),
    "a mapping for a list": ("a: ‹{x: y}›", "not-a-list", lambda found: found.texts("a")),
    "a hole in a list": ("a: [x, ‹~›, y]", "empty-in-list", lambda found: found.texts("a")),
    "empty quotes in a list": ("a: [x, ‹''›, y]", "empty-in-list", lambda found: found.texts("a")),
    "a tag": ("a: ‹!x y›", "yaml-tag", lambda found: found.text("a")),
    "a tag of Python's": ("a: ‹!!python/name:os.system x›", "yaml-tag", lambda found: found.text("a")),
    "a tag on a number": ("a: ‹!!int 5›", "yaml-tag", lambda found: found.number("a", 1, 1, 9)),
    "a tag in a list": ("a: [x, ‹!y z›]", "yaml-tag", lambda found: found.texts("a")),
    "a tagged list": ("a: ‹!x [y]›", "yaml-tag", lambda found: found.texts("a")),
    "a tagged mapping": ("a: ‹!x {y: z}›", "yaml-tag", lambda found: found.entries("a", None)),
    "a tagged mapping of anything": ("a: ‹!x {y: z}›", "yaml-tag", lambda found: found.anything("a")),
    "a tagged list of anything": ("a: {y: ‹!x [z]›}", "yaml-tag", lambda found: found.anything("a")),
    "a tagged item": ("a:\n  - ‹!x {y: z}›", "yaml-tag", lambda found: found.list_of_entries("a", {"y"})),
    "a date that is none": (
        "b: x\na: ‹20th of August›",
        "date-not-a-date",
        lambda found: found.date("a", ZONE),
    ),
    "a day that is none": ("a: ‹2026-02-30›", "impossible-date", lambda found: found.date("a", ZONE)),
    "a list for a date": ("a: ‹[2026-08-20]›", "not-a-text", lambda found: found.date("a", ZONE)),
    "no truth": ("a: ‹yes›", "not-true-or-false", lambda found: found.flag("a")),
    "no choice": ("a: ‹three›", "not-an-option", lambda found: found.choice("a", ("one", "two"))),
    "no number": ("a: ‹many›", "not-a-number", lambda found: found.number("a", 5, 1, 9)),
    "a number too small": ("a: ‹0›", "not-a-number", lambda found: found.number("a", 5, 1, 9)),
    "a number too large": ("a: ‹10›", "not-a-number", lambda found: found.number("a", 5, 1, 9)),
    "a huge number": (f"a: ‹{'9' * 5000}›", "not-a-number", lambda found: found.number("a", 5, 1, 9)),
    "Thai digits": ("a: ‹๕›", "not-a-number", lambda found: found.number("a", 5, 1, 9)),
    "a fraction": ("a: ‹5.0›", "not-a-number", lambda found: found.number("a", 5, 1, 9)),
    "a text for a mapping": ("a: ‹x›", "not-a-mapping", lambda found: found.entries("a", None)),
    "a list for a mapping": ("a: ‹[x]›", "not-a-mapping", lambda found: found.anything("a")),
    "a text for mappings": ("a: ‹x›", "not-a-list", lambda found: found.list_of_entries("a", {"x"})),
    "a text among mappings": (
        "a: [{x: y}, ‹z›]",
        "not-a-mapping",
        lambda found: found.list_of_entries("a", {"x"}),
    ),
    "no slug": ("a: ‹Haze Season›", "slug-not-a-slug", lambda found: found.slug("a")),
    "a control character": ('a: ‹"x\\u0007y"›', "control-character", lambda found: found.text("a")),
    "an inner unknown key": ("a: {x: 1, ‹z›: 2}", "unknown-key", lambda found: found.entries("a", {"x"})),
    "an inner twin": ("a:\n  x: 1\n  ‹x›: 2", "key-twice", lambda found: found.anything("a")),
    "a wide text before it": ("a: [東京都, ‹~›]", "empty-in-list", lambda found: found.texts("a")),
    "a value on a later line": ("a:\n\n    ‹{x: y}›", "not-a-text", lambda found: found.text("a")),
    "quotes around it": ("a: ‹'20th'›", "date-not-a-date", lambda found: found.date("a", ZONE)),
    "a comment behind it": (
        "a: ‹20th›   # of August",
        "date-not-a-date",
        lambda found: found.date("a", ZONE),
    ),
}


@pytest.mark.parametrize(("marked", "slug", "ask"), WRONG.values(), ids=WRONG)
def test_each_problem_is_noted_once_at_its_place(marked: str, slug: str, ask: Ask) -> None:
    text, expected = unmarked(marked)
    entries, problems = read(text, KEYS)
    assert entries is not None
    ask(entries)
    assert [(found.slug, pointed(found)) for found in problems] == [(slug, expected[0])]
    (place,) = [found.place for found in problems]
    assert place is not None
    assert place.excerpt == text.split("\n")[expected[0][0] - 1]


BROKEN: dict[str, tuple[str, str]] = {
    "a list": ("‹- a›\n- b", "not-key-value"),
    "a text": ("‹just a text›", "not-key-value"),
    "a number": ("‹5›", "not-key-value"),
    "an alias": ("a: &x [y]\nb: ‹*x›", "yaml-alias"),
    "an alias of itself": ("a: &x [‹*x›]", "yaml-alias"),
    "an alias as a key": ("a: &x y\n‹*x› : z", "yaml-alias"),
    "a line separator": ("a: x‹\u2028›y\nb: z", "control-character"),
    "a paragraph separator": ("b: z\na: x‹\u2029›y", "control-character"),
    "a next line": ("b: z\na: x‹\x85›y", "control-character"),
    "two documents": ("a: 1\n‹-›--\nb: 2", "yaml-broken"),
    "no closing quote": ('b: 1\na: ‹"›x', "yaml-broken"),
    "a tab": ("a:\n‹\t›b: 1", "yaml-broken"),
    "half a surrogate pair": ('a: "x\\u‹d›800y"', "yaml-broken"),
    "depth of brackets": ("a: " + "[" * 19 + "‹[›" + "[" * 200 + "]" * 220, "nested-too-deep"),
}


@pytest.mark.parametrize(("marked", "slug"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_mapping_of_keys_is_one_problem_at_its_place(marked: str, slug: str) -> None:
    text, expected = unmarked(marked)
    entries, problems = read(text)
    assert entries is None
    assert [found.slug for found in problems] == [slug]
    assert pointed(problems[0]) is not None
    assert pointed(problems[0])[:2] == expected[0][:2]


def test_a_missing_key_is_missed_where_its_mapping_begins_and_an_empty_one_at_itself() -> None:
    for text, where in {"b: x": None, "b: x\na:": (2, 1, 1), "b: x\na: ''": (2, 1, 1)}.items():
        entries, problems = read(text)
        assert entries is not None
        assert entries.text("a", required=True) is None
        assert [(found.slug, pointed(found)) for found in problems] == [("key-missing", where)]


def nested(depth: int, block: bool) -> str:
    if block:
        return "".join(f"{' ' * level}k{level}:\n" for level in range(depth)) + " " * depth + "x: y"
    return "a: " + "{k: " * depth + "x" + "}" * depth


@pytest.mark.parametrize("block", [False, True])
@pytest.mark.parametrize("depth", [1, 19, 25, 60, 150, 5000])
def test_values_nest_twenty_deep_and_no_deeper(depth: int, block: bool) -> None:
    if block and depth > 300:
        depth = 300
    entries, problems = read(nested(depth, block))
    if entries is not None:
        entries.anything(next(iter(entries)))
    assert {found.slug for found in problems} == (set() if depth < 20 else {"nested-too-deep"})
    assert len(problems) <= 1


LONG = {
    "brackets": "a: " + "[" * 65_000,
    "braces": "{" * 65_000,
    "hyphens": "- " * 32_000,
    "question marks": "? " * 32_000,
    "question marks and hyphens": "? - " * 16_000,
    "keys": "".join(f"k{number}: x\n" for number in range(6_000)),
    "one key": "a: x\n" * 13_000,
    "a text": "a: " + "x " * 32_000,
    "quotes": "a: '" + "''" * 32_000,
    "no colon": "x" * 65_000,
    "many lines": "\n" * 65_000,
    "many tabs": "a:\n" + "\t" * 65_000,
    "comments": "#\n" * 32_000,
    "a list": "a: [" + "x, " * 20_000 + "]",
    "anchors": "a: [" + "&x y, " * 10_000 + "]",
    "aliases": "a: &x [y]\nb: [" + "*x, " * 15_000 + "]",
    "laughter": "a: &a [x]\n"
    + "".join(f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)),
    "flow keys": "{" + "? a : b, " * 7_000 + "}",
    "colons": "a:" * 32_000,
    "escapes": 'a: "' + "\\x41" * 16_000 + '"',
    "indentation": "".join(" " * depth + "a:\n" for depth in range(350)),
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_every_text_comes_to_an_end(text: str) -> None:
    entries, _ = read(text, KEYS)
    for key in entries or ():
        assert entries is not None
        entries.texts(key)
        entries.anything(key)


def test_a_longer_text_is_refused_before_it_is_read() -> None:
    entries, problems = read("a: x\n" + "#" * 70_000)
    assert entries is None
    assert [found.slug for found in problems] == ["front-matter-too-long"]


def ask_everything(entries: Entries) -> None:
    for key in (*entries, "a"):
        entries.text(key, required=True)
        entries.texts(key)
        entries.date(key, ZONE)
        entries.flag(key)
        entries.slug(key)
        entries.choice(key, ("one", "two"))
        entries.number(key, 1, 1, 9)
        entries.list_of_either(key, {"x"})
        entries.list_of_entries(key, {"x"})
        entries.spot_of(key)
        inner = entries.entries(key, None)
        if inner is not None:
            ask_everything(inner)
        json.loads(entries.anything(key))
    entries.spots(*entries, "a")


PIECES = st.sampled_from(
    [
        "a",
        "b",
        "title",
        ": ",
        ":",
        "\n",
        "\n  ",
        "- ",
        "? ",
        "[",
        "]",
        "{",
        "}",
        ",",
        "&x ",
        "*x",
        "!t ",
        "!!int ",
        "|",
        ">",
        "'",
        '"',
        "#",
        " #",
        "~",
        "x",
        "---",
        "...",
        "%YAML 1.1\n",
        "\t",
        "\\",
        "<<",
        "é",
        "é",
        "東",
        "\u2028",
        "\x85",
        "\ufeff",
        "\x07",
        "2026-08-20",
        "true",
        "@",
        "`",
        "|\n  x\n",
        ">-\n",
        "😀",
        "�",
    ]
)
SOUP = st.lists(PIECES, max_size=25).map("".join)


@settings(max_examples=400)
@given(SOUP | st.text(max_size=60))
@example("a: |2\n")
@example("%TAG ! x\n---\na: !b c")
@example("%YAML 9.9\n---\na: b")
@example("\ufeffa: b")
def test_no_text_raises_and_every_problem_has_a_place_in_it(text: str) -> None:
    entries, problems = read(text, None)
    if entries is not None:
        ask_everything(entries)
    else:
        assert [found.level for found in problems] == ["error"]
    lines = text.split("\n")
    for found in problems:
        assert found.place is not None
        if found.place.line is not None:
            assert 1 <= found.place.line <= len(lines) + 1
        if found.place.excerpt is not None:
            assert found.place.line is not None
            assert found.place.excerpt == lines[found.place.line - 1]
        if found.place.column is not None and found.place.excerpt is not None:
            assert 1 <= found.place.column <= len(found.place.excerpt) + 1


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\u2029"), max_size=8)
VALUES = st.recursive(
    TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(TEXTS, VALUES, max_size=3))
def test_anything_comes_back_as_it_was_written(values: dict[str, Any]) -> None:
    entries, _ = read("a: " + json.dumps(values, ensure_ascii=False))
    assert entries is not None
    found = json.loads(entries.anything("a"))
    if not entries.notes.problems:
        assert found == plainly(values)


def plainly(value: Any) -> Any:
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", key): plainly(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plainly(item) for item in value]
    return " ".join(unicodedata.normalize("NFC", value).split())
