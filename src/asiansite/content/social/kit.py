"""The kit: fonts, weaves and colours that social images are drawn with, and what can be set with them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from msgspec import Struct

from asiansite.content.social.colours import Colours
from asiansite.content.social.fonts import Font
from asiansite.content.text.graphemes import clusters

FONTS, WEAVES = "social/fonts/", "social/weaves/"
"""Where a theme has its fonts, of which those whose names come first are tried first, and its tiles."""


class SocialKit(Struct, frozen=True):
    """What social images are drawn with."""

    key: str
    """The fingerprint of all of it, and of the tools."""
    fonts: tuple[Font, ...]
    """Those that are tried first stand first."""
    weaves: tuple[tuple[str, str], ...]
    """(path, hash of the bytes) of each tile."""
    colours: Colours
    shapes: bool
    """Whether Pillow has Raqm, which joins letters and stacks signs; without it only plain letters can be set."""

    @property
    def files(self) -> Mapping[str, str]:
        """The hash of each font and tile, by path."""
        return {font.path: font.digest for font in self.fonts} | dict(self.weaves)

    def lacks(self, text: str) -> str | None:
        """The first cluster of `text` that cannot be set; None if all can."""
        if not self.shapes:
            return next((each for each in text if not _is_plain(each)), None) or self._lacking(text)
        if not is_rightward(text):
            return self._one_font_lacks(text)
        return self._lacking(text)

    def runs(self, text: str) -> tuple[tuple[str, int], ...]:
        """`text` in runs, each with the number of the font that sets it; none of it is lacking.

        A cluster is set by the first font that has all of it; what is no letter or digit stays with the
        font of what stands before it, if that has it.
        """
        if not is_rightward(text):
            return ((text, self._one_font(text)),)
        found: list[tuple[str, int]] = []
        for cluster in clusters(text):
            last = found[-1][1] if found else -1
            font = last if last >= 0 and self._stays(cluster, last) else self._font_of(cluster)
            if font == last:
                found[-1] = (found[-1][0] + cluster, font)
            else:
                found.append((cluster, font))
        return tuple(found)

    def _stays(self, cluster: str, font: int) -> bool:
        return not cluster[0].isalnum() and self._has(font, cluster)

    def _font_of(self, cluster: str) -> int:
        return next((at for at in range(len(self.fonts)) if self._has(at, cluster)), -1)

    def _has(self, font: int, cluster: str) -> bool:
        return all(self.fonts[font].has(each) for each in cluster if not _is_unseen(each))

    def _lacking(self, text: str) -> str | None:
        # A cluster that one font has in part and another in the rest cannot be set either.
        return next((cluster for cluster in clusters(text) if self._font_of(cluster) < 0), None)

    def _one_font(self, text: str) -> int:
        return next((at for at in range(len(self.fonts)) if self._has(at, text)), -1)

    def _one_font_lacks(self, text: str) -> str | None:
        # Where text runs leftward, its order is that of the whole line, which one font must set.
        if self._one_font(text) >= 0:
            return None
        best = self._font_of(next(each for each in text if _runs_leftward(each)))
        if best < 0:
            return next(each for each in text if _runs_leftward(each))
        return next(each for each in text if not self._has(best, each))


def drawable(text: str) -> str:
    """A text without the characters that only steer its display; with single spaces, in NFC.

    U+200B stays, where a line may break; U+200C and U+200D stay, which shape letters.
    """
    known = "".join(each for each in text if not _steers(each))
    return " ".join(unicodedata.normalize("NFC", known).split())


def is_rightward(text: str) -> bool:
    """Whether nothing in a text runs from the right to the left."""
    return text.isascii() or not any(map(_runs_leftward, text))


def _runs_leftward(character: str) -> bool:
    return unicodedata.bidirectional(character) in ("R", "AL", "AN")


def _steers(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs") and not (
        character in "\u200b\u200c\u200d" or character.isspace()
    )


def _is_unseen(character: str) -> bool:
    return character in "\u200b\u200c\u200d\ufe0e\ufe0f"


_is_plain = re.compile(
    r"[ -~\u00a0-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1eff\u2010-\u206f\u20a0-\u20cf]"
).match
"""Letters that need no more than to be put one after the other."""
