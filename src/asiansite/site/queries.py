"""The questions that pages may ask, one function each, and the tables that each looks at.

An answer is frozen and depends on nothing but the snapshot and the question's arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import cast

from markupsafe import Markup

from asiansite.content.article import Article
from asiansite.content.markdown import Link as Target
from asiansite.content.markdown import resolve
from asiansite.site import lists
from asiansite.site.answers import (
    Author,
    Body,
    Card,
    Front,
    FrontSection,
    Link,
    ListPage,
    Month,
    Neighbours,
    Profile,
    Publisher,
    Section,
    Standing,
    Tag,
    Year,
)
from asiansite.site.front import front_choice
from asiansite.site.related import related_to
from asiansite.site.snapshot import Snapshot
from asiansite.site.targets import file_named, file_path, image_at, is_source, source_named, split_target
from asiansite.trace import Arg, QuestionError

SECONDARY, PER_SECTION = 4, 4
"""Stories beside the lead, and stories in a section's block, on the front page."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question: what answers it, and the tables whose change may change the answer."""

    answer: Callable[..., object]
    tables: frozenset[str]


class SiteAnswers:
    """Answers the questions of pages from one snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Answer from `snapshot`."""
        self.snapshot = snapshot

    def answer(self, query: str, args: tuple[Arg, ...]) -> object:
        """Answer a question. Raises KeyError for a query that does not exist."""
        return QUERIES[query].answer(self.snapshot, *args)


SHARED = frozenset(
    "setting url asset recent recent_at_midnight profile tag section sections tags authors archive front".split()
)
"""The queries that many pages ask alike."""


def setting(snapshot: Snapshot, name: str) -> object:
    """A setting by its name in site.yaml. Raises QuestionError for one that templates may not ask."""
    settings, urls = snapshot.settings, snapshot.urls
    if name == "publisher":
        logo = settings.publisher.logo
        if logo and logo.startswith("/"):
            return Publisher(settings.publisher.name, urls.url(logo), settings.publisher.url)
        return Publisher(settings.publisher.name, logo, settings.publisher.url)
    if name in ("menu", "footer"):
        links = settings.menu if name == "menu" else settings.footer
        found = ((link.title, _site_url(snapshot, link.url)) for link in links)
        return tuple(Link(title, url) for title, url in found if url)
    if name not in _SETTINGS:
        raise QuestionError(f"site.setting({name!r}): templates may ask {', '.join(sorted(_SETTINGS))}, menu, footer")
    return getattr(settings, name)


def url(snapshot: Snapshot, path: str) -> str:
    """The root-relative URL of a path of the site."""
    return snapshot.urls.url(path)


def asset(snapshot: Snapshot, name: str) -> str:
    """The URL of a file in static/, named by its hash. Raises QuestionError if there is none."""
    digest = snapshot.contents.static.get(name)
    if digest is None:
        raise QuestionError(f"site.asset({name!r}): there is no static/{name}")
    if name not in snapshot.contents.assets:
        # What is published is known before pages are rendered, so a name cannot be put together there.
        raise QuestionError(f"site.asset({name!r}): write the name itself between the parentheses")
    return snapshot.urls.url("/" + hashed_name(name, digest))


def hashed_name(name: str, digest: str) -> str:
    """The name under which an asset may be kept for ever: `css/site.1a2b3c4d.css`."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}.{digest[:8]}.{ending}" if dot and stem and "/" not in ending else f"{name}.{digest[:8]}"


def recent(snapshot: Snapshot, count: int) -> tuple[Card, ...]:
    """The newest articles."""
    return _cards(snapshot, snapshot.articles[:count])


def recent_at_midnight(snapshot: Snapshot, count: int) -> tuple[Card, ...]:
    """The newest articles of the last midnight in the outlet's zone: what the archive shows."""
    midnight = last_midnight(snapshot.now)
    found = (article for article in snapshot.articles if snapshot.date_of(article) <= midnight)
    return _cards(snapshot, [article for article, _ in zip(found, range(count), strict=False)])


