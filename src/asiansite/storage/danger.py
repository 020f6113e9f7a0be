"""Danger: outputs that are refused before anything is written, since they are, hold, or lie in the sources.

Paths are compared part by part after all links are followed (a comparison of text lets
`../site2` pass for `../site`, or refuses it), without case and Unicode forms on every system,
and by what the disk says is the same folder, for mounts and short names.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from asiansite.errors import Problem, problem
from asiansite.storage.names import folded

SOURCES = ("content", "templates", "static", "social", "site.yaml", "urls.lock", ".asiansite")
"""What lies in a site's folder and must not become an output, from there."""


def refusal(
    output: str | os.PathLike[str], site: Path, *, homes: Collection[Path] | None = None
) -> Problem | None:
    """Why `output`, as the user spelt it, cannot be the output of the site at `site`; or None.

    A relative path is read from the current folder. `homes` are the users' own folders, by
    default the one that the system names. Nothing is written and nothing is opened.
    """
    given = os.fspath(output)
    words = _unclear(given) or _danger(given, site, _homes() if homes is None else homes)
    return problem("output-refused", None, output=given, **words) if words else None


Words = dict[str, object]
"""The reason, as the words that the message needs; empty if there is none."""


def _unclear(given: str) -> Words:
    last = re.split(r"[/\\]", given.rstrip("/\\ ."))[-1]
    is_odd = (
        not given.strip()
        or given.startswith("~")
        or re.search(r"[\x00-\x1f\x7f]", given)
        or last.partition(".")[0].casefold() in _DEVICES
        or (os.name != "nt" and ("\\" in given or re.match(r"[A-Za-z]:(/|$)", given)))
    )
    return {"unclear": ""} if is_odd else {}


def _danger(given: str, site: Path, homes: Collection[Path]) -> Words:
    try:
        real = Path(given).resolve()
    except (OSError, RuntimeError, ValueError):  # a ring of links
        return {"unclear": ""}
    here = site.resolve()
    sources = [*_spellings([here / name for name in SOURCES])]
    ways = [real, *real.parents]
    if real.parent == real:
        return {"disk": real}
    return (
        _same(real, [here, *sources], "source")
        or _holds(real, [here, *sources], "holds")
        or _lies_in(real, sources)
        or _same(real, homes, "home")
        or _holds(real, homes, "holds")
        or next(({"control": way} for way in ways if way.name.casefold() in _CONTROL), {})
        or next(({"file": way} for way in ways if _is_no_folder(way)), {})
    )


def _same(real: Path, places: Collection[Path], word: str) -> Words:
    return next(({word: place} for place in places if _equal(real, place)), {})


def _holds(real: Path, places: Collection[Path], word: str) -> Words:
    return next(({word: place} for place in places if any(_equal(real, way) for way in place.parents)), {})


def _lies_in(real: Path, places: Collection[Path]) -> Words:
    above = real.parents
    return next(({"inside": place} for place in places if any(_equal(way, place) for way in above)), {})


def _equal(one: Path, other: Path) -> bool:
    if _key(one) == _key(other):
        return True
    try:
        return one.samefile(other)
    except OSError:
        return False


def _is_no_folder(path: Path) -> bool:
    try:
        return path.exists() and not path.is_dir()
    except OSError:
        return False


def _key(path: Path) -> tuple[str, ...]:
    # Windows passes over dots and spaces at a name's end: `content.` is content there.
    return tuple(folded(part.rstrip(". ") or part) for part in path.parts)


def _spellings(paths: Collection[Path]) -> Iterator[Path]:
    for path in paths:
        yield path
        try:
            real = path.resolve()
        except (OSError, RuntimeError):
            continue
        if real != path:
            yield real


def _homes() -> list[Path]:
    try:
        return [*_spellings([Path.home()])]
    except RuntimeError:  # a process without a home
        return []


_CONTROL = frozenset({".git", ".hg", ".svn", ".bzr", ".jj", "_darcs", "cvs"})
_PORTS = (f"{name}{digit}" for name in ("com", "lpt") for digit in range(10))
_DEVICES = frozenset({"con", "prn", "aux", "nul", *_PORTS})
