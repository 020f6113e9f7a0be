"""Positions: where in a text a target stands that an engine found there."""

from __future__ import annotations

import re
from bisect import bisect_right
from html import unescape
from urllib.parse import unquote


class Positions:
    """Finds targets one after the other; each search goes on where the last one ended."""

    def __init__(self, source: str) -> None:
        """Search in `source`."""
        self._source = source
        self._is_stripped = False
        self._from = 0
        self._misses = 0
        self._places = 0
        self._line_starts: list[int] = []

    def find(self, value: str) -> tuple[str, int, int]:
        """(target as its author wrote it, line, column) of `value`, a target as HTML has it: escaped.

        Line and column count from 1; both are 1 if the text does not hold the target in any form,
        since a sign in it is escaped, or an extension made it.
        """
        if not self._is_stripped:
            self._source, self._is_stripped = _without_code(self._source), True
        forms = _forms(value)
        for written, target in forms:
            at = self._search(written) if self._misses < _MOST_MISSES else -1
            if at >= 0:
                return target, *self._place(at)
        self._misses += 1
        return forms[-1][1], 1, 1

    def _place(self, at: int) -> tuple[int, int]:
        self._places += 1
        if self._places <= _FEW:
            return self._source.count("\n", 0, at) + 1, at - self._source.rfind("\n", 0, at)
        if not self._line_starts:
            self._line_starts = [0, *(found.end() for found in _BREAK.finditer(self._source))]
        line = bisect_right(self._line_starts, at)
        return line, at - self._line_starts[line - 1] + 1

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
            before = source[max(at - 8, 0) : at].rstrip(_BEFORE)
            if before.endswith(_STARTS) and source[at + length : at + length + 1] in _AFTER:
                return at
            at = source.find(written, at + 1)
        return -1

    def _is_definition(self, at: int) -> bool:
        if self._source[max(at - 3, 0) : at].rstrip(" <")[-2:] != "]:":
            return False
        _, column = self._place(at)
        return self._source[at - column + 1 : at].lstrip().startswith("[")


# A search that fails reads the whole text; a text made to fail them all would take minutes.
_MOST_MISSES = 200
# So many places are counted out, each from the start; for more, the lines are looked up.
_FEW = 20
_BREAK = re.compile("\n")
# A target follows one of these, perhaps with some of those between; the same word in the text does not.
_STARTS = ("](", "=", "]:")
_BEFORE = "<\"' \t\n"
_UNWRITTEN = re.compile("[\0-\x1f\x7f\ud800-\udfff]")
_AFTER = frozenset(["", *")>\"' \t\n"])


_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_SPAN = re.compile(r"(?<!`)(`+)(?!`).{1,1000}?(?<!`)\1(?!`)")


def _without_code(source: str) -> str:
    # Links in code are none: fenced blocks and spans of code become spaces, line by line.
    # One sign is found ten times as fast as three.
    if "`" not in source and ("~" not in source or "~~~" not in source):
        return source
    lines, fence = source.split("\n"), ""
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if fence:
            is_end = mark is not None and mark[1].startswith(fence) and not line[mark.end() :].strip()
            fence = "" if is_end else fence
            lines[number] = " " * len(line)
        elif mark is not None and "`" not in line[mark.end() :]:
            fence = mark[1]
        elif "`" in line:
            lines[number] = _SPAN.sub(lambda span: " " * len(span[0]), line)
    return "\n".join(lines)


def _forms(value: str) -> list[tuple[str, str]]:
    """The ways in which a target can be written in a source, each with the target that it means."""
    engines = unescape(value)
    forms = {engines: engines, value: engines}
    if "%" in engines:
        decoded = unquote(engines, errors="surrogateescape")
        if _UNWRITTEN.search(decoded) is None:
            forms |= {decoded: decoded, decoded.replace("&", "&amp;"): decoded}
    return list(forms.items())
