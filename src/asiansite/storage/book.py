"""The book: what each output was made from, written after it stands in its place.

It never says what a source looked like. Noting a source as seen before its page is written
would let a crash in between pass for a finished build; so a record is about an output, is made
after it, and a missing record means "render it".
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

from asiansite.fingerprint import hash_of_bytes
from asiansite.storage.ground import Stamp
from asiansite.storage.records import Records
from asiansite.trace import Read

Value = TypeVar("Value")

SPARE_ANSWERS = 5000
"""Digests of answers that no page has any more which are kept, since to look for them costs time."""


PARTS = ("index", "frame")
"""Large parts of what is known of the last build, which a build with nothing to do does not read.

The index: what each page looks at. The frame: see `asiansite.site.frame`.
"""


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """What is known of one rendered page."""

    page: tuple[str, str, str, str, bool]
    """Path, kind, template, arguments and settledness: what tells the page itself."""
    hash: str
    """Of the bytes."""
    reads: tuple[Read, ...]
    """The trace, in order."""
    digests: tuple[tuple[str, ...] | None, ...]
    """What each read answered, for people; None of an answer that many pages share, which is noted once, apart."""
    rendered_at: str
    """When, by the clock of the machine: for people."""
    reason: str
    """Why it was rendered then: for people."""
    own: int
    """How many of the reads, the first, are the page's own: the others are those of its fragments."""
    patches: tuple[tuple[str, int, int], ...]
    """Where its fragments stand in its bytes: the name, the first byte and how many it has."""


class LastBuild(msgspec.Struct, frozen=True, array_like=True):
    """The build that left the output as it is."""

    inputs: str
    """The fingerprint of all sources, tools, settings and options."""
    clock: str
    """The instant it was the site of."""
    next_change_at: str
    """Until then the same inputs give the same output; "" if for ever."""
    report: bytes
    """What the command reported, but for what it did."""
    files: dict[str, tuple[Stamp, str]]
    """Of every file in the output, by path: its stamp, and the hash of the bytes that it had then."""
    census: bytes
    """What the site consisted of, encoded."""
    digests: bytes
    """The hash of the bytes of each article, as the frame numbers them, packed."""
    built_at: str
    """When, by the clock of the machine: for people, as are the rest."""
    reasons: tuple[tuple[str, int], ...]
    """Why pages were rendered, and how many."""
    rendered: tuple[str, ...]
    """The outputs that were rendered."""
    twins: str = ""
    """The fingerprint of what compressed the output's files."""
    parts: dict[str, str] = {}
    """The hash of each part that is kept apart, by its name: so no part of another build passes for one of this."""


