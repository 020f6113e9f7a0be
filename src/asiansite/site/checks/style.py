"""The house style's rule: terms that the outlet avoids."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from asiansite.content.style import Term
from asiansite.content.text.scripts import HAN, PHRASED
from asiansite.errors import Problem, problem
from asiansite.site.checks.desk import Desk


def house_style(desk: Desk) -> Iterator[Problem]:
    """Terms of content/style.yaml that are to be avoided, in what readers read; quotations keep their words."""
    for text in desk.texts:
        for term in desk.style:
            if not term.is_for(text.lang):
                continue
            pattern = _pattern(term)
            if pattern.search(text.text) is None:
                continue
            for found in pattern.finditer(text.words):
                if found["avoid"] is not None and not _is_quoted(text.words, found.start()):
                    place = text.place(*found.span())
                    yield problem("house-style", place, given=found["avoid"], wanted=term.use)


def _is_quoted(words: str, at: int) -> bool:
    return words[words.rfind("\n", 0, at) + 1 : at].lstrip().startswith(">")


@cache
def _pattern(term: Term) -> re.Pattern[str]:
    # What may stand is found first, and passed over: the term itself, if it has in it what is to be avoided.
    own = [term.use] if any(each.casefold() in term.use.casefold() for each in term.avoid) else []
    is_of_case = any(each.casefold() == term.use.casefold() for each in term.avoid)
    allowed = [*term.exceptions, *own]
    parts = [_words(each) for each in sorted(allowed, key=len, reverse=True)]
    avoided = "|".join(_words(each) for each in sorted(term.avoid, key=len, reverse=True))
    return re.compile("|".join([*parts, f"(?P<avoid>{avoided})"]), 0 if is_of_case else re.IGNORECASE)


def _words(text: str) -> str:
    spaced = r"[\s\u00a0]+".join(map(re.escape, text.split()))
    # Where no spaces part words, nothing tells where one ends.
    before = r"(?<!\w)" if re.match(rf"\w(?<![{HAN}{PHRASED}])", text) else ""
    after = r"(?!\w)" if re.search(rf"\w(?<![{HAN}{PHRASED}])$", text) else ""
    return before + spaced + after
