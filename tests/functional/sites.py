"""The outlet's own site, as its sources tell it: what must be found in an output, and what must not."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from tests.functional.commands import ROOT, built
from tests.functional.outputs import Output

CLOCK = "2026-11-23T12:00"
"""The moment at which tests build it; with it one article is scheduled and one a draft."""

LATER = "2032-01-01"
"""A moment at which nothing is scheduled any more."""

ELSEWHERE = "https://example.org/some/path"
"""Another host, and a path on it."""

SOURCES = ("site.yaml", "urls.lock", "content", "templates", "static")


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its source tells it."""

    path: Path
    front: dict[str, Any]
    """Every value a text, a list or a mapping."""
    date: datetime | None
    slug: str
    id: str

    @property
    def title(self) -> str:
        title = self.front["title"]
        assert isinstance(title, str)
        return " ".join(title.split())

    @property
    def url(self) -> str:
        """The path of its page."""
        assert self.date is not None
        return f"/{self.date:%Y/%m}/{self.slug}/"


class Site:
    """A site's sources in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings: dict[str, Any] = read_yaml((folder / "site.yaml").read_text("utf-8"))

    @cached_property
    def articles(self) -> list[Article]:
        """Every article, whatever its date."""
        return [self._article(path) for path in sorted((self.folder / "content/articles").rglob("*.md"))]

    def public(self, clock: str) -> list[Article]:
        """The articles that readers may see at a moment: the samples' embargoes end at their dates."""
        return [each for each in self._known(clock) if "withdrawn" not in each.front]

    def hidden(self, clock: str) -> list[Article]:
        """The articles of which nothing is to be seen; of one that was withdrawn, its address is."""
        known = {each.id for each in self._known(clock)}
        return [each for each in self.articles if each.id not in known]

    def _known(self, clock: str) -> list[Article]:
        now = self._date(clock)
        return [
            each
            for each in self.articles
            if each.front.get("draft") != "true" and each.date is not None and each.date <= now
        ]

    def aliases(self, clock: str) -> Iterator[tuple[str, str]]:
        """(old address, path of the page) for every alias of what is public at a moment."""
        for article in self.public(clock):
            yield from ((alias, article.url) for alias in article.front.get("aliases", []))
        for path in sorted((self.folder / "content/authors").glob("*.md")):
            front = front_of(path)
            yield from ((alias, f"/authors/{path.stem}/") for alias in front.get("aliases", []))
        for path in sorted((self.folder / "content/pages").rglob("*.md")):
            url = "/" + path.relative_to(self.folder / "content/pages").with_suffix("").as_posix() + "/"
            yield from ((alias, url) for alias in front_of(path).get("aliases", []))

    def build(self, output: Path, *words: object, clock: str = CLOCK, base_url: str | None = None) -> Output:
        """Build it without a warning at a moment; the output."""
        base = ["--base-url", base_url] if base_url else []
        built("--strict", "--search", "--at", clock, "--output", output, *base, *words, cwd=self.folder)
        return Output(output, base_url or self.settings["base_url"])

    def _article(self, path: Path) -> Article:
        front = front_of(path)
        date = self._date(front["date"]) if front.get("date") else None
        name = path.relative_to(self.folder / "content/articles").with_suffix("").as_posix()
        stem = path.stem
        if len(stem) > 11 and stem[:10].replace("-", "").isdigit() and stem[10] == "-":
            stem = stem[11:]
        return Article(path, front, date, front.get("slug", stem), front.get("id", name))

    def _date(self, text: str) -> datetime:
        date = datetime.fromisoformat(text)
        zone = ZoneInfo(self.settings["timezone"])
        return date.astimezone(zone) if date.tzinfo else date.replace(tzinfo=zone)


def copy_of_the_repositorys(folder: Path) -> Site:
    """The outlet's own site, copied to a new folder, so that nothing is written into the repository."""
    folder.mkdir()
    for name in SOURCES:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        else:
            shutil.copy(ROOT / name, folder / name)
    return Site(folder)


def front_of(path: Path) -> dict[str, Any]:
    """The front matter of a source."""
    return read_yaml(path.read_text("utf-8").split("\n---\n", 1)[0].removeprefix("---\n"))


def read_yaml(text: str) -> dict[str, Any]:
    """YAML whose values are all texts, lists and mappings."""
    found = yaml.load(text, Loader=yaml.BaseLoader)
    assert isinstance(found, dict)
    return found
