"""Tokens: a text cut for the search index, by a rule that the search page applies to what a reader types.

The index is split at spaces, and several scripts have none between words. Dictionaries find their
words, and no two programs have the same: ICU 78 and Chromium 156 already disagree on Khmer and Lao.
So no dictionary is asked. A run of such a script is cut into *clusters*, a letter with the marks
that belong to it, and every two neighbours make a token; whoever looks for a word of the run asks for its
pairs. `static/js/search.js` has the same rule, and one golden file tests both.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from asiansite.content.text.scripts import HAN, PHRASED

END = "\ua000"
"""A letter that no text of ours has (of the Yi syllabary): it ends the last token of a run.

Without it that token would be a beginning of others, which the index offers where it finds no better.
"""

GLUE = "\u2060"
"""A token without letters, where the text had no space beside a run: so that an excerpt can be put together again."""

PAUSE = "\u2063"
"""A token without letters: it ends a passage that ends in a run, where the index would put a full stop."""

MARKS = (
    "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    "\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074\u1082-\u108d\u108f\u109a-\u109d"
    "\ua9e5\uaa7b-\uaa7d\u17b4-\u17d3\u17dd"
)
"""The signs of the scripts without spaces that belong to the letter before them, for a class of `re`."""

_IGNORED = re.compile("[\u00ad\u200b\u200c\u2060\u2063\ufeff\ua000]")
_RUN = re.compile(f"([{HAN}{PHRASED}]+)")
_CLUSTER = re.compile(f".[{MARKS}]*", re.DOTALL)
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")


def clean(text: str) -> str:
    """A text in the form in which it is compared: NFC, without signs that nobody sees, one apostrophe.

    Tetum's apostrophe is written with several signs, of which some count as letters.
    """
    text = _IGNORED.sub("", unicodedata.normalize("NFC", text))
    return text.replace("\u02bc", "\u2019").replace("\u02bb", "\u2019")


def tokens(text: str) -> str:
    """The text with a space between any two tokens."""
    pieces = _RUN.split(clean(text))
    if len(pieces) == 1:
        return pieces[0]
    found: list[str] = []
    for number, piece in enumerate(pieces):
        if number % 2:
            found += _pairs(piece)
        elif piece:
            glued_before = number > 0 and not piece[0].isspace()
            glued_after = number < len(pieces) - 1 and not piece[-1].isspace()
            found += [GLUE] * glued_before + piece.split() + [GLUE] * glued_after
    return " ".join(found)


def passage(text: str) -> str:
    """The tokens of a text that others follow."""
    found = tokens(text)
    return f"{found} {PAUSE}" if found.endswith(END) else found


def folded(text: str) -> str:
    """The words of a text that keep a letter or digit which readers type otherwise, as those type it.

    The index folds accents by itself, and knows neither that `đ` is typed as `d` nor other scripts' digits.
    """
    words = (
        word for word in clean(text).split() if "đ" in word or "Đ" in word or _FOREIGN_DIGIT.search(word)
    )
    return " ".join(dict.fromkeys(_FOREIGN_DIGIT.sub(_digit, word).translate(_D) for word in words))


def _pairs(run: str) -> Iterator[str]:
    clusters = _CLUSTER.findall(run)
    yield from (first + second for first, second in pairwise(clusters))
    yield clusters[-1] + END


def _digit(match: re.Match[str]) -> str:
    return str(unicodedata.decimal(match[0]))


_D = str.maketrans("đĐ", "dD")
