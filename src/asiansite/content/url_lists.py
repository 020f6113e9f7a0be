"""Lists of an older site's URLs: a sitemap, or a table with a column of addresses."""

from __future__ import annotations

import csv
import gzip
import io
import unicodedata
import zlib
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from xml.parsers import expat

LARGEST = 50 * 1024 * 1024
"""Bytes: what a sitemap may have, unpacked (sitemaps.org, protocol 0.9)."""

COLUMNS = ("url", "loc", "address", "link", "permalink", "page", "old url", "old")
"""Headings of a table's column of addresses, the first that there is; without one, it is the first column."""


class Listed(NamedTuple):
    """An address in a list."""

    line: int
    text: str


class NotAList(ValueError):
    """What cannot be read as a list of URLs, and why, in words."""


def read_list(data: bytes) -> list[Listed]:
    """The addresses in a file, as they are written, with their lines. Raises NotAList."""
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(data)
    if len(data) > LARGEST:
        raise NotAList(f"it has more than {LARGEST:,} bytes")
    return _sitemap(data) if data.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") else _table(data)


def path_of(text: str, base_url: str) -> str | None:
    """The path at which this site would answer an old address; None if no file can answer it.

    An address of our own host lies below base_url's path; one of another host, or without a host, is
    taken as a path of the site. A query never reaches a static file.
    """
    try:
        parts, ours = urlsplit(text), urlsplit(base_url)
        host = parts.hostname
    except ValueError:
        return None
    path = unicodedata.normalize("NFC", unquote(parts.path)) or "/"
    if host is not None and host == ours.hostname and ours.path:
        base = unicodedata.normalize("NFC", unquote(ours.path))
        if path != base and not path.startswith(base + "/"):
            return None
        path = path.removeprefix(base) or "/"
    if parts.query or not path.startswith("/") or "//" in path or {".", ".."} & {*path.split("/")}:
        return None
    if any(ord(character) < 32 or "\ud800" <= character <= "\udfff" for character in path) or "\\" in path:
        return None
    path = path.removesuffix("index.html")
    is_file = path.endswith("/") or "." in path.rpartition("/")[2]
    return path if is_file else path + "/"


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return file.read(LARGEST + 1)
    except (OSError, EOFError, zlib.error):
        raise NotAList("it is packed by gzip, and broken") from None


def _sitemap(data: bytes) -> list[Listed]:
    found: list[Listed] = []
    open_names: list[str] = []
    pieces: list[str] = []
    parser = expat.ParserCreate(namespace_separator=" ")

    def doctype(*_: object) -> None:
        # Without a document type there are no entities: none that grow, and none that read files.
        raise NotAList("it has a DOCTYPE, which no sitemap needs and which can do harm")

    def start(name: str, _: object) -> None:
        open_names.append(name.rpartition(" ")[2])
        pieces.clear()

    def end(name: str) -> None:
        if open_names[-2:] == ["url", "loc"]:
            found.append(Listed(parser.CurrentLineNumber, "".join(pieces).strip()))
        open_names.pop()

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = pieces.append
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise NotAList(f"it is no XML: {expat.ErrorString(error.code)}, in line {error.lineno}") from None
    if not found:
        raise NotAList("it names no pages: an index of sitemaps names files, and each is imported by itself")
    return found


def _table(data: bytes) -> list[Listed]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAList("it is not UTF-8") from None
    if "\0" in text:
        raise NotAList("it is neither a table nor a sitemap")
    found = list(_rows(text))
    if not found:
        raise NotAList("no line has an address that begins with `/`, `http:` or `https:`")
    return found


def _rows(text: str) -> Iterator[Listed]:
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    column = 0
    try:
        for number, row in enumerate(rows):
            if number == 0 and not any(map(_is_address, row)):
                names = [name.strip().casefold() for name in row]
                column = next((names.index(name) for name in COLUMNS if name in names), 0)
            elif len(row) > column and _is_address(row[column]):
                yield Listed(rows.line_num, row[column].strip())
    except csv.Error as error:
        raise NotAList(f"it is no table: {error}, in line {rows.line_num}") from None


def _is_address(text: str) -> bool:
    return text.strip().startswith(("/", "http://", "https://"))
