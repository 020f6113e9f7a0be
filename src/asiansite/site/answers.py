"""The shapes of answers: what a template may show, frozen, with every field present.

Other pages show an article by its `Card`, never by the article itself: so a change in a body
reaches the pages that show the body, and no others.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from operator import attrgetter

import msgspec
from markupsafe import Markup
from msgspec.structs import replace

from asiansite.content.images import Image
from asiansite.content.markdown import drop_missing, resolve, resolve_parts
from asiansite.content.pictures import Shown
from asiansite.content.prose import Prose
from asiansite.fingerprint import Fingerprint, fingerprint
from asiansite.site.urls import absolute_url


class Ref(msgspec.Struct, frozen=True):
    """An author, tag or section, as far as a line of text shows it."""

    slug: str
    name: str
    url: str
    """Root-relative, with base_url's path."""


class Link(msgspec.Struct, frozen=True):
    """A link with its text."""

    title: str
    url: str


class Card(msgspec.Struct, frozen=True):
    """What other pages may show of an article."""

    id: str
    """What the article is, for ever."""
    url: str
    """Root-relative, with base_url's path."""
    absolute: str
    """The whole URL."""
    title: str
    date: datetime
    """When it is published, in the outlet's zone."""
    updated: datetime | None
    """When it was last changed, if that is said: by `updated` or by a correction."""
    corrected: bool
    """A correction of it is shown: lists say so."""
    expires: datetime | None
    """When it will be no longer available, if that is said."""
    description: str
    """The standfirst; it may be empty."""
    label: str
    """`news`, `analysis`, `opinion`, `explainer` or `sponsored`."""
    section: Ref | None
    lang: str
    """A BCP 47 tag: where it is not the page's, the title says so."""
    dir: str
    """`ltr` or `rtl`."""
    authors: tuple[Ref, ...]
    """The byline; empty if the publisher signs."""
    tags: tuple[Ref, ...]
    image: Image | None
    dateline: str | None
    """Where it was written."""
    marks: tuple[str, ...]
    """`draft`, `scheduled`: only where unpublished articles are shown."""
    fingerprint: Fingerprint = b""

    def sealed(self) -> Card:
        """The same card with its fingerprint, made once however many answers hold the card."""
        values = _values_of_card(self)
        return Card(*(*values, fingerprint(values)))


_values_of_card = attrgetter(*(name for name in Card.__struct_fields__ if name != "fingerprint"))


class Social(msgspec.Struct, frozen=True):
    """The picture of a page where a link to it is shown: in messengers, on networks."""

    url: str
    """Absolute."""
    width: int | None
    """Pixels; None for a picture of another site."""
    height: int | None
    type: str | None
    """`image/png` or `image/jpeg`; None for a picture of another site."""
    alt: str | None
    """What it shows; None if nobody said, or it is decorative."""


class Profile(msgspec.Struct, frozen=True):
    """An author as the page of an article shows them."""

    slug: str
    name: str
    url: str
    kind: str
    """`person` or `organisation`."""
    role: str | None
    links: tuple[Link, ...]
    photo: Image | None
    bio: Markup


class Author(msgspec.Struct, frozen=True):
    """An author with all that is known of them."""

    slug: str
    name: str
    url: str
    kind: str
    """`person` or `organisation`."""
    role: str | None
    links: tuple[Link, ...]
    photo: Image | None
    bio: Markup
    count: int | None
    """Published articles; None on numbered pages, here and below: publishing must not change those."""


class Tag(msgspec.Struct, frozen=True):
    """A tag with all that is known of it; `count` is None on its numbered pages."""

    slug: str
    name: str
    url: str
    description: str | None
    count: int | None


class Section(msgspec.Struct, frozen=True):
    """A section with all that is known of it; no `count` on its numbered pages and in `site.sections()`."""

    slug: str
    name: str
    url: str
    description: str | None
    count: int | None


class ListPage(msgspec.Struct, frozen=True):
    """One page of a list."""

    items: tuple[Card, ...]
    """Newest first."""
    number: int | None
    """From 1, counted from the oldest; None for the list's own URL, which holds the newest."""
    newer: str | None
    """The URL of the page with newer articles."""
    older: str | None
    """The URL of the page with older articles."""
    count: int | None
    """All articles of the list; None on numbered pages, which publishing must not change."""


class FrontSection(msgspec.Struct, frozen=True):
    """A section's block on the front page."""

    section: Section
    items: tuple[Card, ...]
    """The newest that do not stand above, four at most."""


class Front(msgspec.Struct, frozen=True):
    """The front page."""

    lead: Card | None
    """The story that leads; None only if nothing is published."""
    secondary: tuple[Card, ...]
    """Those beside it, four at most."""
    sections: tuple[FrontSection, ...]
    """A block for each section that has more articles than stand above."""
    latest: tuple[Card, ...]
    """The newest, `page_size` of them; those above among them."""


class Gone(msgspec.Struct, frozen=True):
    """What is left of an article that has expired or was withdrawn."""

    date: datetime
    """Since when."""
    reason: str | None
    """Of a withdrawal."""
    lang: str
    """A BCP 47 tag: of the reason."""
    dir: str
    """`ltr` or `rtl`."""
    legal: Markup | None
    """The legal notice, if there is one now."""