def last_midnight(now: datetime) -> datetime:
    """The last midnight at or before `now`, in its zone."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def page_of(snapshot: Snapshot, key: str, number: int | None) -> ListPage:
    """Page `number` of the list `key` (None: its head). Raises QuestionError for a list that does not exist."""
    if key not in snapshot.lists:
        raise QuestionError(f"site.page_of({key!r}): there is no such list")
    items, head = snapshot.lists[key], list_path(key)
    size = snapshot.settings.page_size
    last = lists.pages_below_head(len(items), size)
    has_newer, newer = lists.newer_than(number, last)
    has_older, older = lists.older_than(number, last)
    return ListPage(
        items=_cards(snapshot, lists.items_of(items, size, number)),
        number=number,
        newer=snapshot.urls.url(lists.path_of(head, newer)) if has_newer else None,
        older=snapshot.urls.url(lists.path_of(head, older)) if has_older else None,
        count=len(items) if number is None else None,
    )


def list_path(key: str) -> str:
    """The path of the head of the list `key`."""
    kind, _, name = key.partition(":")
    return _LIST_PATHS[kind].format(name.replace("-", "/") if kind == "month" else name)


def articles(
    snapshot: Snapshot,
    tag: str | None,
    author: str | None,
    section: str | None,
    year: int | None,
    month: int | None,
    first: int | None,
) -> tuple[Card, ...]:
    """The articles that have all that is asked for, newest first; at most `first`."""
    keys = [f"{kind}:{slug}" for kind, slug in (("tag", tag), ("author", author), ("section", section)) if slug]
    if year is not None:
        keys.append(f"year:{year:04}" if month is None else f"month:{year:04}-{month:02}")
    found = sorted((snapshot.lists.get(key, ()) for key in keys), key=len)
    base: Sequence[Article] = found[0] if found else snapshot.articles
    for other in found[1:]:
        ids = {item.id for item in other}
        base = [item for item in base if item.id in ids]
    if year is None and month is not None:
        base = [item for item in base if snapshot.date_of(item).month == month]
    return _cards(snapshot, base[:first])


def article(snapshot: Snapshot, id: str) -> Card | None:
    """The card of a public article; None if there is none with this id."""
    found = snapshot.by_id.get(id)
    return None if found is None else snapshot.card(found)


def body(snapshot: Snapshot, id: str) -> Body | None:
    """A public article's body; None if there is none with this id."""
    found = snapshot.by_id.get(id)
    if found is None:
        return None
    prose, page = found.document.prose, snapshot.path_of(found)
    return Body(prose, target_urls(snapshot, prose.links, found.path, page), snapshot.contents.body)


def standing(snapshot: Snapshot, source: str) -> Standing | None:
    """The standing page whose source is `source`; None if there is none."""
    document = snapshot.contents.pages.get(source)
    if document is None:
        return None
    path = standing_path(source)
    urls = target_urls(snapshot, document.prose.links, source, path)
    return Standing(
        title=document.title,
        description=document.description,
        updated=document.updated,
        lang=document.lang,
        image=image_at(document.image, source, path, snapshot.contents, snapshot.urls),
        extra=document.extra,
        body=Body(document.prose, urls, lambda digest: document.html),
    )


def extra(snapshot: Snapshot, id: str) -> str:
    """The `extra` of an article's front matter, as JSON."""
    found = snapshot.by_id.get(id)
    return "{}" if found is None else found.document.extra


def related(snapshot: Snapshot, id: str, count: int) -> tuple[Card, ...]:
    """What else to read: see `related_to`."""
    return _cards(snapshot, related_to(snapshot, id, count))


def neighbours(snapshot: Snapshot, id: str) -> Neighbours:
    """The articles published before and after one."""
    at = snapshot.positions.get(id)
    if at is None:
        return Neighbours(None, None)
    around = snapshot.articles
    older = snapshot.card(around[at + 1]) if at + 1 < len(around) else None
    return Neighbours(older, snapshot.card(around[at - 1]) if at else None)


def front(snapshot: Snapshot) -> Front:
    """The front page: the editors' picks, the newest where they picked none, a block per section."""
    lead, secondary = front_choice(snapshot, SECONDARY)
    shown = {item.id for item in (lead, *secondary) if item}
    blocks = []
    for slug, block_section in snapshot.sections.items():
        items = [item for item in snapshot.lists[f"section:{slug}"][: PER_SECTION + len(shown)] if item.id not in shown]
        if items:
            blocks.append(FrontSection(block_section, _cards(snapshot, items[:PER_SECTION])))
    return Front(
        lead=snapshot.card(lead) if lead else None,
        secondary=_cards(snapshot, secondary),
        sections=tuple(blocks),
        latest=_cards(snapshot, snapshot.articles[: snapshot.settings.page_size]),
    )


