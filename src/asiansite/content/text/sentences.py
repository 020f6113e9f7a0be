"""Where sentences end: a guess that would rather miss an end than take an abbreviation for one."""

from __future__ import annotations

import re
import unicodedata


def sentence_ends(text: str, stop: int) -> list[int]:
    """The offsets, up to `stop`, at which a sentence of `text` has ended, closing quotes included.

    A full stop ends one if white space follows it, and then no small letter, and if neither an
    abbreviation (`U.S.`, `Dr.`, `J.`, `e.g.`) nor a number of one or two digits precedes it; `!`
    and `?` need only what follows.  。 ។ ။ and their like always end one.  Thai writes no sign
    at the end of a sentence: its full stop belongs to abbreviations, as in Khmer and Burmese.
    """
    window = text[: stop + _AHEAD]
    return [
        found.end() for found in _MARKS.finditer(window) if found.end() <= stop and _is_end(window, found)
    ]


_AHEAD = 80
"""Characters after `stop` that may matter: what follows a full stop tells what it is."""

_CLOSING = "\"'’”›»)\\]}"
_MARKS = re.compile(
    rf"(?P<full_stop>\.)(?<!\.\.)[{_CLOSING}]*"
    rf"|[!?؟۔]+[{_CLOSING}]*"
    # ។ល។ is Khmer for "et cetera".
    rf"|(?P<never>។ល។)|(?P<always>[。！？｡។៕။।॥]+[{_CLOSING}」』】〕》〉）］]*)"
)
_WORD_BEFORE = re.compile(r"[^\s\u200b]*\Z")
_AFTER = re.compile(r"[\s\u200b]+[\"'‘“‹«(\[{¡¿–—-]*\s?(.?)")
_OPENING = "\"'‘“‹«([{¡¿"
_WITHOUT_FULL_STOP = re.compile("[\u0e01-\u0e4e\u1000-\u109f\u1780-\u17ff]")
_VOWELS = re.compile("[aeiouy]")

_is_abbreviated = re.compile(
    "adm|al|approx|apr|assn|atty|aug|av|ave|ca|capt|co|col|corp|dato|dec|dep|dept|des|dra|ed|engr|esp|esq"
    "|est|etc|exma|exmo|feb|gen|gov|govt|hon|inc|insp|intl|jan|jul|jun|lda|maj|mar|messrs|nov|oct|okt|pgs"
    "|prof|prov|rep|rev|sdri|sen|sep|sept|sra|sta|sto|supt|tel|univ"
).fullmatch
_is_short_before_number = re.compile("art|fig|no|nos|num|pag|vol").fullmatch


def _is_end(text: str, found: re.Match[str]) -> bool:
    if found["always"] or found["never"]:
        return not found["never"]
    after = _AFTER.match(text, found.end())
    if after is None or after[1].islower():
        return False
    return not found["full_stop"] or not _is_abbreviation(_word_before(text, found.start()), after[1])


def _word_before(text: str, place: int) -> str:
    found = _WORD_BEFORE.search(text[max(0, place - _AHEAD) : place])
    return found[0].lstrip(_OPENING) if found else ""


def _is_abbreviation(word: str, after: str) -> bool:
    letters = _base_letters(word)
    if not letters or unicodedata.category(word[-1])[0] not in "LMN":
        return False
    if word.isdigit():
        return len(word) <= 2
    if letters.isdigit():
        return False
    if "." in word or _WITHOUT_FULL_STOP.match(word[-1]):
        return True
    if not letters.isascii():
        return len(word) < 5
    small = letters.lower()
    return (
        len(letters) == 1
        or _is_abbreviated(small) is not None
        or (after.isdigit() and _is_short_before_number(small) is not None)
        or (len(letters) <= 2 and letters.isupper())
        or (len(letters) <= 4 and not letters.isupper() and not _VOWELS.search(small))
    )


def _base_letters(word: str) -> str:
    # Without marks, "Núm" is "Num" and a Vietnamese vowel is one of five; đ is no letter with a mark.
    plain = unicodedata.normalize("NFD", word).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in plain if letter.isalnum())
