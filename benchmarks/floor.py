#!/usr/bin/env python3
"""The floor: what it costs to read a site's sources and to write its output, with nothing in between.

    benchmarks/floor.py SITE OUTPUT WORK

SITE has been built into OUTPUT; copies of its files are written below WORK, which should be on the
same disk. No generator that opens each file once can be faster, in one process.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path


def main() -> None:
    """Measure, and print a line for each step."""
    site, output, work = map(Path, sys.argv[1:])
    sources = [path for path in _files(site) if not path.startswith((f"{output}/", f"{site}/."))]
    pages = {path: Path(path).read_bytes() for path in _files(output)}
    copy = work / "floor"
    shutil.rmtree(copy, ignore_errors=True)
    folders = sorted({os.path.dirname(f"{copy}{path.removeprefix(str(output))}") for path in pages})
    _tell("list and stat the sources", len(sources), lambda: [os.stat(path) for path in _files(site)])
    _tell("read the sources", len(sources), lambda: [Path(path).read_bytes() for path in sources])
    _tell("stat the output", len(pages), lambda: [os.lstat(path) for path in pages])
    _tell("make its folders", len(folders), lambda: [os.makedirs(path, exist_ok=True) for path in folders])
    _tell(
        "write its files",
        len(pages),
        lambda: [_write(f"{copy}{path.removeprefix(str(output))}", data) for path, data in pages.items()],
    )
    shutil.rmtree(copy)


def _files(folder: Path) -> list[str]:
    return [os.path.join(place, name) for place, _, names in os.walk(folder) for name in names]


def _write(path: str, data: bytes) -> None:
    with open(path, "wb") as file:
        file.write(data)


def _tell(step: str, number: int, carry_out: Callable[[], object]) -> None:
    begun = time.perf_counter()
    carry_out()
    print(f"{time.perf_counter() - begun:8.2f} s  {step} ({number:,})")


if __name__ == "__main__":
    main()