class Near(msgspec.Struct, frozen=True):
    """An article beside another, as far as Keep Reading decides; its card is a question of its own."""

    id: str
    title: str


class Neighbours(msgspec.Struct, frozen=True):
    """The articles published just before and just after one."""

    older: Card | None
    newer: Card | None


class Month(msgspec.Struct, frozen=True):
    """A month with articles; `count` is None on its numbered pages."""

    year: int
    month: int
    """1 to 12; the filter `month_name` has its name."""
    url: str
    count: int | None


class Year(msgspec.Struct, frozen=True):
    """A year with articles, and its months, newest first; on its numbered pages without counts and months."""

    year: int
    url: str
    count: int | None
    months: tuple[Month, ...]


class Policy(msgspec.Struct, frozen=True):
    """A page that says how the outlet works."""

    key: str
    """As in the setting `publisher`: `ethics`, `corrections` and so on."""
    url: str


class Publisher(msgspec.Struct, frozen=True):
    """Who publishes the outlet."""

    name: str
    logo: str | None
    url: str | None
    same_as: tuple[str, ...] = ()
    """Its pages elsewhere."""
    founded: str | None = None
    """A year, a month or a day, such as `2019-05-01`."""
    policies: tuple[Policy, ...] = ()
    """Those that are public."""


class Icon(msgspec.Struct, frozen=True):
    """A picture that stands for the outlet on a home screen."""

    url: str
    sizes: str
    type: str
    purpose: str


class Served(msgspec.Struct, frozen=True):
    """How a host should serve the site: what its pages alone cannot say."""

    moved: tuple[tuple[str, str], ...]
    """(path, URL) of each old address and where it leads, sorted."""
    withdrawn: tuple[str, ...]
    """The path of each article that was withdrawn, sorted."""
    hashed: tuple[str, ...]
    """The path of each file that has its hash in its name, but for pictures; sorted."""
    pictures: tuple[str, ...]
    """The endings of pictures that all have their hash in their names."""


class FeedLink(msgspec.Struct, frozen=True):
    """Where a feed is."""

    title: str
    """The outlet's name; of a list, its own after it."""
    url: str
    """Root-relative, with base_url's path."""
    absolute: str
    """The whole URL."""
    type: str
    """The media type: `application/atom+xml`, `application/rss+xml` or `application/feed+json`."""
    format: str
    """`Atom`, `RSS` or `JSON Feed`."""


class Feed(msgspec.Struct, frozen=True):
    """What stands at the head of the feeds of a list, and how their items are made."""

    key: str
    """Such as `section:politics`; empty for the feed of all articles."""
    title: str
    description: str | None
    page: str
    """The absolute URL of the page that the feed follows."""
    links: tuple[FeedLink, ...]
    language: str
    publisher: Publisher
    origin: str
    """Scheme and host, before root-relative URLs."""
    entity: str
    """Who gives ids, and since when (RFC 4151)."""
    hub: str | None
    is_full: bool
    """Whether items have the text."""
    items: int
    """At most so many."""


class MapEntry(msgspec.Struct, frozen=True):
    """A page in a sitemap, or a sitemap in the index."""

    url: str
    """Absolute, as all here."""
    changed: datetime | None
    """When it was last changed, as far as that is said."""
    pictures: tuple[str, ...]


class NewsEntry(msgspec.Struct, frozen=True):
    """An article in the map of news."""

    url: str
    publication: str
    language: str
    """As Google News names it: `id`, `zh-cn`."""
    date: datetime
    title: str


class Note(msgspec.Struct, frozen=True):
    """A correction, a clarification, an update, an editor's note or a right of reply."""

    kind: str
    """`correction`, `clarification`, `update`, `editors-note` or `right-of-reply`."""
    date: datetime
    html: Markup
    """One paragraph, without its `<p>`."""

    @property
    def label(self) -> str:
        """What readers call it."""
        return _LABELS[self.kind]


_LABELS = {
    "correction": "Correction",
    "clarification": "Clarification",
    "update": "Update",
    "editors-note": "Editor’s note",
    "right-of-reply": "Right of reply",
}


class Notes(msgspec.Struct, frozen=True):
    """What stands around the text of an article."""

    legal: Markup | None = None
    """The legal notice, verbatim; nothing may stand above it."""
    above: tuple[Note, ...] = ()
    """Corrections, editor's notes and replies, the newest first."""
    below: tuple[Note, ...] = ()
    """Clarifications and updates, the newest first."""


class Galley(msgspec.Struct, frozen=True):
    """What the watermark says of an article that is shown to a colleague alone."""

    state: str
    """`draft`, `held`, `embargoed`, `scheduled`, `published`, `expired` or `withdrawn`."""
    date: datetime | None
    """Until or since when that is so; None of a draft and what is held."""
    made_for: datetime
    """The build's clock."""


