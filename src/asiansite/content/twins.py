"""Twins: the same text, compressed beforehand, for hosts that hand it out so (`page.html.gz` beside `page.html`)."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec

ENDINGS = {"gzip": ".gz", "br": ".br"}
"""How the name of a twin ends, by the word for it in the setting `precompress` and in `Content-Encoding`."""

TEXTS = (".html", ".css", ".js", ".mjs", ".svg", ".xml", ".json", ".txt", ".webmanifest")
"""How the names of files end that have twins: all else is compressed already, or never sent."""

BEST = {"gzip": 9, "br": 11}
"""How hard each tries: a file is compressed once, and sent many times."""


def twins_of(output: str, kinds: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(path, kind) of each twin of the file `output`."""
    if output.endswith(TEXTS):
        for kind in kinds:
            yield output + ENDINGS[kind], kind


def compressed(data: bytes, kind: str) -> bytes:
    """The bytes of a twin: always the same for the same data, with no time in them."""
    if kind == "gzip":
        return gzip.compress(data, BEST[kind], mtime=0)
    # By name: it is an extra, and says nothing of its types.
    brotli = import_module("brotli")
    made = brotli.compress(data, mode=brotli.MODE_TEXT, quality=BEST[kind])
    assert isinstance(made, bytes)
    return made


def is_missing(kind: str) -> bool:
    """Whether the package that makes a kind of twin is not installed."""
    return kind == "br" and find_spec("brotli") is None
