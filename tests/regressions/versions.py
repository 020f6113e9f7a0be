"""Another version of the program, as a build sees one: its tools have another fingerprint."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import patch

from asiansite.work import opening, recording, resuming


@contextmanager
def another_version() -> Iterator[None]:
    """The program in another version."""
    with ExitStack() as stack:
        for room in (opening, recording, resuming):
            stack.enter_context(patch.object(room, "tools", lambda: "another version"))
        yield
