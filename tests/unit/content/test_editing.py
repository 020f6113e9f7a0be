"""Front matter edited in place: the values are those that were set, and all else is as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.article import read_article
from asiansite.content.editing import NotEditable, as_yaml, filled_keys, with_keys
from asiansite.content.prose import ProseOptions

if TYPE_CHECKING:
    from asiansite.content.article import Document

SOURCE = """\
---
# Asked for by the desk
title:   'An "old" headline'   # to be changed
author: [mara, "Ko Ko"] # both
tags:
  - Ports   # the plural
  - 'Timor-Leste'

# what follows is the layout's
extra: {wide: yes}
date: 2026-02-01
---

Title: stays. ---
"""

TEXTS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff\u0085")
)
ONE_LINE = TEXTS.map(lambda text: " ".join(text.split()))


def test_a_value_is_exchanged_and_nothing_else() -> None:
    assert with_keys(SOURCE, {"title": "New: a headline"}) == SOURCE.replace(
        """'An "old" headline'""", '"New: a headline"'
    )
    assert with_keys(SOURCE, {"date": "2026-02-02 08:00"}) == SOURCE.replace("2026-02-01", "2026-02-02 08:00")


def test_a_list_is_exchanged_without_the_comments_behind_it() -> None:
    after = with_keys(SOURCE, {"tags": ["Ports", "a, b"], "author": "mara"})
    assert 'tags:\n  [Ports, "a, b"]\n\n# what follows is the layout\'s\n' in after
    assert "author: mara # both\n" in after
    assert read(after).tags == ("Ports", "a, b")


@pytest.mark.parametrize(
    "empty", ["tags:", "tags:   # none yet", "tags: ", "tags: ~", "tags: ''", "'tags' :"]
)
def test_an_empty_value_is_filled(empty: str) -> None:
    text = f"---\ntitle: A\n{empty}\ndate: 2026-02-01\n---\nText.\n"
    after = with_keys(text, {"tags": ["haze"]})
    assert read(after).tags == ("haze",)
    assert ("# none yet" in after) == ("# none yet" in text)
    assert after.count("\n") == text.count("\n")
    assert " \n" not in after


def test_a_key_that_is_missing_is_added_at_the_end_in_the_files_own_line_ends() -> None:
    text = "\ufeff---\r\ntitle: A\r\n---\r\nText.\r\n"
    assert with_keys(text, {"slug": "a", "draft": True}) == (
        "\ufeff---\r\ntitle: A\r\nslug: a\r\ndraft: true\r\n---\r\nText.\r\n"
    )
    assert with_keys("---\n---\n", {"title": "A"}) == "---\ntitle: A\n---\n"


def test_keys_that_have_a_value_are_known_whatever_their_form() -> None:
    assert filled_keys(SOURCE) == {"title", "author", "tags", "extra", "date"}
    assert filled_keys("---\ntags:\n- a\nauthor: ~\nsection: # none\ntitle: ''\n---\nlabel: x\n") == {"tags"}
    assert filled_keys("Text.") == frozenset()


@pytest.mark.parametrize("text", ["", "Text.", "---\ntitle: A\n", "---\n- a\n---\n", "---\ntitle: [\n---\n"])
def test_without_front_matter_nothing_is_edited(text: str) -> None:
    with pytest.raises(NotEditable):
        with_keys(text, {"title": "A"})


@given(title=ONE_LINE, tags=st.lists(ONE_LINE, max_size=4))
def test_whatever_is_set_is_read_again(title: str, tags: list[str]) -> None:
    after = with_keys(SOURCE, {"title": title, "tags": tags})
    found = yaml.load(after.split("---\n")[1], Loader=yaml.CBaseLoader)
    assert (found["title"], found["tags"]) == (title, tags)
    assert found["author"] == ["mara", "Ko Ko"]
    # Once more with the same values, nothing changes: what is written is as it would be written.
    assert with_keys(after, {"title": title, "tags": tags}) == after


@given(ONE_LINE)
def test_other_readers_take_a_text_for_a_text(text: str) -> None:
    found = yaml.safe_load(f"key: {as_yaml(text)}\nlist: {as_yaml([text])}\n")
    if not isinstance(found["key"], str):
        # A date or a time is one for all readers; a title is never written so.
        assert text[:1].isdigit()
    else:
        assert found["key"] == text


def read(text: str) -> Document:
    reading = read_article(text.encode(), ZoneInfo("Asia/Jakarta"), ProseOptions())
    assert reading.document is not None, reading.problems
    return reading.document