class Book:
    """The records of one output, in the folder `home`."""

    def __init__(self, home: Path, output: Path, *, read_only: bool = False, anew: bool = False) -> None:
        """Open the book of the output at `output`; with `anew`, forget what is in it."""
        name = hash_of_bytes(_way(home, output).encode("utf-8", "surrogatepass"))[:16]
        tables = ("pages", "builds", "answers")
        self._records = Records(home / f"book-{name}.sqlite", tables, read_only=read_only, anew=anew)
        self._last: LastBuild | None = None
        self._sound: dict[str, str] = {}

    def last(self) -> LastBuild | None:
        """The build that left the output as it is; None if that is not known."""
        if self._last is None:  # a large record, which a build asks for several times
            data = self._records.get("builds", "last")
            self._last = None if data is None else _decoded(_LAST, data)
        return self._last

    def part(self, name: str) -> bytes | None:
        """A part of the last build, encoded; None if it has none, or what is kept is of another build."""
        last = self.last()
        digest = None if last is None else last.parts.get(name)
        data = None if digest is None else self._records.get("builds", name)
        if data is None or hash_of_bytes(data) != digest:
            return None
        self._sound[name] = digest
        return data

    def entry(self, output: str) -> Entry | None:
        """What is known of the page in the file `output`."""
        data = self._records.get("pages", output)
        return None if data is None else _decoded(_ENTRY, data)

    def encoded(self, outputs: Collection[str]) -> dict[str, bytes]:
        """What is known of the pages in `outputs`, by output, encoded."""
        return self._records.some("pages", outputs)

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """What is known of every page, by its output."""
        for output, data in self._records.all("pages"):
            entry = _decoded(_ENTRY, data)
            if entry is not None:
                yield output, entry

    def note_check(self, at: str) -> None:
        """Note that a build found everything as the last one had left it."""
        self._records.put("builds", [("checked", at.encode())])
        self._records.commit()

    def checked_at(self) -> str | None:
        """When a build last found everything as the one before had left it."""
        data = self._records.get("builds", "checked")
        return None if data is None else data.decode()

    def outputs(self) -> frozenset[str]:
        """The outputs of which something is noted."""
        return frozenset(self._records.keys("pages"))

    def digest(self, answer: str) -> tuple[str, ...] | None:
        """What an answer that many pages share said, for people, by its fingerprint; None if that is forgotten."""
        data = self._records.get("answers", answer)
        return None if data is None else _decoded(_DIGEST, data)

    def digests(self) -> dict[str, tuple[str, ...]]:
        """What is known of all such answers, by their fingerprints."""
        found = ((key, _decoded(_DIGEST, data)) for key, data in self._records.all("answers"))
        return {key: digest for key, digest in found if digest is not None}

    def record(
        self,
        pages: Iterable[tuple[str, bytes]],
        gone: Iterable[str],
        answers: Iterable[tuple[str, tuple[str, ...]]],
        last: LastBuild,
        parts: Mapping[str, bytes] | None = None,
        *,
        asked: Collection[Read] = (),
    ) -> None:
        """Note encoded entries by their outputs, forget those that are gone, and note the build.

        `answers` are digests of what many pages share, as far as it is new; `asked` are the reads of all of it that pages have now.
        Its `parts` (see PARTS) are kept apart, and each is written only if it is another than that of the build before; None: they stay.

        What is said of the last build goes first and comes last: a kill in between leaves no entry
        of another build than the one that is noted. Nor is a build noted whose entries were not kept.
        """
        self._last = None
        self._records.remove("builds", ["last", "checked"])
        self._records.commit()
        self._records.remove("pages", gone)
        self._records.put("pages", pages)
        self._records.put("answers", [(key, msgspec.msgpack.encode(digest)) for key, digest in answers])
        self._forget_answers(asked)
        if self._records.commit():
            if parts is not None:
                last = msgspec.structs.replace(
                    last, parts={name: hash_of_bytes(data) for name, data in parts.items()}
                )
                self._records.remove("builds", [name for name in PARTS if name not in parts])
                new = [name for name in parts if self._sound.get(name) != last.parts[name]]
                self._records.put("builds", [(name, parts[name]) for name in new])
            self._records.put("builds", [("last", msgspec.msgpack.encode(last))])
            self._records.commit()

    def close(self) -> None:
        """Let go of the file."""
        self._records.close()

    def _forget_answers(self, asked: Collection[Read]) -> None:
        if self._records.count("answers") > len(asked) + SPARE_ANSWERS:
            kept = {read.answer.hex() for read in asked}
            self._records.remove("answers", [key for key in self._records.keys("answers") if key not in kept])


def _way(home: Path, output: Path) -> str:
    # From the site's folder: a checkout that stands elsewhere next time, as on CI, finds its book again.
    try:
        return os.path.relpath(output.resolve(), home.resolve().parent)
    except ValueError:  # another disk of Windows
        return str(output.resolve())


def encode_entry(entry: Entry) -> bytes:
    """An entry as the book keeps it."""
    return msgspec.msgpack.encode(entry)


def decode_entry(data: bytes) -> Entry | None:
    """An entry that was encoded here; None for anything else."""
    return _decoded(_ENTRY, data)


_ENTRY = msgspec.msgpack.Decoder(Entry)
_DIGEST = msgspec.msgpack.Decoder(tuple[str, ...])
_LAST = msgspec.msgpack.Decoder(LastBuild)


def _decoded(decoder: msgspec.msgpack.Decoder[Value], data: bytes) -> Value | None:
    try:
        return decoder.decode(data)
    except msgspec.DecodeError:
        return None
