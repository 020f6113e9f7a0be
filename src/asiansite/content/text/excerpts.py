"""Excerpts: the beginning of a text, cut where a reader of its script would cut it."""

from __future__ import annotations

import re
from itertools import islice

from asiansite.content.text.graphemes import cuts, graphemes, is_plain
from asiansite.content.text.scripts import is_han, is_phrased
from asiansite.content.text.sentences import sentence_ends
from asiansite.content.text.spaces import in_one_line


def excerpt(text: str, limit: int = 160) -> str:
    """The beginning of `text`: at most `limit` graphemes, an ellipsis included.

    White space is folded first, and U+FEFF dropped; what then fits stands as it is.  Else it ends
    after the last sentence that leaves at least half of `limit`, without an ellipsis; or after
    the last word, with one.  In Thai, Lao, Khmer and Burmese it ends at a space or U+200B if one
    lies in the last third (there they part phrases, or words), and otherwise, as Chinese does,
    at a cluster's end, because words are not marked.  A first word longer than all that is cut.
    A limit below 1 leaves nothing.
    """
    folded = _fold(text)
    if limit < 1 or not folded:
        return ""
    if is_plain(folded):
        return _excerpt_of_plain(folded, limit)
    places = dict(islice(cuts(folded), limit + 1))
    if places.get(len(folded), limit + 1) <= limit:
        return folded
    places = {place: count for place, count in places.items() if count <= limit}
    for end in reversed(sentence_ends(folded, max(places, default=0))):
        if places.get(end, 0) * 2 >= limit:
            return folded[:end]
    return _to_a_word(folded, {place: count for place, count in places.items() if count < limit}, limit) + "…"


def _excerpt_of_plain(text: str, limit: int) -> str:
    """The same of a text whose characters are its graphemes: most are, and lists have thousands of them."""
    if len(text) <= limit:
        return text
    for end in reversed(sentence_ends(text, limit)):
        if end * 2 >= limit:
            return text[:end]
    word = text[: max(text.rfind(" ", 1, limit), 0)]
    return (_LOOSE_END.sub("", word) or text[: limit - 1]) + "…"


_SPACES = re.compile(r"[\s\u200b]+")

_LOOSE_END = re.compile(
    r"(?:[\s\u200b,;:…/\-–—(\[{‘“‹«¡¿،؛、，：；（［｛〈《「『【〔៖၊]|(?<=\s)[\"'])+\Z"
    r"|\.{2,}\Z"
)


def _fold(text: str) -> str:
    known = text.replace("\ufeff", "")
    if "\u200b" not in known:
        return in_one_line(known)
    return _SPACES.sub(lambda run: " " if run[0].strip("\u200b") else "\u200b", known).strip(" \u200b")


def _to_a_word(text: str, places: dict[int, int], limit: int) -> str:
    """The beginning of `text` up to the best of `places`, leaving one grapheme for the ellipsis."""
    spaced = unspaced = 0
    for place in places:
        if text[place] in " \u200b":
            spaced = place
        elif _is_between_words(text[place - 1], text[place]):
            unspaced = place
    end = max(spaced, unspaced)
    if end == unspaced and is_phrased(text[end - 1]) and places.get(spaced, 0) * 3 >= limit * 2:
        end = spaced
    whole = text[: max(places, default=0)] or "".join(graphemes(text)[: limit - 1])
    return _LOOSE_END.sub("", text[:end]) or whole


def _is_between_words(before: str, after: str) -> bool:
    return any(is_phrased(character) or is_han(character) for character in (before, after))
