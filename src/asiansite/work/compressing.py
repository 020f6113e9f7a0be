"""Compresses what an output holds: twins of text files, made of nothing but the bytes beside which they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from asiansite.content.twins import compressed, is_missing
from asiansite.errors import Place, SiteError, problem
from asiansite.fingerprint import hash_of_bytes
from asiansite.site.plan import Plan
from asiansite.storage.book import LastBuild
from asiansite.storage.output import Output
from asiansite.storage.tools import compression_tools
from asiansite.work.executors import executor_for, in_order, nothing
from asiansite.work.report import Progress
from asiansite.work.verifying import Verifier

PER_ORDER = 16
"""Files in an order: each takes tens of milliseconds."""


class Twin(NamedTuple):
    """A twin that is to be made."""

    path: str
    kind: str
    data: bytes
    """The file of which it is the twin."""


def compress(order: tuple[Twin, ...]) -> tuple[tuple[str, bytes], ...]:
    """Carry out an order: (path, bytes) of each twin."""
    return tuple((twin.path, compressed(twin.data, twin.kind)) for twin in order)


def require_tools(plan: Plan) -> None:
    """Raise SiteError (no-brotli) if a planned twin cannot be made here."""
    if any(is_missing(kind) for kind in {kind for _, kind in plan.twins.values()}):
        raise SiteError([problem("no-brotli", Place("site.yaml"))])


class TwinMaker:
    """Brings the twins of a plan into an output: as they stand there, or made anew."""

    def __init__(self, plan: Plan, output: Output, verifier: Verifier, before: LastBuild | None) -> None:
        """Look at what the build `before` left."""
        self._plan = plan
        self._output = output
        self._verifier = verifier
        # Of another tool's twins nothing is known but that they are not ours.
        is_same = before is not None and before.twins == compression_tools()
        self._files = before.files if before is not None and is_same else {}

    def wanting(self, jobs: int, progress: Progress) -> Iterator[tuple[str, bytes]]:
        """(path, bytes) of each twin that is not there as it must be; all other files are staged or stand.

        SiteError: changed-while-building, cannot-write.
        """
        missing = [twin for twin in self._plan.twins if not self._stands(twin)]
        orders = (
            tuple(self._twin(path) for path in missing[at : at + PER_ORDER])
            for at in range(0, len(missing), PER_ORDER)
        )
        done = 0
        with executor_for(len(missing), jobs, nothing) as executor:
            for made in in_order(executor, compress, orders):
                yield from made
                done += len(made)
                progress("files compressed", done, len(missing))

    def _stands(self, twin: str) -> bool:
        file, _ = self._plan.twins[twin]
        # The last build made the twin of the bytes that the file had then: if it has them still, it is the same.
        _, then = self._files.get(file, (None, ""))
        _, digest = self._files.get(twin, (None, ""))
        is_same = bool(then and digest) and self._output.hash_of(file) == then
        return is_same and self._verifier.is_current(twin, digest)

    def _twin(self, path: str) -> Twin:
        file, kind = self._plan.twins[path]
        data = self._output.data_of(file)
        digest = self._output.hash_of(file)
        # None: a file that is not ours and stays; what is sent in its place must say the same.
        if digest is not None and hash_of_bytes(data) != digest:
            raise SiteError([problem("changed-while-building", Place(file))])
        return Twin(path, kind, data)