def tags(snapshot: Snapshot) -> tuple[Tag, ...]:
    """All tags of public articles, by name."""
    return tuple(snapshot.tags.values())


def tag(snapshot: Snapshot, slug: str, number: int | None) -> Tag | None:
    """A tag as page `number` of its list shows it; None if no public article has it."""
    found = snapshot.tags_by_slug.get(slug)
    return found if found is None or number is None else replace(found, count=None)


def authors(snapshot: Snapshot) -> tuple[Author, ...]:
    """All authors of public articles, by name."""
    slugs = [key.removeprefix("author:") for key in snapshot.lists if key.startswith("author:")]
    found = [item for slug in slugs if (item := author(snapshot, slug)) is not None]
    return tuple(sorted(found, key=lambda item: (item.name.casefold(), item.slug)))


def author(snapshot: Snapshot, slug: str, number: int | None = None) -> Author | None:
    """An author as page `number` of their list shows them; None if no public article is theirs."""
    found = profile(snapshot, slug)
    if found is None:
        return None
    values = {name: getattr(found, name) for name in Profile.__slots__}
    return Author(**values, count=len(snapshot.lists[f"author:{slug}"]) if number is None else None)


def profile(snapshot: Snapshot, slug: str) -> Profile | None:
    """An author as their articles show them, without a count that each publication would change."""
    written = snapshot.lists.get(f"author:{slug}")
    if not written:
        return None
    ref, document = snapshot.author_ref(slug), snapshot.bylines.documents.get(slug)
    if document is None:
        return Profile(slug, ref.name, ref.url, None, (), None, Markup(""))
    source, path = f"content/authors/{slug}.md", f"/authors/{slug}/"
    urls = target_urls(snapshot, document.bio.links, source, path)
    return Profile(
        slug=slug,
        name=ref.name,
        url=ref.url,
        role=document.role,
        links=tuple(Link(link.title, link.url) for link in document.links),
        photo=image_at(document.photo, source, path, snapshot.contents, snapshot.urls),
        bio=Markup(resolve(document.bio_html, urls.__getitem__)),
    )


def sections(snapshot: Snapshot) -> tuple[Section, ...]:
    """The sections in their order, without counts: every page shows them, and no publication may change that."""
    return tuple(replace(found, count=None) for found in snapshot.sections.values())


def section(snapshot: Snapshot, slug: str, number: int | None) -> Section | None:
    """A section as page `number` of its list shows it; None if there is none with this slug."""
    found = snapshot.sections.get(slug)
    return found if found is None or number is None else replace(found, count=None)


def archive(snapshot: Snapshot) -> tuple[Year, ...]:
    """The years with articles, newest first."""
    found = []
    for key, items in snapshot.lists.items():
        if key.startswith("year:"):
            number = int(key.removeprefix("year:"))
            found.append(Year(number, snapshot.urls.url(list_path(key)), len(items), _months(snapshot, number)))
    return tuple(sorted(found, key=lambda item: -item.year))


def year(snapshot: Snapshot, year: int, number: int | None) -> Year | None:
    """A year as page `number` of its list shows it; None if it has no articles."""
    items, url = snapshot.lists.get(f"year:{year:04}"), snapshot.urls.url(f"/archive/{year:04}/")
    if not items:
        return None
    return Year(year, url, len(items), _months(snapshot, year)) if number is None else Year(year, url, None, ())


def month(snapshot: Snapshot, year: int, month: int, number: int | None) -> Month | None:
    """A month as page `number` of its list shows it; None if it has no articles."""
    key = f"month:{year:04}-{month:02}"
    items = snapshot.lists.get(key)
    count = len(items) if items and number is None else None
    return Month(year, month, snapshot.urls.url(list_path(key)), count) if items else None


def address(snapshot: Snapshot, path: str) -> tuple[str, str]:
    """(root-relative URL, absolute URL) of a path of the site."""
    return snapshot.urls.url(path), snapshot.urls.absolute(path)


def today(snapshot: Snapshot) -> date:
    """The day at the snapshot's clock, in the outlet's zone."""
    return snapshot.now.date()


def current_year(snapshot: Snapshot) -> int:
    """The year at the snapshot's clock, in the outlet's zone."""
    return snapshot.now.year


