"""The frame of a site: what joining all its documents gave, kept for a build that finds nothing but words changed.

It holds no document: an article that is asked for is read from what is remembered of its source. Other
words (title, description, dateline, body) decide no list, no order, no address and no count, so all that is here
is the same for the site with them; see docs/correctness.md.
"""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable, Sequence
from datetime import datetime

import msgspec

from asiansite.content.article import INSIDE, WORDS, Article, Document
from asiansite.content.pictures import Variant
from asiansite.content.rights import Rights
from asiansite.content.settings import SectionEntry
from asiansite.content.social import Drawing
from asiansite.errors import Problem
from asiansite.site.answers import Tag
from asiansite.site.contents import Contents
from asiansite.site.page import Page
from asiansite.site.pictures import named_pictures
from asiansite.site.plan import Plan, plan_of_article
from asiansite.site.snapshot import Snapshot

REWORDED = WORDS | INSIDE
"""What of a document decides nothing of what is joined, as long as the plan of the article is the same."""


class Row(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is known of an article without its document."""

    path: str
    id: str
    slug: str


class Frame(msgspec.Struct, frozen=True, array_like=True):
    """What joining gave for one moment of a site. Numbers are those of `articles`, packed."""

    key: str
    """The fingerprint of all that it was joined from, but for the bytes of articles."""
    byte_order: str
    """Of the numbers: a machine of another kind cannot read them."""
    articles: tuple[Row, ...]
    """Sorted by path."""
    public: bytes
    """The public ones, newest first."""
    seconds: bytes
    """When each of them was published, in seconds of the epoch."""
    gone: bytes
    """Those that have expired or were withdrawn."""
    noted: bytes
    """Those that have corrections or a legal notice."""
    lists: dict[str, bytes]
    tags: tuple[tuple[str, Tag], ...]
    sections: tuple[SectionEntry, ...]
    author_names: dict[str, str]
    pages: tuple[Page, ...]
    copies: dict[str, str]
    pictures: dict[str, tuple[str, Variant]]
    drawn: dict[str, Drawing]
    twins: dict[str, tuple[str, str]]
    named: tuple[str, ...]
    """The pictures that sources name."""
    rights: dict[str, Rights]
    """What holds of pictures."""
    assets: frozenset[str]
    shows_day: bool
    problems: tuple[Problem, ...]
    """Sorted, with their excerpts; each is of one source, by itself or beside the others."""


def frame_of(key: str, snapshot: Snapshot, plan: Plan, problems: Sequence[Problem]) -> Frame:
    """What joining gave, under a key."""
    contents = snapshot.given
    numbers = {article.path: number for number, article in enumerate(contents.articles)}

    def packed(articles: Iterable[Article]) -> bytes:
        return array(_NUMBERS, [numbers[article.path] for article in articles]).tobytes()

    return Frame(
        key=key,
        byte_order=_BYTE_ORDER,
        articles=tuple([Row(each.path, each.id, each.slug) for each in contents.articles]),
        public=packed(snapshot.articles),
        seconds=array(_SECONDS, [snapshot.seconds[article.id] for article in snapshot.articles]).tobytes(),
        gone=packed(snapshot.gone.values()),
        noted=packed(snapshot.noted),
        lists={key: packed(articles) for key, articles in snapshot.lists.items()},
        tags=tuple(snapshot.tags.items()),
        sections=snapshot.section_entries,
        author_names=dict(snapshot.author_names),
        pages=plan.pages,
        copies=dict(plan.copies),
        pictures=dict(plan.pictures),
        drawn=dict(plan.drawn),
        twins=dict(plan.twins),
        named=tuple(contents.pictures),
        rights=dict(snapshot.rights),
        assets=contents.assets,
        shows_day=contents.shows_day,
        problems=tuple(problems),
    )


def snapshot_of(frame: Frame, contents: Contents, now: datetime) -> Snapshot:
    """The moment `now` of a site that was joined already; `contents` have its articles, in their order."""
    snapshot, articles = Snapshot(contents, now), contents.articles

    def unpacked(numbers: bytes) -> list[Article]:
        return [articles[number] for number in array(_NUMBERS, numbers)]

    public = tuple(unpacked(frame.public))
    ids = [article.id for article in public]
    snapshot.__dict__.update(
        rights=frame.rights,
        articles=public,
        seconds=dict(zip(ids, array(_SECONDS, frame.seconds), strict=True)),
        gone={article.id: article for article in unpacked(frame.gone)},
        noted=tuple(unpacked(frame.noted)),
        lists={key: unpacked(numbers) for key, numbers in frame.lists.items()},
        tags=dict(frame.tags),
        section_entries=frame.sections,
        author_names=frame.author_names,
    )
    return snapshot


def plan_of(frame: Frame) -> Plan:
    """The plan of a site that was joined already."""
    outputs = {page.output: page for page in frame.pages}
    return Plan(outputs, frame.copies, frame.pictures, frame.drawn, (), frame.twins)


def pack_digests(digests: Iterable[str]) -> bytes:
    """The hashes of the articles' bytes, in their order; what is not known is nothing's."""
    return b"".join([bytes.fromhex(digest or _UNKNOWN) for digest in digests])


def digests_of(frame: Frame, packed: bytes) -> dict[str, str]:
    """The hashes that were packed, by the paths of the articles. ValueError: they are of other articles."""
    size, digits = len(_UNKNOWN), packed.hex()
    found = [digits[start : start + size] for start in range(0, len(digits), size)]
    return dict(zip([row.path for row in frame.articles], found, strict=True))


def differs_in_words(snapshot: Snapshot, old: Article, new: Article) -> bool:
    """Whether all that was joined with one version of an article holds with the other. `snapshot` has either."""
    if (old.path, old.id, old.slug) != (new.path, new.id, new.slug):
        return False
    one, other = old.document, new.document
    if any(getattr(one, name) != getattr(other, name) for name in _STEADY):
        return False
    if one.title != other.title and snapshot.settings.social_image == "article":
        # Images that are drawn have the words: whether there is a letter for each is told once for all of them.
        return False
    contents = snapshot.given
    named, named_now = (
        set(
            named_pictures(Contents(contents.settings, (each,), files=contents.files, static=contents.static))
        )
        for each in (old, new)
    )
    return named == named_now and plan_of_article(snapshot, old) == plan_of_article(snapshot, new)


def encode_frame(frame: Frame) -> bytes:
    """As the book keeps it."""
    return msgspec.msgpack.encode(frame)


def decode_frame(data: bytes) -> Frame | None:
    """What was encoded on a machine of this kind; None for anything else."""
    try:
        frame = _FRAME.decode(data)
    except msgspec.DecodeError:
        return None
    return frame if frame.byte_order == _BYTE_ORDER else None


_UNKNOWN = "0" * 32
_STEADY = tuple(name for name in Document.__struct_fields__ if name not in REWORDED)
_NUMBERS, _SECONDS, _BYTE_ORDER = "I", "q", sys.byteorder
_FRAME = msgspec.msgpack.Decoder(Frame)
