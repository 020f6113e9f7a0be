"""What libyaml finds wrong with a text, told in an editor's words and shown at its cause.

libyaml names the place where it gave up, which is often a line below the slip, or the text's end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

KEY_AND_VALUE = "each line is a key, a colon, a space and a value"


class YamlFault(Struct, frozen=True):
    """What is wrong with a text, and where: line and column from 0."""

    line: int
    column: int
    reason: str
    hint: str | None = None


def fault_of(error: Exception, lines: Sequence[str]) -> YamlFault:
    """Tell what `error`, raised by PyYAML for the text of these `lines`, means."""
    says = str(getattr(error, "problem", None) or error)
    end, begin = _at(error, "problem_mark", lines), _at(error, "context_mark", lines)
    is_below = _line(error, "problem_mark") != _line(error, "context_mark")
    row = _row(lines, end)
    if "\t" in row[: len(row) - len(row.lstrip())] or row[end[1] : end[1] + 1] == "\t":
        return YamlFault(*end, "a tab", "indent with spaces, not with tabs")
    if "mapping values" in says:
        return _second_colon(end, row)
    if "could not find expected ':'" in says:
        return _no_key(begin, _row(lines, begin))
    if "find expected key" in says:
        return _key_expected(end, row)
    if "expected ','" in says and is_below:
        return YamlFault(*begin, "a bracket or a brace is opened here and not closed", _BRACKETS)
    for sign, (reason, hint) in _WHERE_IT_BEGAN.items():
        if sign in says:
            return YamlFault(*begin, reason, hint)
    for sign, (reason, hint) in _WHERE_IT_ENDED.items():
        if sign in says:
            return YamlFault(*end, reason, hint)
    return YamlFault(*end, says)


_Position = tuple[int, int]

_BRACKETS = "a list is written [one, two]; a text with a bracket or a brace in it stands in quotes"
_ALIKE = f"{KEY_AND_VALUE}; each key begins right below the one above"

# A part of libyaml's words, to the reason and the way out as a message has them.
_WHERE_IT_BEGAN: dict[str, tuple[str, str | None]] = {
    "unexpected end of stream": (
        "a quote is opened here and not closed",
        "end the value with the same quote",
    ),
    "document indicator": ("a quote is opened here and not closed", "end the value with the same quote"),
    "comment or line break": (
        "nothing may follow this sign on its line",
        "a text that begins with | or > stands in quotes",
    ),
    "alphabetic or numeric": (
        "this sign begins the name of an alias of YAML's",
        "a text that begins with * or & stands in quotes",
    ),
}
_WHERE_IT_ENDED: dict[str, tuple[str, str | None]] = {
    "escape character": (
        "a backslash within double quotes has a meaning of its own",
        "write it twice, or put the text in single quotes",
    ),
    "hexdecimal": (  # as libyaml spells it
        "after this backslash the number of a character is expected",
        "write the backslash twice, or put the text in single quotes",
    ),
    "expected ','": ("a comma or a closing bracket is expected here", _BRACKETS),
    "node content": ("a value is expected here", _BRACKETS),
    "block sequence entries": (
        "a list with hyphens begins on a line of its own",
        "write [one, two], or each item on a line below, with a hyphen and a space",
    ),
    "'-' indicator": ("the items of this list are not indented alike", _ALIKE),
    "document start": ("this line is indented less than those above", _ALIKE),
    "directive": ("a line that begins with % is no key", KEY_AND_VALUE),
    "another document": ("three hyphens begin a second document", "take this line away"),
    "cannot start any token": (
        "no value begins with this character",
        "a text that begins with @, ` or % stands in quotes",
    ),
}


def _second_colon(at: _Position, row: str) -> YamlFault:
    before = row[: at[1]]
    if ":" in before:
        hint = 'a text with a colon and a space in it stands in quotes:  title: "Vote: the result"'
        return YamlFault(*at, "a second colon in one line", hint)
    return YamlFault(
        at[0], len(row) - len(row.lstrip()), "this line is indented more than the one above", _ALIKE
    )


def _no_key(at: _Position, row: str) -> YamlFault:
    if colon := re.match(r"\s*(?:- )?[\w-]+(?=:\S)", row):
        return YamlFault(at[0], colon.end(), "no space after the colon", KEY_AND_VALUE)
    hint = f"{KEY_AND_VALUE}; before an article's text comes a line of three hyphens"
    return YamlFault(*at, "a line without a key", hint)


def _key_expected(at: _Position, row: str) -> YamlFault:
    before = row[: at[1]].rstrip()
    if before.endswith(("'", '"')) or re.search(r"""(?:^|[:-] )\s*(["']).*\1""", before):
        hint = "put all of the value in quotes, and within them write ' for \""
        return YamlFault(*at, "the quotes have ended, and more follows", hint)
    if before.endswith(("]", "}")):
        return YamlFault(*at, "the brackets have ended, and more follows", _BRACKETS)
    return YamlFault(*at, "a key is expected here", _ALIKE)


def _at(error: Exception, name: str, lines: Sequence[str]) -> _Position:
    mark = getattr(error, name, None)
    if mark is None:
        return 0, 0
    if mark.line < len(lines):
        return mark.line, min(mark.column, len(lines[mark.line]))
    # The end of the text is shown at the end of its last line.
    return max(len(lines) - 1, 0), len(lines[-1]) if lines else 0


def _line(error: Exception, name: str) -> int | None:
    mark = getattr(error, name, None)
    return None if mark is None else int(mark.line)


def _row(lines: Sequence[str], at: _Position) -> str:
    return lines[at[0]] if at[0] < len(lines) else ""
