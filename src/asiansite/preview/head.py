"""A page's head as others read it: the card of a link to it, the snippet of a search engine, its feeds."""

from __future__ import annotations

from html.parser import HTMLParser

from msgspec import Struct, field


class Head(Struct, frozen=True):
    """What stands in `<head>`."""

    title: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    """Contents by name or property; of two, the first."""
    canonical: str | None = None
    alternates: tuple[tuple[str, str, str], ...] = ()
    """(title, URL, type) of each feed."""

    def share(self) -> dict[str, object]:
        """How a link to the page looks in a messenger."""
        get = self.metas.get
        return {
            "title": get("og:title", self.title),
            "description": get("og:description"),
            "image": get("og:image"),
            "site": get("og:site_name"),
        }

    def search(self) -> dict[str, object]:
        """How a search engine may show it."""
        return {"title": self.title, "url": self.canonical, "description": self.metas.get("description")}

    def feeds(self) -> list[dict[str, str]]:
        """The feeds that it names."""
        return [{"title": title, "url": url, "type": kind} for title, url, kind in self.alternates]


def head_of(page: bytes) -> Head:
    """The head of an HTML page."""
    reader = _Reader()
    reader.feed(page.decode("utf-8", "replace").partition("</head>")[0])
    reader.close()
    title = " ".join("".join(reader.title).split())
    return Head(title, reader.metas, reader.canonical, tuple(reader.alternates))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.title: list[str] = []
        self.metas: dict[str, str] = {}
        self.canonical: str | None = None
        self.alternates: list[tuple[str, str, str]] = []
        self._in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "title":
            self._in_title = True
        elif tag == "meta" and (name := given.get("property") or given.get("name")):
            self.metas.setdefault(name, given.get("content", ""))
        elif tag == "link" and given.get("rel") == "canonical":
            self.canonical = given.get("href")
        elif tag == "link" and given.get("rel") == "alternate" and _is_feed(given.get("type", "")):
            self.alternates.append((given.get("title", ""), given.get("href", ""), given["type"]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title.append(data)


def _is_feed(kind: str) -> bool:
    return kind in (
        "application/atom+xml",
        "application/rss+xml",
        "application/feed+json",
        "application/json",
    )