def _cards(snapshot: Snapshot, found: Sequence[Article]) -> tuple[Card, ...]:
    return tuple([snapshot.card(item) for item in found])


def _months(snapshot: Snapshot, number: int) -> tuple[Month, ...]:
    found = []
    for month in range(12, 0, -1):
        key = f"month:{number:04}-{month:02}"
        if items := snapshot.lists.get(key):
            found.append(Month(number, month, snapshot.urls.url(list_path(key)), len(items)))
    return tuple(found)


def target_urls(
    snapshot: Snapshot, targets: Sequence[Target], source: str, page: str
) -> tuple[str | None, ...]:
    """The URLs of what a body in the source `source` names, on the page at the path `page`."""
    found: list[str | None] = []
    for item in targets:
        if item.kind == "link" and (is_source(item.target) or item.target.startswith("/")):
            found.append(_site_url(snapshot, item.target, source))
        else:
            file = file_named(item.target, source, snapshot.contents)
            found.append(None if file is None else snapshot.urls.url(file_path(file, page)))
    return tuple(found)


def _site_url(snapshot: Snapshot, target: str, source: str = "content/x") -> str | None:
    path, rest = split_target(target)
    if is_source(target):
        page = _page_path(snapshot, source_named(target, source))
        return None if page is None else snapshot.urls.url(page) + rest
    if not path.startswith("/"):
        return target
    return snapshot.urls.url(path) + rest


def _page_path(snapshot: Snapshot, source: str) -> str | None:
    found = snapshot.by_path.get(source)
    if found is not None:
        return snapshot.path_of(found) if snapshot.is_public(found) else None
    if source.startswith("content/authors/"):
        slug = source.rsplit("/", 1)[-1].removesuffix(".md")
        return f"/authors/{slug}/" if snapshot.lists.get(f"author:{slug}") else None
    standing = snapshot.contents.pages.get(source)
    if standing is None or (standing.draft and not snapshot.drafts):
        return None
    return standing_path(source)


def standing_path(source: str) -> str:
    """The path of the standing page that the source at `source` holds."""
    path = source.removeprefix("content/pages/").removesuffix(".md")
    return "/" if path == "index" else f"/{path.removesuffix('/index')}/"


def is_settled(snapshot: Snapshot, found: Article) -> bool:
    """Whether an article is old enough for its sidebar to follow once a day (`recent_live`)."""
    live_for: timedelta | None = snapshot.settings.live_for
    return live_for is not None and snapshot.date_of(found) + live_for <= snapshot.now


_LIST_PATHS = {
    "tag": "/tags/{}/",
    "author": "/authors/{}/",
    "section": "/{}/",
    "year": "/archive/{}/",
    "month": "/archive/{}/",
}
_SETTINGS = frozenset(
    "title base_url description language timezone date_format publisher page_size recent share".split()
)

_CARDS = frozenset({"cards", "authors", "tags", "settings", "assets", "clock"})
QUERIES: dict[str, Query] = {
    "setting": Query(setting, frozenset({"settings", "cards", "clock"})),
    "url": Query(url, frozenset({"settings"})),
    "asset": Query(asset, frozenset({"settings", "assets"})),
    "recent": Query(recent, _CARDS),
    "recent_at_midnight": Query(recent_at_midnight, _CARDS),
    "page_of": Query(page_of, _CARDS),
    "articles": Query(articles, _CARDS),
    "article": Query(article, _CARDS),
    "body": Query(body, frozenset({"bodies", "cards", "clock"})),
    "standing": Query(standing, _CARDS),
    "extra": Query(extra, frozenset({"cards", "clock"})),
    "related": Query(related, _CARDS),
    "neighbours": Query(neighbours, _CARDS),
    "front": Query(front, _CARDS | {"front"}),
    "tags": Query(tags, _CARDS),
    "tag": Query(tag, _CARDS),
    "authors": Query(authors, _CARDS),
    "author": Query(author, _CARDS),
    "profile": Query(profile, _CARDS),
    "sections": Query(sections, _CARDS),
    "section": Query(section, _CARDS),
    "archive": Query(archive, _CARDS),
    "year": Query(year, _CARDS),
    "month": Query(month, _CARDS),
    "address": Query(address, frozenset({"settings"})),
    "today": Query(today, frozenset({"clock", "settings"})),
    "current_year": Query(current_year, frozenset({"clock", "settings"})),
}
