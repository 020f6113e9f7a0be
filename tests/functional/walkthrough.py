"""A document as somebody reads it who does all that it says: its files are written, its commands are typed.

A block that begins with `$ ` is what stands on a terminal: commands, each with what it prints. A line of it that is
only `…` stands for any lines. What else must be done says a comment, which a reader of the page does not see:

    <!-- site: new -->                 from here on in what `asiansite init` makes; `own`: in a copy of this repository's
    <!-- first: asiansite build -->    a command whose output is of no interest; it must end well
    <!-- file: PATH -->                the block below is what a file holds, or, of an article, its front matter
    <!-- write: PATH -->               the block below is written at the end of a text
    <!-- add: PATH -->                 the block below comes to the end of a file, or of an article's front matter
    <!-- change: PATH: OLD -> NEW -->  one text of a file takes the place of another
    <!-- cut: PATH: WORDS -->          the line that begins with these words is taken out of a file
    <!-- remove: PATH -->              a file is deleted
    <!-- shows: PATH -->               the block below is what the file holds now
    <!-- not tried: REASON -->         the block below is not for a machine

`file`, `write` and `add` may have the text themselves, in lines of their own, where it says nothing to the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_PIECE = re.compile(
    r"^ *<!-- (?P<order>[a-z ]+): (?P<given>[^\n]*?)(?P<text>\n.*?)?(?: |^)-->$"
    r"|^(?P<indent> *)```(?P<language>\w*)\n(?P<block>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
_WITH_BLOCK = ("file", "write", "add", "shows", "not tried")
_ALONE = ("site", "first", "change", "cut", "remove")


@dataclass(frozen=True, slots=True)
class Typed:
    """A command at a terminal, and what stands below it."""

    line: str
    prints: str


@dataclass(frozen=True, slots=True)
class Step:
    """What is done next."""

    order: str
    """`type`, or the first word of a comment."""
    given: str = ""
    text: str = ""
    """Of a file, or of the block."""
    typed: tuple[Typed, ...] = ()
    line: int = 0
    """In its section."""


def sections(text: str) -> dict[str, str]:
    """The parts of a document below its headings of the second level, those in blocks aside."""
    found: dict[str, str] = {}
    title, fenced = "", False
    for line in text.splitlines(keepends=True):
        fenced ^= line.lstrip().startswith("```")
        if line.startswith("## ") and not fenced:
            title = line[3:].rstrip()
            found[title] = ""
        elif title:
            found[title] += line
    return found


def steps(section: str) -> Iterator[Step]:
    """What a section says, in its order."""
    waiting: Step | None = None
    for found in _PIECE.finditer(section):
        line = section.count("\n", 0, found.start()) + 1
        block, order, given = found["block"], found["order"], found["given"]
        if block is not None:
            if found["indent"]:
                block = re.sub(rf"^{found['indent']}", "", block, flags=re.MULTILINE)
            if waiting is not None:
                yield Step(waiting.order, waiting.given, block, line=line)
                waiting = None
            elif block.startswith("$ "):
                yield Step("type", text=block, typed=tuple(_typed(block)), line=line)
            continue
        assert waiting is None, f"{waiting} has no block below it"
        assert order in (*_WITH_BLOCK, *_ALONE), f"nobody knows what {found[0]} is"
        if order in _WITH_BLOCK and found["text"] is None:
            waiting = Step(order, given.strip())
        else:
            yield Step(order, given.strip(), (found["text"] or "").removeprefix("\n"), line=line)
    assert waiting is None, f"{waiting} has no block below it"


def _typed(block: str) -> Iterator[Typed]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        line, _, prints = part.partition("\n")
        yield Typed(line, prints)


def write(path: Path, text: str) -> None:
    """Write a file; of an article, the front matter is enough."""
    if path.suffix == ".md" and not text.startswith("---\n") and "content/articles" in path.as_posix():
        text = f"---\n{text}---\n\nThe text.\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def add(path: Path, text: str) -> None:
    """Add lines to a file, or to an article's front matter."""
    old = path.read_text("utf-8")
    if path.suffix == ".md":
        front, body = old.split("\n---\n", 1)
        path.write_text(f"{front}\n{text}---\n{body}", encoding="utf-8")
    else:
        path.write_text(f"{old}\n{text}", encoding="utf-8")


def change(path: Path, words: str) -> None:
    """Put one text into the place of another, which must be there."""
    old, new = words.split(" -> ")
    text = path.read_text("utf-8")
    assert old in text, f"{old} is not in {path}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def cut(path: Path, words: str) -> None:
    """Take a line out of a file, which must be there."""
    lines = path.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(words)]
    assert len(kept) == len(lines) - 1, f"{words} begins no line, or several, of {path}"
    path.write_text("".join(kept), encoding="utf-8")


def agree(expected: str, printed: str) -> bool:
    """Whether a terminal shows what the document says: seconds aside, and what `…` leaves out."""
    parts = [re.escape(part) for part in re.split(r"^…\n", _timeless(expected), flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*?".join(parts), _timeless(printed)) is not None


def _timeless(text: str) -> str:
    text = re.sub(r"\bin \d+\.\d\d s\b", "in 0.00 s", text)
    return "".join(f"{line.rstrip()}\n" for line in text.rstrip().splitlines())


def answers(expected: str) -> list[str]:
    """What is typed at the questions of a command."""
    return [found[1] for found in re.finditer(rf"{QUESTION}(.*)$", expected, re.MULTILINE)]


QUESTION = r"^(?:.*\[y/N\]|Headline:|.*Enter: [^:\n]+:|.*\(Enter: [^)\n]+\):) "
"""A question that waits at the end of a line."""
