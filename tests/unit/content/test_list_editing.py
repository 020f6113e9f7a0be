"""Lists edited in place: an item is another one afterwards, there and back leaves no trace, and all else is as it was."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asiansite.content.editing import NotEditable, as_yaml
from asiansite.content.list_editing import values_of, with_item, with_items, without_items

SOURCE = """\
---
# Asked for by the desk
title:   'An "old" headline'
tags:  # of the story
  - Ports   # the plural
  # not Timor
  - 'Timor-Leste'
  -   "East \\
     Asia"
author: [ mara, "Ko Ko",   'Siti' ] # all three
date: 2026-02-01
---

- Ports
"""


def to(**words: str | None) -> Callable[[Sequence[str]], list[str | None]]:
    """Exchanges texts by their name, with `_` for a hyphen."""
    wanted = {old.replace("_", "-"): new for old, new in words.items()}
    return lambda texts: [wanted.get(text, text) for text in texts]


def test_an_item_keeps_its_quotes_and_its_comments() -> None:
    after = with_items(SOURCE, "tags", to(Ports="Harbours", Timor_Leste="It's here"))
    assert after == SOURCE.replace("Ports   #", "Harbours   #").replace("'Timor-Leste'", "'It''s here'")
    after = with_items(SOURCE, "author", to(mara="lim, mara", Siti="a, b"))
    assert after == SOURCE.replace("[ mara,", '[ "lim, mara",').replace("'Siti'", "'a, b'")


@pytest.mark.parametrize("value", ["Ports", "[Ports, haze]", "\n- Ports # x\n- 'haze'", '["Ports", "haze"]'])
def test_quotes_that_a_name_needed_go_with_it(value: str) -> None:
    text = f"---\ntags: {value}\n---\n"
    there = with_items(text, "tags", to(Ports="a: b"))
    assert there == text.replace('"Ports"', "Ports").replace("Ports", '"a: b"')
    assert (
        with_items(there, "tags", lambda items: ["Ports" if each == "a: b" else each for each in items])
        == text
    )


def test_an_item_goes_with_its_line_or_its_comma() -> None:
    assert with_items(SOURCE, "tags", to(Ports=None)) == SOURCE.replace("  - Ports   # the plural\n", "")
    assert with_items(SOURCE, "author", to(mara=None)) == SOURCE.replace("mara, ", "")
    assert with_items(SOURCE, "author", to(Siti=None)) == SOURCE.replace(",   'Siti'", "")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    "value", ["Ports", " 'Ports'", "[Ports]", '["Ports" , ]', "\n- Ports", "\n    -   Ports # x"]
)
def test_all_forms_of_a_list_are_edited_in_their_line_ends(value: str, line_end: str, mark: str) -> None:
    text = f"{mark}---\ntitle: A\ntags: {value}\ndate: 2026-02-01\n---\nPorts.\n".replace("\n", line_end)
    after = with_items(text, "tags", to(Ports="Harbours"))
    assert after == text.replace("Ports", "Harbours", 1)
    assert with_items(after, "tags", to(Harbours="Ports")) == text


@pytest.mark.parametrize(
    "text", ["", "Text.", "---\ntags: [[a]]\n---\n", "---\ntags: {a: b}\n---\n", "---\rtags: a\r---\r"]
)
def test_what_is_no_list_of_texts_is_not_edited(text: str) -> None:
    with pytest.raises(NotEditable):
        with_items(text, "tags", to(a="b"))


NAMES = st.text(
    st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp", "Mn", "Co")), min_size=1
).map(lambda text: " ".join(unicodedata.normalize("NFC", text).split()))


def is_plain(text: str) -> bool:
    return text != "" and as_yaml([text]) == f"[{text}]"


PLAIN = NAMES.filter(is_plain)
"""What can stand without quotes: only these keep the form of an item that has none, there and back."""
QUOTES = [
    lambda text: text,
    lambda text: json.dumps(text, ensure_ascii=False),
    lambda text: "'" + text.replace("'", "''") + "'",
]
COMMENTS = st.sampled_from(["", " # why", "\t#", "   # [a, b]: 'c"])


@st.composite
def sources(draw: st.DrawFn, names: st.SearchStrategy[str]) -> tuple[str, list[str]]:
    """A source whose `tags` are in any form, and what they are, each once."""
    texts = draw(st.lists(names, min_size=1, max_size=5, unique=True))
    items = [draw(st.sampled_from(QUOTES if is_plain(text) else QUOTES[1:]))(text) for text in texts]
    form = draw(st.sampled_from(["block", "flow", "lines", "single"]))
    if form == "block":
        indent = draw(st.sampled_from(["", " ", "    "]))
        value = draw(COMMENTS) + "".join(
            f"\n{indent}-{' ' * draw(st.integers(1, 3))}{item}{draw(COMMENTS)}{draw(st.sampled_from(['', chr(10) + '# alone', chr(10)]))}"
            for item in items
        )
    elif form == "flow":
        value = (
            f" [{','.join(draw(st.sampled_from(['', ' ', '  '])) + item for item in items)} ]{draw(COMMENTS)}"
        )
    elif form == "lines":
        value = (
            " ["
            + ",".join(f"{draw(COMMENTS)}\n  {item}" for item in items)
            + f"{draw(st.sampled_from(['', ',']))}\n  ]"
        )
    else:
        texts, value = texts[:1], f" {items[0]}{draw(COMMENTS)}"
    before = draw(
        st.sampled_from(["", "title: 'It''s'\n", "# Only a comment\n\n", "extra: {tags: [a, b]}\n"])
    )
    after = draw(
        st.sampled_from(["", "date: 2026-02-01\n", "\n# The end\n", "draft:   true # still\nslug: a\n"])
    )
    body = draw(st.sampled_from(["", "Text.\n", "\ntags: [a]\n---\nMore"]))
    text = f"{draw(st.sampled_from(['', chr(0xFEFF), chr(10)]))}---\n{before}tags:{value}\n{after}---\n{body}"
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n"]))), texts


@given(sources(PLAIN), PLAIN, st.data())
def test_there_and_back_leaves_the_bytes_as_they_were(
    source: tuple[str, list[str]], new: str, data: st.DataObject
) -> None:
    text, texts = source
    old = data.draw(st.sampled_from(texts))
    if new in texts:
        return
    there = with_items(text, "tags", lambda items: [new if item == old else item for item in items])
    assert there != text
    assert with_items(there, "tags", lambda items: [old if item == new else item for item in items]) == text


@given(sources(NAMES.filter(bool)), st.lists(st.none() | NAMES.filter(bool), min_size=5, max_size=5))
@example(('---\ntags: [a,b , "c" ]\n---\n', ["a", "b", "c"]), [None, "x", None, "", ""])
def test_items_are_as_wanted_and_nothing_else_differs(
    source: tuple[str, list[str]], wanted: list[str | None]
) -> None:
    text, texts = source
    wanted = wanted[: len(texts)]
    if not any(wanted):
        wanted[0] = "kept"
    after = with_items(text, "tags", lambda items: wanted)
    seen: list[str] = []
    with_items(after, "tags", lambda items: seen.extend(items) or items)
    assert seen == [each for each in wanted if each]
    (front, body), (new_front, new_body) = values_of(text), values_of(after)
    assert body == new_body
    assert front | {"tags": None} == new_front | {"tags": None}
    assert list(front) == list(new_front)


@given(sources(PLAIN), PLAIN)
def test_what_is_added_is_taken_away_again_without_a_trace(source: tuple[str, list[str]], new: str) -> None:
    text, texts = source
    if new in texts:
        return
    for key in ("aliases", "tags"):
        after = with_item(text, key, new)
        seen: list[list[str]] = []
        with_items(after, key, lambda items: seen.append(list(items)) or items)  # noqa: B023
        assert seen == [[*(texts if key == "tags" else []), new]]
        back = without_items(after, key, lambda item: item == new)
        # One text without brackets has become a list, and stays one.
        assert back == text or (key == "tags" and len(texts) == 1)


def test_items_are_added_in_the_form_of_the_others() -> None:
    assert with_item(SOURCE, "author", "noor") == SOURCE.replace("'Siti' ]", "'Siti', noor ]")
    block = "---\naliases:\n    -  /a/ # first\n# end\n---\n"
    assert with_item(block, "aliases", "/b/") == block.replace("first\n", "first\n    -  /b/\n")
    assert with_item("---\naliases:\n---\n", "aliases", "/b/") == "---\naliases: [/b/]\n---\n"
    assert (
        with_item("---\naliases: /a/ # x\n---\n", "aliases", "/b/") == "---\naliases: [/a/, /b/] # x\n---\n"
    )
    assert with_item("---\naliases: []\n---\n", "aliases", "/b/") == "---\naliases: [/b/]\n---\n"
