"""Tools: the versions of everything that has a say in what a source becomes."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from asiansite.fingerprint import fingerprint, hash_of_bytes

PACKAGES = (
    "babel",
    "jinja2",
    "markdown",
    "markupsafe",
    "msgspec",
    "nh3",
    "pyromark",
    "python-slugify",
    "pyyaml",
    "regex",
    "text-unidecode",
    "tzdata",
)
"""The packages whose behaviour shows in the output."""


@lru_cache(maxsize=1)
def tools() -> str:
    """The fingerprint of all tools: 32 hexadecimal digits.

    Our own version is the bytes of our own files, so that a checkout under development, or a
    patched installation, is never taken for another.
    """
    versions = tuple((name, _version(name)) for name in PACKAGES)
    return fingerprint((sys.version, versions, _own_files())).hex()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _own_files() -> tuple[tuple[str, str], ...]:
    package = Path(__file__).parent.parent
    return tuple(
        (path.relative_to(package).as_posix(), hash_of_bytes(path.read_bytes())) for path in _code(package)
    )


def _code(package: Path) -> Iterable[Path]:
    # The theme is an input like any template: it is read as such.
    carried = package / "theme"
    found = (path for ending in ("py", "toml") for path in package.rglob(f"*.{ending}"))
    return sorted(path for path in found if carried not in path.parents)
