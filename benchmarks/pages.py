"""The HTML pages that a site of the corpus must have, so that all rivals are seen to do the same work.

Two differences are known. asiansite alone has an archive by year and month, and a page of corrections. And
its lists stand still: what others spread over two pages, its first page may have.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from corpus import Article, slug_of

if TYPE_CHECKING:
    from rivals import Rival

ARTICLES, SECTIONS, TAGS, AUTHORS = "articles", "lists of sections", "lists of tags", "lists of authors"
SINGLE, OURS = "front page, all tags, all authors, 404", "years, months, corrections (asiansite only)"
KINDS = (ARTICLES, SECTIONS, TAGS, AUTHORS, SINGLE, OURS)


class Pages:
    """The HTML pages of a site, by the articles that it has been told of."""

    def __init__(self) -> None:
        self._articles: list[str] = []
        self._lists: dict[str, Counter[str]] = {SECTIONS: Counter(), TAGS: Counter(), AUTHORS: Counter()}
        self._archive: Counter[str] = Counter()

    def add(self, article: Article) -> None:
        """One more article."""
        self._articles.append(f"{article.url[1:]}index.html")
        self._lists[SECTIONS][article.section] += 1
        self._lists[TAGS].update(f"tags/{slug_of(tag)}" for tag in article.tags)
        self._lists[AUTHORS][f"authors/{article.author.slug}"] += 1
        self._archive.update((f"archive/{article.date:%Y}", f"archive/{article.folder}"))

    def of(self, rival: Rival) -> dict[str, str]:
        """Path below the output → kind, of each page that `rival` must give."""
        paths = dict.fromkeys(self._articles, ARTICLES)
        single = ("index.html", "tags/index.html", "authors/index.html", "404.html")
        paths |= dict.fromkeys(single, SINGLE)
        for kind, counts in self._lists.items():
            paths |= dict.fromkeys(_paths(rival, counts), kind)
        if rival.has_archive:
            paths |= dict.fromkeys(_paths(rival, self._archive), OURS)
            paths |= dict.fromkeys(("archive/index.html", "corrections/index.html"), OURS)
        return paths

    def count(self, rival: Rival) -> dict[str, int]:
        """Kind → pages that `rival` must give."""
        counts = Counter(self.of(rival).values())
        return {kind: counts[kind] for kind in KINDS}

    def check(self, rival: Rival) -> None:
        """Raise SystemExit unless the output has just the pages that it must have."""
        wanted = self.of(rival).keys()
        found = {path.relative_to(rival.output).as_posix() for path in rival.output.rglob("*.html")}
        for what, paths in (("lacks", wanted - found), ("should not have", found - wanted)):
            if paths:
                some = ", ".join(sorted(paths)[:3])
                raise SystemExit(f"{rival.name}: the output {what} {len(paths)} pages, such as {some}")


def _paths(rival: Rival, counts: Counter[str]) -> list[str]:
    """The pages of lists: folder → its articles."""
    return [
        path
        for folder, count in counts.items()
        for path in (
            f"{folder}/index.html",
            *(f"{folder}/page/{number}/index.html" for number in rival.numbers(count)),
        )
    ]
