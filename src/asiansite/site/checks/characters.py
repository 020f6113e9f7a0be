"""Rules of characters: what does not show, and what shows as something else elsewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from asiansite.content.text.scripts import HAN, PHRASED
from asiansite.errors import Problem, problem
from asiansite.site.checks.desk import Desk
from asiansite.site.checks.text import Text


def invisible_character(desk: Desk) -> Iterator[Problem]:
    """Characters without width in words: searches miss such words. One problem a source."""
    for text in desk.texts:
        if text.text.isascii() or _WITHOUT_WIDTH.search(text.text) is None:
            continue
        found = list(INVISIBLE.finditer(text.words))
        if found:
            code = ord(found[0][0])
            yield problem(
                "invisible-character",
                text.place(*found[0].span()),
                code=f"U+{code:04X}",
                name=unicodedata.name(chr(code), "no name").lower(),
                count=len(found) if len(found) > 1 else None,
            )


def not_nfc(desk: Desk) -> Iterator[Problem]:
    """Letters that are written as a letter and a mark, where one character has both. One problem a source."""
    for text in desk.texts:
        if text.text.isascii() or unicodedata.is_normalized("NFC", text.text):
            continue
        found = list(decomposed(text))
        if found:
            count = len(found) if len(found) > 1 else None
            yield problem("not-nfc", text.place(*found[0].span()), given=found[0][0], count=count)


def decomposed(text: Text) -> Iterator[re.Match[str]]:
    """Each letter of front matter and words that NFC has in another way; addresses are none of them."""
    letters = text.text[: text.body_at] + text.words[text.body_at :]
    return (each for each in _CLUSTER.finditer(letters) if not unicodedata.is_normalized("NFC", each[0]))


def zawgyi(desk: Desk) -> Iterator[Problem]:
    """Burmese in the old encoding of the font Zawgyi, which other fonts show as nonsense. One problem a source."""
    for text in desk.texts:
        if text.text.isascii() or _BURMESE.search(text.text) is None:
            continue
        if (found := ZAWGYI.search(text.text)) is not None:
            yield problem("zawgyi", text.place(*found.span()))


# Between letters of scripts without spaces U+200B tells where a line may break; joiners spell words in
# many scripts, and pictures. In Latin, Greek and Cyrillic they do nothing. Marks of direction are for texts of both.
_EAST = f"{HAN}{PHRASED}\u2e80-\u30ff\uff00-\uffef"
_WEST = "\\s!-~\u00a0-\u02ff\u0370-\u052f\u1e00-\u1fff\u2010-\u205e"
INVISIBLE = re.compile(
    f"(?<![{_EAST}])[\u200b\u2060\ufeff](?![{_EAST}])|(?:(?<=[{_WEST}])|^)[\u200c\u200d]+(?=[{_WEST}]|$)"
)
"""Characters without width that have nothing to do where they stand."""

_CLUSTER = re.compile(
    r"\w[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u3099\u309a]+|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[^\x00-\u02ff]"
)

# What texts are looked through for first, in a tenth of the time.
_WITHOUT_WIDTH = re.compile("[\u200b-\u200d\u2060\ufeff]")
_BURMESE = re.compile("[\u1000-\u109f]")

# Sure signs, each impossible in Unicode's order of a syllable (Unicode Technical Note 11, "Representing Myanmar
# in Unicode"): the vowel E before its consonant at the beginning of a word; U+1039, there the virama that stacks
# a consonant and here the visible killer, with no consonant after it; the medial Ra U+103B of Zawgyi's order, which
# stands before its consonant, at the beginning of a word.
ZAWGYI = re.compile(
    "(?<![\u1000-\u109f\uaa60-\uaa7f\ua9e0-\ua9fe])[\u1031\u103b\u107e-\u1084][\u1000-\u102a]"
    "|\u1039(?![\u1000-\u1021\u1025\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081\u108e])"
)
"""What stands in Burmese texts of the encoding Zawgyi, and in none of Unicode's."""
