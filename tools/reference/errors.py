"""docs/errors.md: every message that a user can see, as a user sees it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

from asiansite.errors import Message, Problem, describe, messages
from tools.reference.markdown import page

_INTRODUCTION = """\
# Messages

Every message that asiansite can print, in the order of `src/asiansite/messages.toml`, from which
`make docs` makes this page. `asiansite help SLUG` prints the same words on the command line.

A message stands here as it is printed, without its file and line. A word in CAPITALS stands for
one from your site. A line that needs a word which is not known is not printed. An error ends the
build and nothing is published; a warning does not. The exit status is 1 unless a message names
another."""


def errors_page() -> str:
    """The whole file."""
    return page([_INTRODUCTION, *_parts()])


def _parts() -> Iterator[str]:
    known = messages()
    for room, slugs in _rooms():
        yield f"## {room[0].upper()}{room[1:]}"
        for slug in slugs:
            yield from _message(known[slug])


def _message(message: Message) -> Iterator[str]:
    yield f"### {message.slug}"
    yield f"```text\n{as_printed(message)}\n```"
    if message.status != 1:
        yield f"Exit status {message.status}."
    yield message.help


def as_printed(message: Message) -> str:
    """A message as the command line prints it, with capitals for the words of a site."""
    facts = tuple((label, _filled(text)) for label, text in message.facts)
    text = describe(Problem(message.slug, message.level, _filled(message.says), None, facts))
    # The last line names this very help.
    return text.rpartition("\n")[0]


class _Capitals(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return name.upper()


def _filled(text: str) -> str:
    # A word that touches the next one only chooses between facts, and is empty.
    return re.sub(r"\{\w+\}(?=\w)", "", text).format_map(_Capitals())


def _rooms() -> list[tuple[str, list[str]]]:
    """The headings of messages.toml, each with its messages in their order."""
    rooms: list[tuple[str, list[str]]] = []
    known = messages()
    for line in (files("asiansite") / "messages.toml").read_text(encoding="utf-8").splitlines():
        if heading := re.fullmatch(r"# --- (.+) ---", line):
            rooms.append((heading[1], []))
        elif (entry := re.fullmatch(r"\[([a-z0-9-]+)\]", line)) and entry[1] in known:
            rooms[-1][1].append(entry[1])
    return rooms
