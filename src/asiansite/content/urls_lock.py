"""The lock of URLs, `urls.lock`: every URL that was published, as sorted text, one fact a line.

`URL DAY OWNER`, with ` -> TARGET` once it has moved. Lines are sorted by their bytes, so that two
branches' versions are merged by taking the lines of both, and git can do that by itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from asiansite.errors import Place, Problem, problem

NAME = "urls.lock"
"""Where it stands in the site's folder."""

NO_DAY = "-"
"""The day of what has no date of its own."""

IMPORTED = "imported"
"""The owner of a URL of an older site."""

URLS = ("error", "warn", "off")
"""What the setting `urls` may be; the first is the default."""

HEAD = "# Every URL that was published. Builds add to this list; keep it in the repository."


class Line(NamedTuple):
    """What is known of one URL."""

    url: str
    """A path as the plan has it: NFC, without the path of base_url."""
    day: str
    """When it was first published, such as `2026-08-20`, or `NO_DAY`."""
    owner: str
    """What answered there: `article:ID`, `page:SOURCE`, `author:SLUG`, `section:SLUG`, `tag:KEY`, `feed:URL`."""
    target: str = ""
    """Where it leads since what answered there moved."""

    @property
    def kind(self) -> str:
        """The kind of its owner."""
        return self.owner.partition(":")[0]

    @property
    def name(self) -> str:
        """The name of its owner."""
        return self.owner.partition(":")[2]


def parse(data: bytes) -> tuple[tuple[Line, ...], tuple[Problem, ...]]:
    """Read the lines of a lock, in their order, and say which are none; a URL may have several.

    With a problem there are no lines: what cannot be read must not be taken for what was never there.
    """
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n")
    found = _LINES.findall(text)
    rows = [row for row in text.split("\n") if row and row[0] != "#"]
    if len(found) != len(rows):
        return (), tuple(_broken(text))
    if "%" not in text and text.isascii():
        return tuple([Line(*row) for row in found]), ()
    return tuple([Line(*map(_read, row)) for row in found]), ()


def form(lines: Iterable[Line]) -> bytes:
    """The bytes of a lock: its lines sorted, each once."""
    rows = sorted({text_of(line) for line in lines})
    return "\n".join([HEAD, *rows, ""]).encode()


def is_in_form(data: bytes, count: int) -> bool:
    """Whether the bytes of a lock of `count` lines are as `form` has them; after a merge they may be out of order."""
    head, *rows = data.split(b"\n")
    return head == HEAD.encode() and len(rows) == count + 1 and rows[:-1] == sorted(rows[:-1])


def text_of(line: Line) -> str:
    """A line as the lock has it."""
    text = f"{_written(line.url)} {line.day} {_written(line.owner)}"
    return f"{text} -> {_written(line.target)}" if line.target else text


def by_url(lines: Iterable[Line]) -> Mapping[str, Line]:
    """One line for each URL, sorted by URL.

    After a merge a URL may have two: the one that knows where it went is kept, else the younger one.
    """
    found: dict[str, Line] = {}
    for line in sorted(lines, key=_weight):
        found[line.url] = line
    return dict(sorted(found.items()))


def _weight(line: Line) -> tuple[str, bool, str, str, str]:
    return line.url, bool(line.target), line.day, line.owner, line.target


def _broken(text: str) -> Iterable[Problem]:
    for number, row in enumerate(text.split("\n"), 1):
        if row and row[0] != "#" and not _LINES.fullmatch(row):
            yield problem("urls-lock-line", Place(NAME, number, None, 1, row), given=row)


_LINES = re.compile(r"^(/[^\s]*) (\d{4}-\d\d-\d\d|-) ([^\s]+)(?: -> (/[^\s]*))?$", re.MULTILINE)
_UNWRITABLE = re.compile(r"[\s%\x00-\x1f\x7f\x85\u2028\u2029]")


def _written(text: str) -> str:
    # White space parts the words of a line, and line ends its lines.
    if _UNWRITABLE.search(text) is None:
        return text
    return _UNWRITABLE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode()), text)


def _read(text: str) -> str:
    return unicodedata.normalize("NFC", unquote(text) if "%" in text else text)
