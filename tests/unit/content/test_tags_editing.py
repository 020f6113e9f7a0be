"""tags.yaml edited in place: what is wanted stands there, and what was added goes without a trace."""

from __future__ import annotations

import pytest

from asiansite.content.editing import NotEditable
from asiansite.content.tags import read_tags
from asiansite.content.tags_editing import with_tag_item, with_tag_renamed, without_tag, without_tag_items

TABLE = """\
# The desk's tags
asean:   # the association
  name: 'ASEAN'
  synonyms: [Asean nations]

"haze": {description: Smoke over the strait, slug: haze}
Ports:
  # both
  aliases:
    - /harbours/   # of 2019
"""


def test_an_entry_is_renamed_with_its_name_in_their_quotes() -> None:
    after = with_tag_renamed(TABLE, "asean", "South-East Asia")
    assert after == TABLE.replace("asean:", "South-East Asia:").replace("'ASEAN'", "'South-East Asia'")
    assert with_tag_renamed(TABLE, "haze", "Smoke") == TABLE.replace('"haze":', '"Smoke":')


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# Nothing yet\n",
        TABLE,
        TABLE.replace("\n", "\r\n"),
        TABLE.rstrip("\n"),
        TABLE + "\n# The end\n",
        TABLE + "fish:\n",
        "{asean: {slug: a}, Ports: {slug: ports}}\n",
        "asean: {slug: a,}\n",
        "asean:  # empty\nPorts: # empty\n  # more\n",
        "asean: {slug: a}",
        "asean:\n  slug: a\n\n# Of ports\nPorts:\n  slug: p\n",
        "{}\n",
    ],
)
@pytest.mark.parametrize("tag", ["asean", "ports", "haze", "new tag", "ข่าว", "a: b"])
@pytest.mark.parametrize("line_ends", ["\n", "\r\n"])
def test_an_address_comes_and_goes_without_a_trace(text: str, tag: str, line_ends: str) -> None:
    text = text.replace("\r\n", "\n").replace("\n", line_ends)
    after = with_tag_item(text, tag, "aliases", "/tags/old/")
    after = with_tag_item(after, tag, "aliases", "/tags/older/")
    table, problems = read_tags(after.encode())
    assert problems == ()
    assert table.entries[tag].aliases[-2:] == ("/tags/old/", "/tags/older/")
    before = read_tags(text.encode())[0]
    assert {key: entry.name for key, entry in table.entries.items() if key != tag} == {
        key: entry.name for key, entry in before.entries.items() if key != tag
    }
    after = without_tag_items(after, tag, "aliases", lambda alias: alias == "/tags/older/")
    after = without_tag_items(after, tag, "aliases", lambda alias: alias == "/tags/old/")
    assert after == text


def test_an_entry_goes_and_leaves_the_comments_of_the_others() -> None:
    after = without_tag(TABLE, "haze")
    assert after == TABLE.replace('"haze": {description: Smoke over the strait, slug: haze}\n', "")
    assert without_tag("{a: {slug: x}, b: {slug: y}}\n", "b") == "{a: {slug: x}}\n"
    assert without_tag("{a: {slug: x}, b: {slug: y}}\n", "a") == "{b: {slug: y}}\n"


@pytest.mark.parametrize("text", ["- a\n", "a: [\n", "asean: text\n", "asean: [a]\n"])
def test_what_is_no_table_is_not_edited(text: str) -> None:
    with pytest.raises(NotEditable):
        with_tag_item(text, "asean", "aliases", "/tags/old/")
