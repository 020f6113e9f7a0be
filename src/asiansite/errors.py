"""Every message a user can see: problems as values, made from the words in `messages.toml`.

A problem is data until the command line prints it, so that all problems of a run can be
collected, sorted and counted first, and so that editors' tools can have them as JSON.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

# What only a problem needs is imported when there is one: most builds have none.

Level = Literal["error", "warning"]

LONGEST_QUOTE = 240
"""Characters of a user's own words that a message repeats, before it cuts them."""

WIDEST_EXCERPT = 100
"""Columns of a source's line that a message shows at most: those around the caret."""


class Place(Struct, frozen=True):
    """Where a problem is."""

    path: str
    """From the site's folder, with `/`; or an absolute path outside of it."""
    line: int | None = None
    """From 1, in the file as it is on disk."""
    column: int | None = None
    """From 1, in characters."""
    width: int = 1
    """How many characters the caret underlines."""
    excerpt: str | None = None
    """The line itself."""


class Problem(Struct, frozen=True):
    """One thing that is wrong, and the way out."""

    slug: str
    """Names the message for ever: `asiansite help SLUG`."""
    level: Level
    says: str
    place: Place | None = None
    facts: tuple[tuple[str, str], ...] = ()
    """(label, text): what was given, what was expected, a hint."""


class Message(Struct, frozen=True):
    """The words of one kind of problem, as `messages.toml` has them."""

    slug: str
    level: Level
    says: str
    facts: tuple[tuple[str, str], ...]
    help: str
    status: int
    """The exit status of a command that ends with it."""


