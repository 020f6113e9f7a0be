"""A source's text as its author wrote it, and which of it are words that readers see."""

from __future__ import annotations

import re
from functools import cached_property

from msgspec import Struct

from asiansite.errors import Place


class Text(Struct, frozen=True, dict=True):
    """The text of one Markdown source."""

    path: str
    text: str
    """The whole file, with line feeds at its lines' ends."""
    lang: str
    """The language in which it is written."""
    is_draft: bool = False

    def place(self, start: int, end: int) -> Place:
        """Where the characters from `start` to `end` stand."""
        line = self.text.count("\n", 0, start) + 1
        return Place(self.path, line, start - self.text.rfind("\n", 0, start), max(end - start, 1))

    @cached_property
    def body_at(self) -> int:
        """The offset at which the body begins."""
        found = _FRONT.match(self.text)
        return found.end() if found else 0

    @cached_property
    def words(self) -> str:
        """The text with spaces in the place of all that no reader reads: keys, code, tags and addresses.

        It has the same length, so that offsets are the same.
        """
        front, body = self.text[: self.body_at], self.text[self.body_at :]
        return _words_of_front(front) + _NO_WORDS.sub(_blank, body)


_FRONT = re.compile(r"\s*---[ \t]*\n(?:.*\n)*?---[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"(?P<head>[ \t]*(?:- )?[ \t]*(?P<key>\w+):)(?P<value>.*)")
_READ = frozenset("title description dateline alt caption text".split())
_INDENT = re.compile(r"^ *(?:- +)?")
_INK = re.compile(r"[^\n]")
_NO_WORDS = re.compile(
    r"^[ ]{0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n(?:[^\n]*\n)*?[ ]{0,3}(?P=fence)[`~]*[ \t]*$"  # code
    r"|(?P<ticks>`+)(?!`)[^`\n]+(?P=ticks)"
    r"|<!--.*?-->"
    r"|</?[A-Za-z][^<>]*>"
    r"|(?<=\])\((?:\{\{[^\n]*?\}\}|[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)"  # the target of a link
    r"|^[ ]{0,3}\[[^\]\n]+\]:[ \t]*\S+"
    r"|\bhttps?://[^\s<>)\]]+"
    r"|\{[#:.%{][^{}\n]*\}+",  # attributes of a heading, and tags of other generators
    re.MULTILINE | re.DOTALL,
)


def _blank(found: re.Match[str]) -> str:
    return _INK.sub(" ", found[0])


def _words_of_front(front: str) -> str:
    # A value goes on in lines that stand further in than its key.
    shown: list[str] = []
    indent: int | None = None
    for line in front.split("\n"):
        key = _KEY.fullmatch(line)
        depth = len(line) - len(_INDENT.sub("", line, count=1))
        if key is not None and (indent is None or depth <= indent):
            is_read = key["key"] in _READ
            indent = depth if is_read else None
            shown.append(" " * len(key["head"]) + (key["value"] if is_read else " " * len(key["value"])))
        elif indent is not None and (depth > indent or not line.strip()):
            shown.append(line)
        else:
            indent = None
            shown.append(" " * len(line))
    return "\n".join(shown)
