"""What readers can search: one entry for each public article and each standing page.

An entry has all that goes into the index but the body's text, which is asked for when a record is
made; its digest stands for it. So what an index was made from is known without reading a body.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from msgspec import Struct

from asiansite.content.article import Article
from asiansite.content.markdown import drop_missing
from asiansite.content.prose import Prose
from asiansite.content.settings import Settings
from asiansite.fingerprint import fingerprint
from asiansite.site.addresses import standing_path
from asiansite.site.snapshot import Snapshot
from asiansite.site.targets import is_taken_out


class Entry(Struct, frozen=True):
    """What a reader can find: an article or a standing page."""

    path: str
    """Of its page."""
    title: str
    description: str
    lang: str
    """A BCP 47 tag."""
    body: str
    """What tells the text: the digest of an article's body, the path of a standing page's source and its digest."""
    date: str = ""
    """ISO 8601, with the offset; empty for standing pages, as are the rest."""
    year: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    """Names, as the others."""
    authors: tuple[str, ...] = ()
    taken_out: tuple[tuple[int, str], ...] = ()
    """Number and target of each picture in the text that may not be shown any more: its caption goes with it."""


def entries(snapshot: Snapshot) -> Iterator[Entry]:
    """The entry of everything public, in no order that matters."""
    for article in snapshot.articles:
        yield _of_article(snapshot, article)
    for source, page in snapshot.contents.pages.items():
        if not page.draft or snapshot.drafts:
            path = standing_path(source)
            lang = page.lang or snapshot.settings.language
            body, gone = f"{source} {page.prose.digest}", _taken_out(snapshot, page.prose, source)
            yield Entry(path, page.title, page.description, lang, body, taken_out=gone)


def body_of(snapshot: Snapshot, entry: Entry) -> str:
    """The HTML of an entry's body, whose targets are still open. Raises SiteError if its source was changed."""
    source = entry.body.rpartition(" ")[0]
    html = snapshot.contents.pages[source].html if source else snapshot.contents.body(entry.body)
    if not entry.taken_out:
        return html
    from asiansite.content.markdown.targets import (
        mark_elsewhere,
    )  # used where the rights in a picture have ended

    gone = dict(entry.taken_out)
    return drop_missing(mark_elsewhere(html, gone), lambda number: None if number in gone else "")


def digest_of(found: tuple[Entry, ...], settings: Settings) -> str:
    """What tells all that goes into an index: equal for equal entries, whatever their order."""
    return fingerprint((settings.language, tuple(sorted(found, key=attrgetter("path"))))).hex()


def _of_article(snapshot: Snapshot, article: Article) -> Entry:
    document = article.document
    date, section = snapshot.date_of(article), snapshot.section_of(article)
    tags = (snapshot.tags[key].name for key in dict.fromkeys(map(snapshot.tag_key, document.tags)))
    return Entry(
        path=snapshot.path_of(article),
        title=document.title,
        description=document.description,
        lang=document.lang or snapshot.settings.language,
        body=document.prose.digest,
        date=date.isoformat(timespec="minutes"),
        year=f"{date.year:04}",
        section=section.name if section else "",
        tags=tuple(tags),
        authors=tuple(snapshot.author_names[slug] for slug in snapshot.author_slugs(article)),
        taken_out=_taken_out(snapshot, document.prose, article.path),
    )


def _taken_out(snapshot: Snapshot, prose: Prose, source: str) -> tuple[tuple[int, str], ...]:
    contents = snapshot.contents
    if not contents.taken_out:
        return ()
    pictures = ((number, link.target) for number, link in enumerate(prose.links) if link.kind != "link")
    return tuple(found for found in pictures if is_taken_out(found[1], source, contents))
