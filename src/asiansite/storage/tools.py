"""Tools: the versions of everything that has a say in what a source becomes."""

from __future__ import annotations

import os
import re
import sys
import unicodedata
import zlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from asiansite.errors import SiteError, problem
from asiansite.fingerprint import fingerprint, hash_of_bytes

PACKAGES = (
    "babel",
    "jinja2",
    "markdown",
    "markupsafe",
    "msgspec",
    "nh3",
    "pillow",
    "pyromark",
    "python-slugify",
    "pyyaml",
    "regex",
    "text-unidecode",
    "tzdata",
    "unidecode",
)
"""The packages whose behaviour shows in the output; python-slugify takes Unidecode where it is installed."""


@lru_cache(maxsize=1)
def tools() -> str:
    """The fingerprint of all tools: 32 hexadecimal digits.

    Our own version is the bytes of our own files, so that a checkout under development, or a
    patched installation, is never taken for another.
    """
    installed = versions_in(sys.path)
    versions = tuple((name, installed.get(name, "")) for name in PACKAGES)
    return fingerprint((sys.version, versions, _own_files())).hex()


def versions_in(folders: Iterable[str]) -> Mapping[str, str]:
    """The versions of the packages that are installed in `folders`, of two the first, by normalised name.

    Each says it in the name of its folder, `NAME-VERSION.dist-info` (PyPA, "Recording installed
    projects"); to read every package's own record would cost a build without work a tenth of its time.
    """
    found: dict[str, str] = {}
    for name, version in (pair for folder in folders for pair in _installed(folder or ".")):
        found.setdefault(re.sub(r"[-_.]+", "-", name).lower(), version)
    return found


@lru_cache(maxsize=1)
def indexer_version() -> str:
    """The version of the search indexer; empty where it is not installed.

    It is no tool of pages: with another one, no page is another.
    """
    return versions_in(sys.path).get("pagefind-bin", "")


@lru_cache(maxsize=1)
def token_rule() -> str:
    """The fingerprint of our part in a search index: how records and tokens are made."""
    package = Path(__file__).parent.parent
    files = tuple((name, hash_of_bytes((package / name).read_bytes())) for name in _RECORD_MAKERS)
    return fingerprint((versions_in(sys.path).get("babel", ""), files)).hex()


@lru_cache(maxsize=1)
def compression_tools() -> str:
    """The fingerprint of what compresses files: zlib, brotli, and our own part.

    Apart from the others: another brotli makes twins anew, and renders nothing.
    """
    ours = Path(__file__).parent.parent / "content" / "twins.py"
    brotli = versions_in(sys.path).get("brotli", "")
    return fingerprint((zlib.ZLIB_RUNTIME_VERSION, brotli, hash_of_bytes(ours.read_bytes()))).hex()


@lru_cache(maxsize=1)
def picture_tools() -> str:
    """The fingerprint of what pictures are read and made with: Pillow, its codecs, and our own part.

    The codecs may be the system's, with versions of their own, so Pillow is imported and asked.
    Names of pictures are made from it: another part of asiansite that changes makes no picture anew.
    Raises SiteError (no-picture-codec) if Pillow cannot write all that pages show.
    """
    from PIL import AvifImagePlugin, features

    missing = [name for name in ("jpg", "webp", "avif") if not features.check(name)]
    if missing:
        raise SiteError([problem("no-picture-codec", missing=", ".join(missing))])
    versions = tuple((name, features.version(name)) for name in _CODECS)
    inner = tuple((name, AvifImagePlugin.get_codec_version(name)) for name in ("aom", "dav1d"))
    ours = Path(__file__).parent.parent / "content" / "pictures"
    files = tuple((path.name, hash_of_bytes(path.read_bytes())) for path in sorted(ours.glob("*.py")))
    return fingerprint((versions_in(sys.path).get("pillow", ""), versions, inner, files)).hex()


@lru_cache(maxsize=1)
def social_tools() -> tuple[str, bool]:
    """(fingerprint of what social images are drawn with, whether Pillow has Raqm).

    As of pictures: the libraries may be the system's, so Pillow is asked for their versions.
    """
    from PIL import features

    versions = tuple((name, features.version(name)) for name in _SETTERS)
    content = Path(__file__).parent.parent / "content"
    ours = sorted([*(content / "social").glob("*.py"), *(content / "text").glob("*.py")])
    files = tuple((path.name, hash_of_bytes(path.read_bytes())) for path in ours)
    installed = versions_in(sys.path)
    packages = tuple(installed.get(name, "") for name in ("pillow", "regex"))
    key = fingerprint((packages, unicodedata.unidata_version, versions, files)).hex()
    return key, bool(features.check("raqm"))


_SETTERS = ("freetype2", "raqm", "fribidi", "harfbuzz", "zlib", "zlib_ng")

_RECORD_MAKERS = (
    "content/markdown/passages.py",
    "content/text/scripts.py",
    "content/text/tokens.py",
    "rendering/dates.py",
    "rendering/records.py",
    "work/indexing.py",
)

_CODECS = ("jpg", "libjpeg_turbo", "webp", "avif", "zlib", "zlib_ng", "littlecms2")


def extensions(names: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """(name, version, hash of its file) of each extension of Python-Markdown in `names`.

    They are no packages of ours: a site names them, and may bring its own.
    """
    return tuple((name, *_extension(name)) for name in names)


def _extension(name: str) -> tuple[str, str]:
    # A name is that of an entry point, or of the module itself. Imported here: most sites name none.
    from importlib.metadata import entry_points

    found = next(iter(entry_points(group="markdown.extensions", name=name)), None)
    module = (name if found is None else found.module).partition(":")[0]
    try:
        spec = find_spec(module)
    except (ImportError, ValueError):
        spec = None
    file = Path(spec.origin) if spec is not None and spec.origin is not None else None
    hash_of_file = hash_of_bytes(file.read_bytes()) if file is not None and file.is_file() else ""
    return found.dist.version if found is not None and found.dist is not None else "", hash_of_file


_RECORD = re.compile(r"(?P<name>.+?)-(?P<version>[0-9][^-]*)(?:-py3.*)?\.(?:dist|egg)-info")


def _installed(folder: str) -> Iterator[tuple[str, str]]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:  # a zip file, or a folder that is not there
        return
    for record in filter(None, map(_RECORD.fullmatch, names)):
        yield record["name"], record["version"]


def _own_files() -> tuple[tuple[str, str], ...]:
    package = Path(__file__).parent.parent
    found = []
    for name in sorted(_code(str(package))):
        with open(f"{package}/{name}", "rb") as file:
            found.append((name, hash_of_bytes(file.read())))
    return tuple(found)


def _code(package: str) -> Iterator[str]:
    for folder, folders, names in os.walk(package):
        # The theme that is carried is an input like any template: it is read as such.
        folders[:] = [
            name for name in folders if name != "__pycache__" and (folder, name) != (package, "theme")
        ]
        below = folder[len(package) + 1 :].replace(os.sep, "/")
        yield from (f"{below}/{name}" if below else name for name in names if name.endswith((".py", ".toml")))
