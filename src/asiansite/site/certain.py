"""What is certain of some outputs before the plan is made, so that one page need not wait for the list of all.

Whoever wants an output claims it in the plan. Of most articles' pages, of the front page and of static files a few
looks show that nobody else can want the place. Where they do not, nothing is said here: the plan decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cached_property

from asiansite.content.article import Article
from asiansite.content.settings import RESERVED
from asiansite.site.addresses import alias_path, hashed_name, list_path, standing_path
from asiansite.site.lifetimes import HIDDEN
from asiansite.site.page import Page
from asiansite.site.snapshot import Snapshot
from asiansite.site.stillness import is_settled
from asiansite.site.urls import output_of

_OF_FILES = tuple(".css .js .mjs .woff .woff2 .svg .png .jpg .jpeg .webp .avif .gif .ico".split())
"""Endings that only files and aliases have: no list, feed or map does."""


class Certain:
    """What the plan of a snapshot will have at an output, or nothing where only the plan can tell."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Look at `snapshot`, as far as it is asked for."""
        self._snapshot = snapshot

    def page(self, output: str) -> Page | None:
        """The page at `output`; None if there is none, or if that is not certain."""
        if output != "index.html" and not output.endswith("/index.html"):
            return None
        path = f"/{output.removesuffix('index.html')}"
        found = self._articles_at(path)
        if found is None or output in self._rare or self._is_of_others(path):
            return None
        if path == "/":
            return None if found else Page("/", "front")
        if len(found) != 1 or not self._snapshot.is_public(found[0]):
            return None
        return Page(path, "article", (found[0].id,), is_settled(self._snapshot, found[0]))

    def copy(self, output: str) -> str | None:
        """The file in static/ that is copied to `output`; None if it is none, or if that is not certain."""
        source = self._static.get(output)
        if source is None or not output.lower().endswith(_OF_FILES) or output in self._rare:
            return None
        # A file beside a source goes where that one's page is.
        folder = f"/{output.rpartition('/')[0]}/".replace("//", "/")
        is_free = self._articles_at(folder) == [] and output_of(folder) not in self._rare
        return source if is_free and folder.split("/")[1] not in RESERVED else None

    def _is_of_others(self, path: str) -> bool:
        """Whether a list may stand there, or what belongs to another page."""
        if path.split("/")[1] in RESERVED or (self._snapshot.settings.lite and path.endswith("/lite/")):
            return True
        return any(path == head or path.startswith(f"{head}page/") for head in self._section_heads)

    def _articles_at(self, path: str) -> list[Article] | None:
        """The articles, public or no more, with that path; None if that cannot be told at a glance."""
        by_word, snapshot = self._by_word, self._snapshot
        if by_word is None:
            return None
        found = {article.path: article for word in {*path.split("/")} for article in by_word.get(word, ())}
        return [
            article
            for article in found.values()
            if snapshot.state_of(article) != HIDDEN or snapshot.is_public(article)
            if snapshot.path_of(article) == path
        ]

    @cached_property
    def _by_word(self) -> Mapping[str, list[Article]] | None:
        """The articles by a segment that each one's path has; None if paths have no such segment."""
        segments = self._snapshot.settings.permalink.split("/")
        if "{slug}" not in segments and "{id}" not in segments:
            return None
        is_by_slug = "{slug}" in segments
        found: dict[str, list[Article]] = defaultdict(list)
        for article in self._snapshot.contents.articles:
            # An id may be several segments; an empty word is looked at for each path.
            found[(article.slug if is_by_slug else article.id).rpartition("/")[2]].append(article)
        return found

    @cached_property
    def _section_heads(self) -> tuple[str, ...]:
        return tuple(list_path(f"section:{entry.slug}") for entry in self._snapshot.section_entries)

    @cached_property
    def _static(self) -> Mapping[str, str]:
        """In the order in which the plan takes them, so that the first is the same."""
        found: dict[str, str] = {}
        contents = self._snapshot.contents
        for name, digest in contents.static.items():
            found.setdefault(name, f"static/{name}")
            if name in contents.assets:
                found.setdefault(hashed_name(name, digest), f"static/{name}")
        return found

    @cached_property
    def _rare(self) -> frozenset[str]:
        """The outputs that somebody named by hand: of standing pages and of every alias, used or not."""
        contents = self._snapshot.contents
        aliases = [alias for article in contents.articles for alias in article.document.aliases]
        aliases += [alias for page in contents.pages.values() for alias in page.aliases]
        aliases += [alias for author in contents.authors.values() for alias in author.aliases]
        aliases += [alias for entry in contents.tags.entries.values() for alias in entry.aliases]
        paths = [*map(alias_path, aliases), *map(standing_path, contents.pages)]
        return frozenset(map(output_of, paths))