class FrontNotice(msgspec.Struct, frozen=True):
    """A legal notice that stands above the front page."""

    html: Markup
    """Verbatim."""
    lang: str
    """A BCP 47 tag: the article's."""
    dir: str
    """`ltr` or `rtl`."""
    link: Link | None
    """To the article that it is about, if that can be read."""


class Corrected(msgspec.Struct, frozen=True):
    """A correction in the list of all, with the article that it belongs to."""

    id: str
    """The article's."""
    note: Note
    title: str
    """The article's."""
    url: str
    absolute: str
    lang: str
    """A BCP 47 tag: the article's."""
    dir: str
    """`ltr` or `rtl`."""


class CorrectionsPage(msgspec.Struct, frozen=True):
    """One page of the list of all corrections; its fields are as those of `ListPage`."""

    items: tuple[Corrected, ...]
    """Newest first."""
    number: int | None
    newer: str | None
    older: str | None
    count: int | None
    feed: str | None
    """The URL of their feed, if there is one."""


_NO_NOTES = Notes()


class Body:
    """A body: known by what it is made from, and made only when a page shows it.

    Its fingerprint is that of its text, of the URLs of its targets, of its pictures and of its notes; so a trace that names it
    can be looked over without reading or resolving the HTML.
    """

    def __init__(
        self,
        prose: Prose,
        targets: tuple[str | Shown | None, ...],
        html: Callable[[str], str],
        notes: Notes = _NO_NOTES,
    ) -> None:
        """Take what is known of a body, the URLs of its targets, whatever answers its HTML, and its notes."""
        self.prose = prose
        self.notes = notes
        # Where its links stand in the file does not show; where they lead does.
        self.fingerprint = fingerprint((*_shown_of_prose(prose), targets, notes))
        self._targets = targets
        self._html = html

    @property
    def html(self) -> Markup:
        """The whole body, safe, with its targets resolved."""
        html = self._with_credits(self._without(self._targets, self._html(self.prose.digest)))
        html = resolve(html, self._targets.__getitem__)
        return Markup(html)  # noqa: S704 - sanitised when it was read

    @property
    def lite(self) -> Markup:
        """The whole body, safe, in its lite form: no pictures, no players."""
        from asiansite.content.markdown.lite import lite  # used by lite pages alone

        # The words of a picture that is not there would speak of nothing.
        html = self._without(self._targets, self._html(self.prose.digest))
        html = drop_missing(html, self._targets.__getitem__)
        html = resolve(lite(self._with_credits(html)), self._targets.__getitem__)
        return Markup(html)  # noqa: S704 - sanitised when it was read

    def in_feed(self, origin: str, page: str) -> Markup:
        """The whole body, safe, in its form for feeds: all URLs absolute, behind `origin`; `page` is its page's."""
        from asiansite.content.markdown.syndicated import syndicated  # used by feeds alone

        targets = tuple(_in_feed(target, origin) for target in self._targets)
        html = self._with_credits(self._without(targets, self._html(self.prose.digest)))
        html = resolve(syndicated(html, page), targets.__getitem__)
        return Markup(html)  # noqa: S704 - sanitised when it was read

    @property
    def parts(self) -> tuple[Markup, Markup]:
        """The body in two, for Keep Reading between them; the second may be empty."""
        html, split = self._html(self.prose.digest), self.prose.split
        before, after = (
            self._with_credits(self._without(self._targets, part)) for part in (html[:split], html[split:])
        )
        first, second = resolve_parts(before + after, len(before), self._targets.__getitem__)
        return Markup(first), Markup(second)  # noqa: S704 - sanitised when it was read

    def _without(self, targets: tuple[str | Shown | None, ...], html: str) -> str:
        # A picture of another site stands in a body by its address, and not by a placeholder.
        pairs = enumerate(zip(self.prose.links, targets, strict=True))
        gone = {n: link.target for n, (link, found) in pairs if found is None and link.kind == "elsewhere"}
        if not gone:
            return html
        # Used where the rights in one have ended, or feeds may not show it.
        from asiansite.content.markdown.targets import mark_elsewhere

        return mark_elsewhere(html, gone)

    def _with_credits(self, html: str) -> str:
        is_needed = any(isinstance(each, Shown) and (each.credit or each.licence) for each in self._targets)
        if not is_needed:
            return html
        from asiansite.content.markdown.credited import credited  # used where a file beside a picture says so

        return credited(html, self._targets.__getitem__)


def _in_feed(target: str | Shown | None, origin: str) -> str | Shown | None:
    if target is None or isinstance(target, str):
        return target and absolute_url(target, origin)
    if not target.distribute:
        return None
    formats = tuple(
        replace(found, srcset=", ".join(absolute_url(each, origin) for each in found.srcset.split(", ")))
        for found in target.formats
    )
    return replace(target, src=absolute_url(target.src, origin), formats=formats)


_shown_of_prose = attrgetter(*(name for name in Prose.__struct_fields__ if name != "links"))


class Standing(msgspec.Struct, frozen=True):
    """A standing page."""

    title: str
    description: str
    updated: datetime | None
    lang: str | None
    image: Image | None
    extra: str
    """JSON."""
    body: Body
