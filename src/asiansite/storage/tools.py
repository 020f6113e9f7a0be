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
    """(name, fingerprint of all that is installed, hash of its package) of each extension of Python-Markdown in `names`.

    They are no packages of ours: a site names them, and may bring its own. And one may use whatever is
    there, as `codehilite` does Pygments, which takes plug-ins; so where any is named, every version counts.
    None is imported: a build without work would take longer for it.
    """
    wanted = tuple(names)
    if not wanted:
        return ()
    from importlib.metadata import entry_points

    # Of two with one name Python-Markdown takes the first.
    places = {found.name: found.value for found in reversed(tuple(entry_points(group=_EXTENSIONS)))}
    # A name is that of an entry point, `module:class`, or of the module itself.
    packages = {name: re.split(r"[.:\s]", places.get(name, name), maxsplit=1)[0] for name in wanted}
    code = {package: _hash_of_code(package) for package in packages.values()}
    installed = fingerprint(tuple(sorted(versions_in(sys.path).items()))).hex()
    return tuple((name, installed, code[packages[name]]) for name in wanted)


_EXTENSIONS = "markdown.extensions"


def _hash_of_code(package: str) -> str:
    """The hash of a module, or of every file of a package, found as Python finds it; "" if it is nowhere."""
    try:
        spec = find_spec(package)
    except (ImportError, ValueError):
        return ""
    if spec is None:
        return ""
    folders = spec.submodule_search_locations  # several, where no file says that it is a package
    if folders is None:
        return "" if spec.origin is None else _hash_of_file(spec.origin)
    found = [(folder, path) for folder in folders for path in sorted(_files(folder))]
    return fingerprint(tuple((path, _hash_of_file(f"{folder}/{path}")) for folder, path in found)).hex()


def _hash_of_file(path: str) -> str:
    try:
        with open(path, "rb") as file:
            return hash_of_bytes(file.read())
    except OSError:  # in a zip file, say, whose version is all that is known of it
        return ""


_RECORD = re.compile(r"(?P<name>.+?)-(?P<version>[0-9][^-]*)(?:-py3.*)?\.(?:dist|egg)-info")


def _installed(folder: str) -> Iterator[tuple[str, str]]:
    try:
        names = sorted(os.listdir(folder))
    except OSError:  # a zip file, or a folder that is not there
        return
    for record in filter(None, map(_RECORD.fullmatch, names)):
        yield record["name"], record["version"]


def _own_files() -> tuple[tuple[str, str], ...]:
    package = str(Path(__file__).parent.parent)
    # The theme that is carried is an input like any template: it is read as such.
    code = (path for path in _files(package, but="theme") if path.endswith((".py", ".toml")))
    return tuple((path, _hash_of_file(f"{package}/{path}")) for path in sorted(code))


def _files(package: str, *, but: str = "") -> Iterator[str]:
    """The path of every file below the folder of a package, but for what Python writes there and the folder `but`."""
    for folder, folders, names in os.walk(package):
        folders[:] = [name for name in folders if name != "__pycache__" and (folder, name) != (package, but)]
        below = folder[len(package) + 1 :].replace(os.sep, "/")
        yield from (f"{below}/{name}" if below else name for name in names)
