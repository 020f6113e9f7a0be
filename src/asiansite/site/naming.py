"""Names in use: every tag and every author of the site, with the wordings by which articles name them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable

from msgspec import Struct

from asiansite.content.tags import tag_key
from asiansite.site.addresses import list_path
from asiansite.site.snapshot import Snapshot


class NameInUse(Struct, frozen=True):
    """A tag or an author."""

    key: str
    """A tag's key, an author's slug."""
    name: str
    """As pages show it."""
    path: str
    """Of its page."""
    articles: int
    """All that name it, published or not."""
    public: int
    """Those that readers see."""
    wordings: tuple[str, ...]
    """How articles name it, the most frequent first."""
    is_described: bool
    """Whether tags.yaml has an entry of the tag, or the author a file."""


def tags_in_use(snapshot: Snapshot) -> dict[str, NameInUse]:
    """Every tag that an article names or tags.yaml describes, by key, sorted by name."""
    entries = snapshot.contents.tags.entries
    counted = _Counted()
    for article in snapshot.contents.articles:
        counted.add(article.document.tags, snapshot.tag_key, is_public=snapshot.is_public(article))
    found = {}
    for key in counted.articles.keys() | entries.keys():
        wordings, entry, shown = counted.ranked(key), entries.get(key), snapshot.tags.get(key)
        text = shown.name if shown else wordings[0] if wordings else key
        slug = shown.slug if shown else snapshot.tag_slug(key, text)
        name = entry.name if entry else text
        found[key] = counted.name(key, name, list_path(f"tag:{slug}"), is_described=entry is not None)
    return _sorted(found.values())


def authors_in_use(snapshot: Snapshot) -> dict[str, NameInUse]:
    """Every author that an article names or that has a file, by slug, sorted by name."""
    bylines, counted = snapshot.bylines, _Counted()
    for article in snapshot.contents.articles:
        counted.add(article.document.authors, bylines.slug, is_public=snapshot.is_public(article))
    found = {}
    for slug in counted.articles.keys() | bylines.documents.keys():
        name = bylines.name(slug) or next((each for each in counted.ranked(slug) if each != slug), slug)
        path, has_file = list_path(f"author:{slug}"), slug in bylines.documents
        found[slug] = counted.name(slug, name, path, is_described=has_file)
    return _sorted(found.values())


class _Counted:
    def __init__(self) -> None:
        self.articles: Counter[str] = Counter()
        self._public: Counter[str] = Counter()
        self._wordings: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def add(self, texts: Iterable[str], key_of: Callable[[str], str], *, is_public: bool) -> None:
        keyed = [(key_of(text), text) for text in texts]
        for key, text in keyed:
            self._wordings[key][text] += 1
        for key in dict.fromkeys(key for key, _ in keyed):
            self.articles[key] += 1
            self._public[key] += is_public

    def ranked(self, key: str) -> tuple[str, ...]:
        counts = self._wordings.get(key, Counter())
        return tuple(sorted(counts, key=lambda text: (-counts[text], text)))

    def name(self, key: str, name: str, path: str, *, is_described: bool) -> NameInUse:
        return NameInUse(
            key, name, path, self.articles[key], self._public[key], self.ranked(key), is_described
        )


def _sorted(names: Iterable[NameInUse]) -> dict[str, NameInUse]:
    return {each.key: each for each in sorted(names, key=lambda each: (tag_key(each.name), each.key))}
