"""Slugs: the part of a URL that is made from a text, or that an editor wrote.

A text in Latin letters becomes ASCII; any other keeps its own script, because what a
transliteration makes of Thai, Khmer, Lao or Burmese nobody can read.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
"""Bytes, in UTF-8, of a slug made from a text: percent-encoded, at most 240 characters of a URL."""

LONGEST_GIVEN = 240
"""Bytes of a slug that an editor gave: a folder's name may have 255 on most file systems."""

DEVICE_NAMES = frozenset(
    {"con", "prn", "aux", "nul"} | {port + number for port in ("com", "lpt") for number in "0123456789¹²³"}
)
"""Names that Windows keeps for devices in every folder, so that no file or folder can have them
(Microsoft, "Naming Files, Paths, and Namespaces")."""


def slug_of(text: str) -> str:
    """The slug of `text`: NFC, at most `LONGEST` bytes; "" if it has no letter and no digit.

    If all letters are Latin, apostrophes are dropped (`Ne'e` is one word) and the rest is
    transliterated; else letters, marks and digits stay (NFKC, lower-case), with hyphens between.
    A longer one is cut at a hyphen, or within a word if that would lose more than half.

    Never raises, and the slug of a slug is itself.  A device's name stays one: `is_slug` refuses it.
    """
    if _is_simple(text):
        # What the rest comes to for most headings and tags, in a tenth of its time.
        return "-".join(text.lower().replace("-", " ").split())
    known = "".join(filter(_is_seen, unicodedata.normalize("NFC", text)))
    slug = _cut(_latin_slug(known) if _is_latin(known) else _own_script_slug(known))
    # Of a text in two scripts, a cut can leave the Latin beginning alone.
    return _cut(_latin_slug(slug)) if not slug.isascii() and _is_latin(slug) else slug


def is_slug(text: str) -> bool:
    """Whether `text` can be a slug as it stands: one that an editor gave is never changed.

    It is lower-case letters with their marks, digits, and hyphens between; NFC; `LONGEST_GIVEN`
    bytes at most; not one of `DEVICE_NAMES`.  U+200C and U+200D may stand within a word, where
    some scripts' spelling needs them.
    """
    if text in DEVICE_NAMES:
        return False
    if text.isascii():
        return len(text) <= LONGEST_GIVEN and _ASCII_SLUG.fullmatch(text) is not None
    words = text.strip("-").split("-")
    return (
        text == "-".join(words)
        and all(_is_word(word) for word in words if word)
        and text == unicodedata.normalize("NFC", text).lower()
        and len(text.encode()) <= LONGEST_GIVEN
    )


_is_simple = re.compile(f"[A-Za-z0-9 -]{{0,{LONGEST}}}").fullmatch
_ASCII_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_APOSTROPHES = dict.fromkeys(map(ord, "'`´‘’‛ʹʻʼʽʾʿˈꞋꞌ＇"))
_JOINERS = "\u200c\u200d"


def _is_seen(character: str) -> bool:
    # Soft hyphens, direction marks and half surrogates part no words; U+200B does.
    return character in "\u200b\u200c\u200d" or unicodedata.category(character) not in ("Cf", "Cs")


def _is_latin(text: str) -> bool:
    # U+02B0–02FF are letters of no script of their own, among them several apostrophes.
    return text.isascii() or all(
        unicodedata.name(letter, "").startswith("LATIN ")
        for letter in unicodedata.normalize("NFKC", text)
        if letter.isalpha() and not "\u02b0" <= letter <= "\u02ff"
    )


def _latin_slug(text: str) -> str:
    # Imported at its first use, as most slugs are given.  The backend is named because otherwise
    # another package that happens to be installed would change URLs.
    from slugify import slugify

    return slugify(text.translate(_APOSTROPHES), backend="text-unidecode")


def _own_script_slug(text: str) -> str:
    # The default algorithm, "legacy", would drop vowel signs.
    from slugify import slugify

    return unicodedata.normalize("NFC", slugify(text, allow_unicode=True, algorithm="modern"))


def _cut(slug: str) -> str:
    if len(slug.encode()) <= LONGEST:
        return slug
    end = _end_of_last_cluster(slug) or len(slug.encode()[:LONGEST].decode(errors="ignore"))
    hyphen = slug.rfind("-", 0, end + 1)
    if len(slug[: max(hyphen, 0)].encode()) >= LONGEST // 2:
        end = hyphen
    return slug[:end].rstrip("-" + _JOINERS)


def _end_of_last_cluster(slug: str) -> int:
    from asiansite.content.text.graphemes import clusters

    end = size = 0
    for cluster in clusters(slug):
        size += len(cluster.encode())
        if size > LONGEST:
            break
        end += len(cluster)
    return end


def _is_word(word: str) -> bool:
    after_letter = False
    for place, character in enumerate(word):
        if character in _JOINERS:
            if not after_letter or place == len(word) - 1 or word[place + 1] in _JOINERS:
                return False
        elif not character.isalnum() and not (after_letter and _is_mark(character)):
            return False
        after_letter = True
    return True


def _is_mark(character: str) -> bool:
    # Variation selectors are marks as well, but choose a glyph and spell nothing.
    return unicodedata.category(character) in ("Mn", "Mc") and not (
        "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    )
