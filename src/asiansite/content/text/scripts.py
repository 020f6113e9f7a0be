"""The scripts that put no spaces between words, as ranges of code points."""

from __future__ import annotations

import re

HAN = "\u3005\u3007\u3041-\u3096\u30a1-\u30fa\u30fc-\u30fe\u31f0-\u31ff"
HAN += "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff"
"""Chinese characters, and the kana that Japanese writes between them, for a class of `re`."""

PHRASED = "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u0edc-\u0edf"
PHRASED += "\u1000-\u103f\u1050-\u108f\u109a-\u109d\ua9e0-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa7f"
PHRASED += "\u1780-\u17d3\u17d7\u17dc\u17dd"
"""Thai, Lao, Burmese and Khmer without their digits and stops, for a class of `re`: there,
spaces part phrases."""


def is_han(character: str) -> bool:
    """Whether `character` is one of `HAN`."""
    return _is_han(character) is not None


def is_phrased(character: str) -> bool:
    """Whether `character` is one of `PHRASED`."""
    return _is_phrased(character) is not None


_is_han = re.compile(f"[{HAN}]").match
_is_phrased = re.compile(f"[{PHRASED}]").match
