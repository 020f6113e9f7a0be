"""Indexing: records laid out in a folder for a while, and one run of Pagefind over them.

It is the one program that a build may start, and it is given nothing but that folder.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from asiansite.errors import SiteError, problem
from asiansite.storage.disk import disk_problem

PACKAGE = "pagefind_bin"
"""The package that carries the program. Its larger sister knows Chinese, Japanese and Thai words; records are in tokens."""

_KEPT = frozenset({"pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.unknown.pagefind"})
_KEPT_ENDINGS = (".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment")


def program() -> Path:
    """The indexer. Raises SiteError (search-not-installed)."""
    spec = find_spec(PACKAGE)
    if spec is not None and spec.origin is not None:
        for name in ("pagefind", "pagefind.exe"):
            if (path := Path(spec.origin).with_name(name)).is_file():
                return path
    raise SiteError([problem("search-not-installed")])


def index(records: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """The files of an index of `records`, each the output of a page and its HTML; by their paths within the index.

    Its interfaces are left out: the theme has its own. Raises SiteError (search-not-installed,
    search-not-indexed, disk-full, cannot-write).
    """
    indexer = program()
    with TemporaryDirectory(prefix="asiansite-search-") as name:
        folder = Path(name).resolve()
        try:
            _lay_out(records, folder / "records")
            _run(indexer, folder)
            return dict(_made(folder / "index"))
        except OSError as error:
            raise SiteError([disk_problem(error, str(folder))]) from error


def _lay_out(records: Iterable[tuple[str, bytes]], folder: Path) -> None:
    for output, data in records:
        path = folder / output
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _run(indexer: Path, folder: Path) -> None:
    # It splits the index by language, and a page finds but its own: so all records are of one, which it does not know.
    words = ("--site", "records", "--output-path", "index", "--force-language", "unknown", "--silent")
    # A file or a variable of the user's that Pagefind reads would make another index.
    ours = {name: value for name, value in os.environ.items() if not name.upper().startswith("PAGEFIND")}
    done = subprocess.run(  # noqa: S603 - the program is that of the package, the words are ours
        [str(indexer), *words],
        cwd=folder,
        env=ours,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    if done.returncode or not (folder / "index" / "pagefind-entry.json").is_file():
        said = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
        reason = said[-1] if said else f"it ended with status {done.returncode}"
        raise SiteError([problem("search-not-indexed", reason=reason)])


def _made(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.name in _KEPT or path.name.endswith(_KEPT_ENDINGS):
            yield path.relative_to(folder).as_posix(), path.read_bytes()
