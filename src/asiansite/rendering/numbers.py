"""Numbers as people read them, by CLDR."""

from __future__ import annotations

from functools import lru_cache

from asiansite.rendering.locales import locale_of


@lru_cache(maxsize=1024)
def grouped(value: int, language: str) -> str:
    """`value` with the separators of a language (a BCP 47 tag): 1234 is `1,234` in English.

    A language that CLDR does not know has none.
    """
    from babel.numbers import format_decimal

    locale = locale_of(language)
    return str(value) if locale is None else format_decimal(value, locale=locale)
