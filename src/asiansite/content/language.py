"""Languages: the form of their tags, and the direction in which they are written."""

from __future__ import annotations

import re
from functools import lru_cache

from asiansite.content.entries import Entries


def read_language(entries: Entries, key: str) -> str | None:
    """Read `key` as a language tag (BCP 47, as far as its form goes); None if absent."""
    return entries.matching(key, _TAG, "not-a-language")


@lru_cache(maxsize=256)
def direction(lang: str) -> str:
    """Tell whether a language is written `ltr` or `rtl`, by its script, else by its name."""
    parts = lang.lower().split("-")
    scripts = [part for part in parts[1:] if len(part) == 4 and part.isalpha()]
    if scripts:
        return "rtl" if scripts[0] in _RTL_SCRIPTS else "ltr"
    return "rtl" if parts[0] in _RTL_LANGUAGES else "ltr"


_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", re.ASCII)
_RTL_SCRIPTS = frozenset({"arab", "hebr", "thaa", "syrc", "nkoo", "rohg", "adlm"})
_RTL_LANGUAGES = frozenset({"ar", "he", "fa", "ur", "ug", "dv", "yi", "ps", "sd", "rhg"})
