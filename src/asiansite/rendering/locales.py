"""What CLDR, as Babel carries it, knows of a language: names of months and days, eras, number signs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from babel import Locale


@lru_cache(maxsize=64)
def locale_of(language: str) -> Locale | None:
    """The locale of a BCP 47 tag, or of its longest beginning that CLDR knows; None if there is none.

    A language that has no names of months there (Tetum, Ilocano, Shan) has none, rather than
    English ones.  Extensions (`-u-…`, `-x-…`) are not looked at.
    """
    parts = language.replace("_", "-").split("-")
    while parts:
        locale = _parse("-".join(parts))
        if locale is not None:
            return locale if _is_of(locale, parts[0]) else None
        parts.pop()
    return None


@lru_cache(maxsize=64)
def territory_of(language: str) -> str:
    """A language with its land, as Open Graph names locales: `en_MY`; the likeliest land if the tag has none."""
    from babel.core import get_global

    first, *rest = language.replace("_", "-").split("-")
    first, script, land = first.lower(), "", ""
    for part in rest:
        if len(part) == 4 and part.isalpha():
            script = f"_{part.capitalize()}"
        elif len(part) == 2 or (len(part) == 3 and part.isdigit()):
            land = part.upper()
        elif len(part) == 1:
            break
    likely = get_global("likely_subtags")
    if not land and (found := likely.get(first + script) or likely.get(first)):
        land = found.rpartition("_")[2]
    return f"{first}_{land}" if land else first


def _parse(tag: str) -> Locale | None:
    # Imported at its first use: loading Babel takes longer than a build without changes.
    from babel import Locale, UnknownLocaleError

    try:
        return _own(Locale.parse(tag, sep="-"))
    except (UnknownLocaleError, ValueError):
        return None


def _is_of(locale: Locale, language: str) -> bool:
    # "und" and its like become English by Babel's guess of the likeliest.
    if locale.language == "en" and language.lower() != "en":
        return False
    return locale.months["format"]["wide"][1] not in ("M1", "M01")


def _own(locale: Locale) -> Locale:
    # Babel 2.18 writes what it looks up for one locale into data that all locales share, so that
    # Thai months come out as the language asked before (python-babel/babel#1234).  A copy of its
    # own keeps each locale, and so each page, the same in whatever order pages are rendered.
    from babel import localedata

    own = cast("dict[str | int | None, Any]", _copied(dict(localedata.load(str(locale)).items())))
    vars(locale)["_Locale__data"] = localedata.LocaleDataDict(own)
    return locale


def _copied(value: object) -> object:
    # Dictionaries are what Babel writes into; a pair has one beside what it stands for. All else never changes, and
    # there are ten times as many of it: `copy.deepcopy` would look at each.
    if type(value) is dict:
        return {key: _copied(part) if type(part) in (dict, tuple) else part for key, part in value.items()}
    return tuple(map(_copied, value)) if type(value) is tuple else value
