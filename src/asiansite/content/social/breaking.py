"""Where a line of a headline may end, and where it had better."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from asiansite.content.text.graphemes import clusters
from asiansite.content.text.scripts import is_han, is_phrased

SPACE, SYLLABLE, FREE = 2, 1, 0
"""Kinds of breaks: after a space or dash; where a syllable ends for certain; at any other cluster's end."""


class Part(NamedTuple):
    """What stays together on a line."""

    text: str
    """With the space that follows it."""
    after: int
    """The kind of break that is at its end."""


def parts_of(text: str) -> list[Part]:
    """The parts of `text` between which a line may break; joined, they are `text` again, less U+200B.

    Lines break after a space, a hyphen or dash and at U+200B; in scripts without spaces between words also
    between clusters, but not before a closing sign or after an opening one. No dictionary tells where words end
    there; what is certain of syllables is used instead.
    """
    found: list[Part] = []
    for word in _WORD.findall(text):
        bare = word.replace("\u200b", "")
        if not bare:
            continue
        if found and _continues(bare[0]):
            bare = found.pop().text + bare
        pieces = list(_pieces(bare)) if any(is_phrased(each) or is_han(each) for each in bare) else [bare]
        found += [
            Part(piece, SYLLABLE if _ends_syllable(piece, after) else FREE)
            for piece, after in pairwise(pieces)
        ]
        found.append(Part(pieces[-1], SPACE))
    return found


def _continues(character: str) -> bool:
    return character in "\u200c\u200d" or unicodedata.category(character)[0] == "M"


def chunks_of(word: str, fits: Callable[[str], bool]) -> Sequence[Part]:
    """A word in parts that fit a line, broken between clusters."""
    found: list[str] = []
    for cluster in clusters(word):
        if found and fits(found[-1] + cluster):
            found[-1] += cluster
        else:
            found.append(cluster)
    return [*(Part(chunk, FREE) for chunk in found[:-1]), Part(found[-1], SPACE)]


_WORD = re.compile(r"[^\s\u200b\-\u2010\u2013\u2014]*(?:[\s\u200b]+|[\-\u2010\u2013\u2014]+\s*|$)")
_CLOSING = "”’»)]}!?.,:;…%ฯๆໆຯ។៕ៗ၊။、。，．！？：；）」』】》〉၏"
_OPENING = "“‘«([{฿（「『【《〈"
_ASAT = "\u103a"
_PREFIX_VOWELS = "เแโใไເແໂໃໄ"
_LAST_VOWELS = "ะำะຳๆໆະ"


def _pieces(word: str) -> Iterator[str]:
    held = ""
    for cluster in clusters(word):
        if held and _breaks_between(held, cluster):
            yield held
            held = ""
        held += cluster
    if held:
        yield held


def _breaks_between(before: str, after: str) -> bool:
    if after[0].isspace() or after[0] in _CLOSING or before[-1] in _OPENING:
        return False
    # A consonant that the asat kills ends a Burmese syllable, and so does the one below which another stands.
    if after[1:2] == _ASAT:
        return False
    # Thai, Lao: a letter without a sign after one with a sign is most often the last of its syllable.
    if (
        len(after) == 1
        and len(before) > 1
        and "\u0e00" <= after <= "\u0eff"
        and "\u0e00" <= before[0] <= "\u0eff"
    ):
        return False
    return any(is_phrased(each) or is_han(each) for each in (before[-1], after[0]))


def _ends_syllable(before: str, after: str) -> bool:
    last, first = before.rstrip()[-1:], after[0]
    # Burmese: whatever is left of `_breaks_between` is one. Chinese: every character.
    return (
        first in _PREFIX_VOWELS
        or last in _LAST_VOWELS
        or "\u1000" <= first <= "\u109f"
        or is_han(first)
        or is_han(last)
    )
