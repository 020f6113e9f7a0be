"""Positions: where in a text a target stands that an engine found there."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote


class Positions:
    """Finds targets one after the other; each search goes on where the last one ended."""

    def __init__(self, source: str) -> None:
        """Search in `source`."""
        self._source = source
        self._from = 0

    def find(self, value: str) -> tuple[str, int, int]:
        """(target as its author wrote it, line, column) of `value`, a target as HTML has it: escaped.

        Line and column count from 1; both are 1 if the text does not hold the target in any form
        (`a\\_b.md`, a target that an extension made).
        """
        forms = _forms(value)
        for written, target in forms:
            at = self._search(written)
            if at >= 0:
                line_start = self._source.rfind("\n", 0, at) + 1
                return target, self._source.count("\n", 0, at) + 1, at - line_start + 1
        return forms[-1][1], 1, 1

    def _search(self, written: str) -> int:
        for start in (self._from, 0):
            at = self._search_from(written, start)
            if at >= 0:
                # The definition of a reference stands apart from where it is used.
                if not self._is_definition(at):
                    self._from = at + len(written)
                return at
        return -1

    def _search_from(self, written: str, start: int) -> int:
        source, length = self._source, len(written)
        if not written:
            at = source.find("]()", start)
            return at + 2 if at >= 0 else -1
        at = source.find(written, start)
        while at >= 0:
            before, after = source[at - 1 : at], source[at + length : at + length + 1]
            if before in _BEFORE and (not after or after in _AFTER):
                return at
            at = source.find(written, at + 1)
        return -1

    def _is_definition(self, at: int) -> bool:
        line = self._source[self._source.rfind("\n", 0, at) + 1 : at]
        return line.lstrip().startswith("[") and line.rstrip(" <").endswith("]:")


_BEFORE = frozenset("(<\"'= \t\n")
_UNWRITTEN = re.compile("[\0-\x1f\x7f\ud800-\udfff]")
_AFTER = frozenset(")>\"' \t\r\n")


def _forms(value: str) -> list[tuple[str, str]]:
    """The ways in which a target can be written in a source, each with the target that it means."""
    engines = unescape(value)
    forms = {engines: engines, value: engines}
    if "%" in engines:
        decoded = unquote(engines, errors="surrogateescape")
        if _UNWRITTEN.search(decoded) is None:
            forms |= {decoded: decoded, decoded.replace("&", "&amp;"): decoded}
    return list(forms.items())
