r"""Where a text may be cut: graphemes, and clusters of graphemes that belong together.

A grapheme is what Unicode calls an extended grapheme cluster (UAX 29, `\X`).  A cluster is one
or more whole graphemes that a reader of a Southeast Asian script would not see parted: text is
measured in graphemes and cut between clusters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex


def is_plain(text: str) -> bool:
    """Whether one code point of `text` is one grapheme, and may be cut off.

    So it is where there is nothing but letters, digits and punctuation of Latin and Vietnamese, as
    in most texts; to ask costs a few nanoseconds a letter.
    """
    return _is_plain(text) is not None


def graphemes(text: str) -> list[str]:
    """The graphemes of `text`, in order; joined, they are `text` again."""
    if is_plain(text):
        return list(text)
    return _grapheme_pattern().findall(text)


def clusters(text: str) -> list[str]:
    """The smallest pieces of `text` that a cut leaves whole; joined, they are `text` again.

    Beyond graphemes, no cluster ends after a stacker (U+17D2, U+1039), none begins with a mark,
    and in Thai and Lao a vowel written before its consonant (U+0E40–0E44, U+0EC0–0EC4) and the
    signs that no line may begin with (U+0E30, U+0E46 …) stay with that consonant.
    """
    start = 0
    pieces: list[str] = []
    for end, _ in cuts(text):
        pieces.append(text[start:end])
        start = end
    return pieces


def cuts(text: str) -> Iterator[tuple[int, int]]:
    """Each place where `text` may be cut, its end included: (offset, graphemes before it).

    The text is read as far as places are asked for, so the beginning of a long one is cheap.
    """
    if is_plain(text):
        return ((place, place) for place in range(1, len(text) + 1))
    return _cuts(text)


def first(text: str, limit: int) -> str:
    """The longest beginning of `text` of whole clusters and at most `limit` graphemes.

    If not even one cluster fits, it is cut between graphemes instead.
    """
    end = 0
    for place, count in cuts(text):
        if count > limit:
            break
        end = place
    return text[:end] or "".join(islice(_each(text), max(limit, 0)))


_is_plain = re.compile(r"[ -~\u00a0-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u205e]*").fullmatch

_STACKERS = "\u17d2\u1039"
_PREFIX_VOWELS = frozenset("เแโใไເແໂໃໄ")
_FOLLOWERS = frozenset("ฯะาำๅๆຯະາຳຽໆ")


@lru_cache(maxsize=1)
def _grapheme_pattern() -> regex.Pattern[str]:
    # Imported at its first use: `regex` takes longer to load than a build without changes runs.
    import regex

    return regex.compile(r"\X")


def _each(text: str) -> Iterator[str]:
    return (match.group() for match in _grapheme_pattern().finditer(text))


def _cuts(text: str) -> Iterator[tuple[int, int]]:
    place = count = 0
    before = ""
    for grapheme in _each(text):
        if before and not _belong_together(before, grapheme):
            yield place, count
        place += len(grapheme)
        count += 1
        before = grapheme
    if before:
        yield place, count


def _belong_together(before: str, after: str) -> bool:
    head = after[0]
    if head < "\u0300":
        return False
    if before[-1] in _STACKERS or unicodedata.category(head)[0] == "M":
        return True
    if before[0] in _PREFIX_VOWELS:
        return _is_thai_or_lao(head) and head.isalpha()
    return head in _FOLLOWERS and _is_thai_or_lao(before[0])


def _is_thai_or_lao(character: str) -> bool:
    return "\u0e00" <= character <= "\u0eff"