class SiteError(Exception):
    """Work cannot go on, because of these problems."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("; ".join(problem.says for problem in problems))
        self.problems = tuple(problems)

    def __reduce__(self) -> tuple[type[SiteError], tuple[tuple[Problem, ...]]]:
        # Workers raise it as well: it must survive the way to the process that waits for them.
        return SiteError, (self.problems,)

    @property
    def status(self) -> int:
        """The exit status: that of its errors, or 1 if theirs differ."""
        found = {messages()[problem.slug].status for problem in self.problems if problem.level == "error"}
        return found.pop() if len(found) == 1 else 1


def problem(slug: str, place: Place | None = None, /, **words: object) -> Problem:
    """Make the problem `slug`, with `words` put into its sentences.

    A fact whose words are missing or None is left out, so that a hint without a nearest
    match is not printed.  Raises KeyError for an unknown slug or a sentence without its word.
    """
    message = messages()[slug]
    shown = {name: _quotable(str(word)) for name, word in words.items() if word is not None}
    facts = tuple(
        (label, text.format_map(shown)) for label, text in message.facts if _names(text) <= shown.keys()
    )
    return Problem(slug, message.level, message.says.format_map(shown), place, facts)


def as_warning(found: Problem) -> Problem:
    """The same problem as a warning: what a draft has wrong stops nobody."""
    return replace(found, level="warning")


def as_error(found: Problem) -> Problem:
    """The same problem as an error, as `--strict` has it."""
    return replace(found, level="error")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` was probably meant to be, or None."""
    from difflib import get_close_matches

    by_folded = {name.casefold(): name for name in sorted(known)}
    folded = word.casefold()
    # A cutoff of 0.6, the library's own, finds `author` for `weather`.
    found = get_close_matches(folded, list(by_folded), n=1, cutoff=0.7)
    if not found:
        begun = [name for name in by_folded if min(len(name), len(folded)) > 2 and _begins(name, folded)]
        found = begun if len(begun) == 1 else []
    return by_folded[found[0]] if found else None


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems sorted by path, line and column, each once."""

    def key(found: Problem) -> tuple[str, int, int, str, str]:
        place = found.place or Place("")
        return (place.path, place.line or 0, place.column or 0, found.slug, found.says)

    return tuple(sorted(dict.fromkeys(problems), key=key))


def with_excerpts(problems: Iterable[Problem], lines: Mapping[str, Sequence[str]]) -> tuple[Problem, ...]:
    """Problems with the line of their source filled in, where `lines` has it by path."""
    return tuple(_with_excerpt(found, lines) for found in problems)


def describe(found: Problem) -> str:
    """A problem as the text that a user reads, several lines, no newline at the end."""
    head = f"{found.level}[{found.slug}]: {found.says}"
    return "\n".join([head, *_place_lines(found.place), *_fact_lines(found)])


@lru_cache(maxsize=1)
def messages() -> dict[str, Message]:
    """Every message by its slug, in the order of `messages.toml`."""
    import tomllib
    from importlib.resources import files

    raw = tomllib.loads((files("asiansite") / "messages.toml").read_text(encoding="utf-8"))
    return {slug: _message(slug, entry) for slug, entry in raw.items()}


def _message(slug: str, entry: Mapping[str, object]) -> Message:
    facts = entry.get("facts", {})
    assert isinstance(facts, dict)
    return Message(
        slug=slug,
        level="warning" if entry.get("level") == "warning" else "error",
        says=str(entry["says"]),
        facts=tuple((str(label), str(text)) for label, text in facts.items()),
        help=str(entry["help"]).strip(),
        status=int(str(entry.get("status", 1))),
    )


def _begins(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)


@lru_cache(maxsize=1024)
def _names(text: str) -> frozenset[str]:
    from string import Formatter

    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def _quotable(text: str) -> str:
    # A user's words may hold line breaks or terminal escapes; a message is one safe line.
    flat = "".join(" " if character in "\n\t" else _safe(character) for character in text)
    return flat if len(flat) <= LONGEST_QUOTE else flat[: LONGEST_QUOTE - 1] + "…"


def _safe(character: str) -> str:
    # What shows as nothing or turns the rest of the line round is spelt out; joiners spell words.
    if unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in "\u200c\u200d":
        return character.encode("unicode_escape").decode()
    return character


def _with_excerpt(found: Problem, lines: Mapping[str, Sequence[str]]) -> Problem:
    place = found.place
    if place is None or place.line is None or place.excerpt is not None:
        return found
    source = lines.get(place.path, ())
    if not 1 <= place.line <= len(source):
        return found
    return replace(found, place=replace(place, excerpt=source[place.line - 1]))


def _place_lines(place: Place | None) -> list[str]:
    if place is None:
        return []
    where = "  " + "".join(map(_safe, place.path))
    if place.line is None:
        return [where]
    where += f":{place.line}" + (f":{place.column}" if place.column else "")
    return [
        where,
        *(_excerpt_lines(place.line, place.column, place.width, place.excerpt) if place.excerpt else ()),
    ]


def _excerpt_lines(line: int, column: int | None, width: int, excerpt: str) -> list[str]:
    cells = [_cell(character) for character in excerpt.rstrip()]
    at = min((column or 1) - 1, len(cells))
    start, end = _window(cells, at)
    lead, rest = "…" * (start > 0), "…" * (end < len(cells))
    lines = [f"    {line} | " + lead + "".join(text for text, _ in cells[start:end]) + rest]
    if column is not None:
        before = len(lead) + _columns(cells[start:at])
        under = max(1, _columns(cells[at : min(at + width, end)]))
        lines.append(" " * (4 + len(str(line))) + " | " + " " * before + "^" * under)
    return lines


_Cell = tuple[str, int]
"""A character as it is shown, and how many columns of a terminal it takes."""


def _cell(character: str) -> _Cell:
    # Marks take no column, wide letters two: the caret must stand below its word.
    if character == "\t":
        return " ", 1
    text = _safe(character)
    if text != character:
        return text, len(text)
    if unicodedata.category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":
        return text, 0
    return text, 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _columns(cells: Iterable[_Cell]) -> int:
    return sum(columns for _, columns in cells)


def _window(cells: Sequence[_Cell], at: int) -> tuple[int, int]:
    """From where to where cells are shown: all of them, or as many as there is room for around `at`."""
    if _columns(cells) <= WIDEST_EXCERPT:
        return 0, len(cells)
    start = end = at
    room = WIDEST_EXCERPT
    while start > 0 and room - cells[start - 1][1] >= WIDEST_EXCERPT // 2:
        start -= 1
        room -= cells[start][1]
    while end < len(cells) and room >= cells[end][1]:
        room -= cells[end][1]
        end += 1
    while start > 0 and (room >= cells[start - 1][1] or cells[start][1] == 0):
        start -= 1
        room -= cells[start][1]
    return start, end


def _fact_lines(found: Problem) -> list[str]:
    facts = [*found.facts, ("more", f"asiansite help {found.slug}")]
    width = max(len(label) for label, _ in facts) + 1
    return [f"  {label + ':':<{max(width, 9)}}  {text}" for label, text in facts]
