"""How much of a text fits a limit: in X's weighted characters, or in any other measure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from asiansite.content.text.graphemes import clusters, graphemes

if TYPE_CHECKING:
    import regex

POST_LIMIT = 280
"""What a post on X may weigh."""

URL_WEIGHT = 23
"""What a URL in it weighs, whatever its length."""


def weight(text: str) -> int:
    """What `text` weighs in a post on X, by the configuration v3 of twitter-text.

    After NFC, U+0000–10FF, 2000–200D, 2010–201F and 2032–2037 weigh 1, an emoji 2 whatever it is
    composed of, and all else 2: a Thai letter weighs 1, a Khmer or a Chinese one 2.  A URL within
    the text is not looked for, so one counts as its characters.
    """
    composed = unicodedata.normalize("NFC", text)
    if composed.isascii():
        return len(composed)
    return sum(_grapheme_weight(grapheme) for grapheme in graphemes(composed))


def fitting(text: str, limit: int, measure: Callable[[str], int] = len) -> str:
    """`text` in NFC; if it measures more than `limit`, the most of it that fits with a “…” after it.

    It is cut between clusters.  `measure` gives the size of a text, and of two texts in a row at
    most the sum of their sizes.  "" if nothing fits.
    """
    composed = unicodedata.normalize("NFC", text)
    if measure(composed) <= limit:
        return composed
    room = limit - measure("…")
    if room < 0:
        return ""
    end = 0
    for cluster in clusters(composed):
        room -= measure(cluster)
        if room < 0:
            break
        end += len(cluster)
    return composed[:end].rstrip() + "…"


_LIGHT = ((0x0000, 0x10FF), (0x2000, 0x200D), (0x2010, 0x201F), (0x2032, 0x2037))


def _grapheme_weight(grapheme: str) -> int:
    if len(grapheme) > 1 and _emoji_pattern().fullmatch(grapheme):
        return 2
    return sum(1 if any(first <= ord(one) <= last for first, last in _LIGHT) else 2 for one in grapheme)


@lru_cache(maxsize=1)
def _emoji_pattern() -> regex.Pattern[str]:
    # Flags, keycaps, and pictures: coloured by U+FE0F or of themselves, with skin tones and tags,
    # joined by U+200D (UTS 51, definitions ED-8a to ED-16).
    import regex

    picture = r"(?:\p{Emoji_Presentation}|\p{Emoji}\ufe0f|\p{Emoji_Modifier_Base})\p{Emoji_Modifier}?"
    picture += r"[\U000e0020-\U000e007f]*"
    return regex.compile(rf"\p{{RI}}{{2}}|[0-9#*]\ufe0f?\u20e3|{picture}(?:\u200d(?:{picture}|\p{{Emoji}}))*")
