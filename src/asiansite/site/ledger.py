"""The ledger: every picture of the site, whose it is, until when it may be shown, and who shows it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from asiansite.content.markdown import Link
from asiansite.content.markdown.credited import credits_in
from asiansite.content.pictures.picture import ENDINGS
from asiansite.content.rights import SIDECAR, Rights, joined
from asiansite.site.contents import Contents
from asiansite.site.diary import Filter, is_wanted
from asiansite.site.pictures import is_picture, sources_with_pictures
from asiansite.site.snapshot import Snapshot
from asiansite.site.targets import is_absolute, is_source, picture_there


class LedgerEntry(Struct, frozen=True):
    """A picture in the ledger."""

    picture: str
    """Its path from the site's folder; its address, if it is of another site."""
    states: tuple[str, ...]
    """Some of `asiansite.site.states.PICTURE_STATES`, in their order."""
    credit: str | None
    licence: str | None
    source: str | None
    distribute: bool
    """Whether feeds may show it."""
    until: datetime | None
    """When the rights in it end or ended, in the outlet's zone."""
    shown_by: tuple[str, ...]
    """The paths of the sources that name it, published or not."""
    said_in: tuple[str, ...]
    """The files in which its rights are written."""


def ledger(snapshot: Snapshot, wanted: Filter) -> tuple[LedgerEntry, ...]:
    """The pictures that are wanted: those whose rights end first, then those without an end, by path.

    Of `wanted`, the times are those at which rights end, the states those of pictures, and the rest is asked
    of the articles that show one.
    """
    named, given = _named(snapshot), snapshot.given
    pictures = {*named, *given.rights, *(file for file in given.files if file.lower().endswith(ENDINGS))}
    articles = _articles(snapshot, wanted)
    found = []
    for picture in pictures:
        shown = named.get(picture, {})
        if articles is None or not articles.isdisjoint(shown):
            entry = _entry(snapshot, picture, shown)
            if all(_answers(entry, wanted)):
                found.append(entry)
    return tuple(sorted(found, key=_order))


def _articles(snapshot: Snapshot, wanted: Filter) -> frozenset[str] | None:
    if wanted.tag is None and wanted.author is None and wanted.section is None:
        return None
    asked = Filter(tag=wanted.tag, author=wanted.author, section=wanted.section)
    return frozenset(each.path for each in snapshot.given.articles if is_wanted(snapshot, each, asked))


def _named(snapshot: Snapshot) -> Mapping[str, dict[str, Rights]]:
    """By picture, the sources that name it, and what each says of the rights in it."""
    contents = snapshot.given
    found: defaultdict[str, dict[str, Rights]] = defaultdict(dict)
    for source, links, image in sources_with_pictures(contents):
        credited = _credits(snapshot, source, links)
        for number, link in enumerate(links):
            is_named = is_picture(link) and not is_source(link.target)
            picture = picture_there(link.target, source, contents) if is_named else None
            if picture is not None and picture.lower().endswith(ENDINGS):
                said = [found[picture].get(source, Rights()), Rights(credit=credited.get(number))]
                found[picture][source] = joined(said)
        picture = None if image is None else picture_there(image.src, source, contents)
        if image is not None and picture is not None:
            found[picture][source] = joined([image.rights, found[picture].get(source, Rights())])
    for source, target in _named_beside(contents):
        picture = picture_there(target, source, contents)
        if picture is not None and picture.lower().endswith(ENDINGS):
            found[picture].setdefault(source, Rights())
    return found


def _named_beside(contents: Contents) -> Iterator[tuple[str, str]]:
    """(source, target) of what names pictures and is neither a body nor front matter's own picture."""
    for article in contents.articles:
        for each in article.document.corrections:
            yield from ((article.path, link.target) for link in each.text.links if not is_source(link.target))
    if (logo := contents.settings.publisher.logo) is not None:
        yield "site.yaml", logo
    # Which template it is, is not known here. The theme's own pictures are nobody's concern, unless somebody says so.
    yield from (("templates", f"/{name}") for name in contents.assets if f"static/{name}" in contents.rights)


def _credits(snapshot: Snapshot, source: str, links: Sequence[Link]) -> Mapping[int, str]:
    if not any(link.kind == "image" for link in links):
        return {}
    contents, article = snapshot.given, snapshot.by_path.get(source)
    if article is not None:
        return credits_in(contents.body(article.document.prose.digest))
    page = contents.pages.get(source)
    return credits_in(page.html if page is not None else contents.authors[source].bio_html)


def _entry(snapshot: Snapshot, picture: str, shown: Mapping[str, Rights]) -> LedgerEntry:
    beside = snapshot.given.rights.get(picture)
    rights = joined([*([beside] if beside else []), *shown.values()])
    if any(_is_public(snapshot, source) for source in shown):
        # What is not public yet limits nothing yet. A picture that nothing else shows has its limits before.
        limits = snapshot.rights.get(picture, Rights())
        rights = replace(rights, distribute=limits.distribute, expires=limits.expires)
    until = None if rights.expires is None else rights.expires.astimezone(snapshot.settings.zone)
    said = [f"{picture}{SIDECAR}"] if beside else []
    said += sorted(source for source, words in shown.items() if words != Rights())
    return LedgerEntry(
        picture=picture,
        states=tuple(_states(snapshot, picture, rights, shown)),
        credit=rights.credit,
        licence=rights.licence,
        source=rights.source,
        distribute=rights.distribute,
        until=until,
        shown_by=tuple(sorted(shown)),
        said_in=tuple(said),
    )


def _states(snapshot: Snapshot, picture: str, rights: Rights, shown: Collection[str]) -> Iterator[str]:
    is_over = rights.expires is not None and snapshot.is_past(rights.expires)
    if is_over:
        yield "expired"
    elif any(_is_public(snapshot, source) for source in shown):
        yield "shown"
    else:
        yield "waiting" if shown else "unused"
    if rights.expires is not None and not is_over:
        yield "expiring"
    if not rights.distribute:
        yield "not-distributed"
    if not rights.credit and not picture.lower().endswith(".svg"):
        yield "uncredited"


def _is_public(snapshot: Snapshot, source: str) -> bool:
    article = snapshot.by_path.get(source)
    if article is not None:
        return snapshot.is_public(article)
    page = snapshot.given.pages.get(source)
    return page is None or not page.draft or snapshot.drafts


def _answers(entry: LedgerEntry, wanted: Filter) -> Iterator[bool]:
    yield not wanted.states or not set(wanted.states).isdisjoint(entry.states)
    if wanted.since is not None:
        yield entry.until is not None and entry.until.timestamp() >= wanted.since.timestamp()
    if wanted.before is not None:
        yield entry.until is not None and entry.until.timestamp() < wanted.before.timestamp()


def _order(entry: LedgerEntry) -> tuple[bool, float, bool, str]:
    end = entry.until
    return end is None, end.timestamp() if end else 0.0, is_absolute(entry.picture), entry.picture
