"""An output as a reader and a crawler meet it: its files, its pages, and where each of its links leads."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from tests.functional.documents import Element, parse

READ = frozenset({"content", "alt", "title", "data-share-title"})
"""Attributes that hold a text for people, which may be any."""
RUN = ("javascript:", "vbscript:", "data:")
"""Schemes of URLs whose opening runs what they hold."""
FETCHED = frozenset(
    {"img", "script", "source", "iframe", "video", "audio", "embed", "object", "use", "track"}
)
"""Elements whose targets a browser fetches by itself; so it does those of <link>, but for the canonical."""


@dataclass(frozen=True, slots=True)
class Target:
    """What an attribute of a page names."""

    element: str
    attribute: str
    value: str
    is_fetched: bool


class Output:
    """The output in `folder`, published at `base_url`."""

    def __init__(self, folder: Path, base_url: str) -> None:
        self.folder = folder
        self.base_url = base_url.rstrip("/")
        self.base_path = urlsplit(self.base_url).path

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The bytes of every file by its path, the manifest among them."""
        return contents(self.folder)

    @cached_property
    def pages(self) -> dict[str, Element]:
        """Every HTML document, parsed, by its path in the output."""
        return {
            path: parse(data.decode("utf-8")) for path, data in self.files.items() if path.endswith(".html")
        }

    @cached_property
    def proper(self) -> dict[str, Element]:
        """The pages that are no redirects and stand for themselves, as lite pages do not."""
        return {
            path: page
            for path, page in self.pages.items()
            if refresh_of(page) is None and path not in self.lite
        }

    @cached_property
    def lite(self) -> dict[str, Element]:
        """The lite pages."""
        return {path: page for path, page in self.pages.items() if path.endswith("/lite/index.html")}

    @cached_property
    def articles(self) -> dict[str, Element]:
        """The articles' pages."""
        return {path: page for path, page in self.proper.items() if page.all("article", of="story")}

    def url(self, path: str) -> str:
        """The absolute URL at which a file of the output is found."""
        return f"{self.base_url}/{path.removesuffix('index.html')}"

    def at(self, url: str) -> Element:
        """The page at a URL, absolute or root-relative. AssertionError if there is none."""
        path = self.file(url)
        assert path in self.pages, url
        return self.pages[path]

    def file(self, url: str) -> str | None:
        """The path of the file that a URL of this site names, or would name; None for another site's."""
        parts = urlsplit(urljoin(self.base_url + "/", url))
        if (parts.scheme, parts.netloc) != urlsplit(self.base_url)[:2]:
            return None
        assert parts.path.startswith(self.base_path + "/"), f"{url} leads out of {self.base_path}/"
        path = unquote(parts.path.removeprefix(self.base_path + "/"))
        return path + "index.html" if path == "" or path.endswith("/") else path

    def wrong_targets(self, path: str) -> Iterator[str]:
        """What is wrong with the targets of the page at `path`."""
        for target in targets(self.pages[path]):
            if wrong := self._wrong(self.url(path), target):
                yield f"{path}: <{target.element} {target.attribute}={target.value!r}>: {wrong}"

    def wrong_in_styles(self) -> Iterator[str]:
        """What is wrong with the targets of style sheets."""
        for path, data in self.files.items():
            if path.endswith(".css"):
                for value in re.findall(r"url\(\s*[\"']?([^\"')]+)", data.decode("utf-8")):
                    if not value.startswith(("data:", "#")) and self.file(
                        urljoin(self.url(path), value)
                    ) not in (self.files):
                        yield f"{path}: url({value})"

    def _wrong(self, page_url: str, target: Target) -> str | None:
        value = target.value
        scheme = urlsplit(value).scheme
        if value != value.strip() or re.search(r"[\s<>\"\\^`{|}]", value):
            return "it is not a URL"
        if scheme not in ("", "http", "https", "mailto", "tel"):
            return "a scheme that no page may link to"
        if target.is_fetched and scheme == "http":
            return "it is fetched without encryption"
        if scheme == "" and not value.startswith(("/", "#")):
            return "it is neither absolute nor root-relative"
        if scheme in ("mailto", "tel"):
            return None
        absolute = urljoin(page_url, value)
        path = self.file(absolute)
        if path is None:
            return "it is fetched from elsewhere" if target.is_fetched else None
        if path not in self.files:
            return "there is no such file"
        return self._wrong_fragment(path, urlsplit(absolute).fragment)

    def _wrong_fragment(self, path: str, fragment: str) -> str | None:
        if not fragment:
            return None
        wanted = unquote(fragment)
        if path in self.pages:
            return None if wanted in ids(self.pages[path]) else "there is no such id on the page"
        return None if f'id="{wanted}"'.encode() in self.files[path] else "there is no such id in the file"


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder by its path; not of what a build remembers for itself."""
    return {name: path.read_bytes() for name, path in _below(folder).items() if path.is_file()}


def names(folder: Path) -> list[str]:
    """The names of all that stands right in a folder, hidden or not."""
    return sorted(path.name for path in folder.iterdir())


def entries(folder: Path) -> dict[str, tuple[int, int, int]]:
    """(kind and mode, inode, mtime in ns) of everything below a folder; not of what a build remembers."""
    found = {name: path.lstat() for name, path in _below(folder).items()}
    return {name: (each.st_mode, each.st_ino, each.st_mtime_ns) for name, each in found.items()}


def pages_in(folder: Path) -> int:
    """How many pages an output holds, HTML or not."""
    return sum(path.endswith((".html", *_WRITTEN)) for path in contents(folder))


_WRITTEN = ("robots.txt", ".webmanifest", "feed.json", ".xml")


def _below(folder: Path) -> dict[str, Path]:
    paths = sorted(folder.rglob("*"))
    return {
        path.relative_to(folder).as_posix(): path
        for path in paths
        if ".asiansite" not in path.parts[len(folder.parts) :]
    }


def odd_entries(folder: Path) -> list[str]:
    """What in a folder is neither a file that everybody may read nor a folder that everybody may enter."""
    odd = []
    for path, (mode, _, _) in entries(folder).items():
        wanted = 0o755 if stat.S_ISDIR(mode) else 0o644
        if not (stat.S_ISDIR(mode) or stat.S_ISREG(mode)) or stat.S_IMODE(mode) != wanted:
            odd.append(f"{path}: {stat.filemode(mode)}")
    return odd


def ids(page: Element) -> list[str]:
    """Every id of a page, as often as it stands there."""
    return [element.attributes["id"] for element in page if "id" in element.attributes]


def targets(page: Element) -> Iterator[Target]:
    """Every URL that a page names."""
    for element in page:
        rel = element.attributes.get("rel", "").split()
        is_fetched = element.name in FETCHED or (element.name == "link" and "canonical" not in rel)
        for attribute in ("href", "src", "poster", "cite", "xlink:href", "action", "formaction", "data"):
            if attribute in element.attributes:
                yield Target(element.name, attribute, element.attributes[attribute], is_fetched)
        for candidate in element.attributes.get("srcset", "").split(","):
            if candidate.strip():
                yield Target(element.name, "srcset", candidate.split()[0], is_fetched=True)
        if element.name == "meta" and element.attributes.get("property") in ("og:url", "og:image"):
            yield Target("meta", "content", element.attributes["content"], is_fetched=False)
    if (refresh := refresh_of(page)) is not None:
        yield Target("meta", "content", refresh, is_fetched=False)


def refresh_of(page: Element) -> str | None:
    """Where a page sends its reader at once, or None."""
    found = page.all("meta", http_equiv="refresh")
    return found[0].attributes["content"].partition("url=")[2] if found else None


def meta(page: Element, name: str) -> str | None:
    """What a page's <meta> of this name or property says."""
    for element in page.all("meta"):
        if name in (element.attributes.get("name"), element.attributes.get("property")):
            return element.attributes["content"]
    return None


def canonical(page: Element) -> str:
    """A page's canonical URL."""
    return page.one("link", rel="canonical").attributes["href"]


def shown(page: Element) -> list[str]:
    """The URLs of the articles that the main part of a list shows as cards, in their order."""
    cards = page.one("main").all("article", of="card")
    return [card.all(of="headline")[0].one("a").attributes["href"] for card in cards]


def untidy(page: Element) -> Iterator[str]:
    """What would need a looser content security policy than the theme's: code and style in the page itself."""
    for element in page:
        if element.name == "style":
            yield "<style>"
        # Structured data is no code: browsers do not look into it.
        is_data = element.attributes.get("type") == "application/ld+json"
        if element.name == "script" and not is_data and ("src" not in element.attributes or element.text):
            yield f"<script> with {element.text!r}"
        for name, value in element.attributes.items():
            if (
                name == "style"
                or name.startswith("on")
                or (name not in READ and re.sub(r"[\s\x00-\x20]", "", value).lower().startswith(RUN))
            ):
                yield f"<{element.name} {name}={value!r}>"
