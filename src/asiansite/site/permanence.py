"""Permanence: a URL that was published is answered for ever, by a page, by a redirect, or by a word.

What the lock of URLs knows and no page of the plan answers is answered here: an article that has
moved by a redirect, a list whose last article went by an empty page. The rest is lost.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime

from asiansite.content.article import Article
from asiansite.content.urls_lock import NO_DAY, Line
from asiansite.site.addresses import alias_path, list_path
from asiansite.site.lifetimes import EXPIRED, WITHDRAWN
from asiansite.site.page import Page
from asiansite.site.snapshot import Snapshot
from asiansite.site.urls import claim_key, output_of
from asiansite.trace import Arg

EMPTIED = "emptied"
"""The kind of page at the address of a list whose last article went."""

SITE = "site"
"""The name of the feeds of all articles; others have the key of their list."""

ARTICLES = ("article", EXPIRED, WITHDRAWN)
"""The kinds of pages that stand at an article's own address; their first argument is its id."""


def kept_pages(snapshot: Snapshot, pages: Mapping[str, Page], files: Collection[str]) -> list[Page]:
    """The pages by which published URLs are answered that no page or file of a plan answers, sorted by path.

    `pages` are those of the plan by output. Whatever the plan has comes first: a URL that is claimed
    anew belongs to whoever claims it.
    """
    lines = snapshot.contents.locked
    due = _due(snapshot, lines.values())
    unanswered = [
        line for line in due if (output := output_of(line.url)) not in pages and output not in files
    ]
    return _Answers(snapshot, pages, files, unanswered).kept() if unanswered else []


def lost_lines(snapshot: Snapshot, outputs: Collection[str]) -> list[Line]:
    """The published URLs that none of a plan's `outputs` answers, though their day has come."""
    due = _due(snapshot, snapshot.contents.locked.values())
    lost = [line for line in due if output_of(line.url) not in outputs]
    ids = {article.id: article for article in snapshot.contents.articles} if lost else {}
    return [line for line in lost if not _is_to_come(snapshot, line, ids.get(line.name))]


def published_at(snapshot: Snapshot) -> Mapping[str, str]:
    """By id, the URL at which each article is public already, or was last, as the lock has it."""
    due = _due(snapshot, snapshot.contents.locked.values())
    # Those that have moved first, so that the URL of today is what stays.
    lines = sorted((line for line in due if line.kind == "article"), key=lambda line: not line.target)
    return {line.name: line.url for line in lines}


def _due(snapshot: Snapshot, lines: Iterable[Line]) -> Iterator[Line]:
    # A look back at an earlier moment does without what came later.
    today = snapshot.now.date().isoformat()
    return (line for line in lines if line.day <= today or line.day == NO_DAY)


def _is_to_come(snapshot: Snapshot, line: Line, article: Article | None) -> bool:
    """Whether a URL is that of an article which comes later on the very day: a look back to the morning."""
    if line.kind != "article" or article is None or article.document.draft:
        return False
    live_from = article.document.live_from
    return live_from is not None and not snapshot.is_past(live_from) and _iso(live_from) == line.day


class _Answers:
    """What answers the lines of which no page of the plan is."""

    def __init__(
        self,
        snapshot: Snapshot,
        pages: Mapping[str, Page],
        files: Collection[str],
        unanswered: Iterable[Line],
    ) -> None:
        self._snapshot = snapshot
        self._pages = pages
        self._lines = {line.url: line for line in unanswered}
        self._articles = {str(page.args[0]): page.path for page in pages.values() if page.kind in ARTICLES}
        self._aliases = dict(_aliases(snapshot))
        self._taken = {claim_key(output) for output in (*pages, *files)}
        self._folders = {folder for key in self._taken for folder in _above(key)}

    def kept(self) -> list[Page]:
        found: list[Page] = []
        for line in self._lines.values():
            answer = self._answer(line)
            if answer is not None and self._claims(output_of(line.url)):
                found.append(answer)
        return found

    def _answer(self, line: Line) -> Page | None:
        end = self._end(line.url)
        if end is None:
            return None
        if end == line.url:
            return Page(line.url, EMPTIED, (line.kind, self._name(line)))
        return Page(line.url, "redirect", (end,))

    def _end(self, url: str) -> str | None:
        """Where a URL leads in the end, through all that moved since; itself for a list without articles."""
        seen: set[str] = set()
        emptied: str | None = None
        while url not in seen:
            seen.add(url)
            page = self._pages.get(output_of(url))
            if page is not None:
                return str(page.args[0]) if page.kind == "redirect" else url
            line = self._lines.get(url)
            if line is None:
                break
            home = self._home(line)
            if home is not None:
                return home
            emptied = url if self._is_list(line) else emptied
            if line.kind == "feed" and line.name != SITE:
                return self._end_of_feed(line.url)
            url = self._aliases.get(url) or line.target
        return emptied

    def _end_of_feed(self, url: str) -> str | None:
        """Where the feed of a list leads: to the feed of what the list has become, or to its page."""
        head, _, name = url.rpartition("/")
        end = self._end(f"{head}/")
        if end is None:
            return None
        return end + name if end + name != url and output_of(end + name) in self._pages else end

    def _home(self, line: Line) -> str | None:
        """Where what answered at a line's URL answers now."""
        if line.kind == "article":
            return self._articles.get(line.name)
        key = self._list_key(line)
        return list_path(key) if key is not None and self._snapshot.lists.get(key) else None

    def _list_key(self, line: Line) -> str | None:
        snapshot = self._snapshot
        if line.kind == "tag":
            tag = snapshot.tags.get(snapshot.tag_key(line.name))
            return None if tag is None else f"tag:{tag.slug}"
        if line.kind == "author":
            return f"author:{snapshot.bylines.slug(line.name)}"
        return f"section:{line.name}" if line.kind == "section" else None

    def _is_list(self, line: Line) -> bool:
        # Sections that the settings list go by the settings; those that articles name go with the articles.
        is_free = self._snapshot.settings.sections is None
        return line.kind in ("tag", "author") or (line.kind == "section" and is_free)

    def _name(self, line: Line) -> str:
        snapshot = self._snapshot
        if line.kind == "tag":
            entry = snapshot.contents.tags.entries.get(line.name)
            return line.name if entry is None else entry.name
        if line.kind == "author":
            return snapshot.bylines.name(line.name) or line.name
        return line.name.capitalize()

    def _claims(self, output: str) -> bool:
        key = claim_key(output)
        if key in self._taken or key in self._folders or not self._taken.isdisjoint(_above(key)):
            return False
        self._taken.add(key)
        self._folders.update(_above(key))
        return True


def _aliases(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    # Those of lists, which the plan has only while articles stand in them: they come and go with the clock.
    for slug, document in snapshot.bylines.documents.items():
        yield from ((alias_path(alias), list_path(f"author:{slug}")) for alias in document.aliases)
    for key, entry in snapshot.contents.tags.entries.items():
        head = list_path(f"tag:{snapshot.tag_slug(key, key)}")
        yield from ((alias_path(alias), head) for alias in entry.aliases)


def _above(key: str) -> Iterator[str]:
    folder = key.rpartition("/")[0]
    while folder:
        yield folder
        folder = folder.rpartition("/")[0]


def lines_after(snapshot: Snapshot, pages: Iterable[Page], old: Mapping[str, Line]) -> Mapping[str, Line]:
    """The lock after a plan was published, by URL: a function of the plan and of the lock's `old` lines.

    With what it gives as `old` lines, it gives the same.
    """
    keys = {tag.slug: key for key, tag in snapshot.tags.items()}
    new = dict(old)
    for url, kind, args, _ in pages:
        if kind == "redirect":
            line = old.get(url)
            if line is not None:
                new[url] = line._replace(target=str(args[0]))
        elif (owner := _owner(kind, args, keys)) is not None:
            new[url] = _line(snapshot, url, kind, owner, old.get(url), args)
    return new


def _owner(kind: str, args: tuple[Arg, ...], keys: Mapping[str, str]) -> str | None:
    """What the lock calls the page; None for one whose URL is not locked."""
    if kind in ARTICLES:
        return f"article:{args[0]}"
    if kind == "page":
        return f"page:{args[0]}"
    if kind in ("tag", "author", "section") and args[1] is None:
        return f"tag:{keys[str(args[0])]}" if kind == "tag" else f"{kind}:{args[0]}"
    return f"feed:{args[1] or SITE}" if kind == "feed" else None


def _line(
    snapshot: Snapshot, url: str, kind: str, owner: str, old: Line | None, args: tuple[Arg, ...]
) -> Line:
    day = _day(snapshot, kind, args)
    if old is not None and old.owner == owner and kind not in ARTICLES:
        # A list was there since its first article was, also when that is gone.
        day = min(day, old.day) if NO_DAY not in (day, old.day) else max(day, old.day)
    return Line(url, day, owner)


def _day(snapshot: Snapshot, kind: str, args: tuple[Arg, ...]) -> str:
    if kind in ARTICLES:
        id = str(args[0])
        return _iso(snapshot.date_of(snapshot.by_id.get(id) or snapshot.gone[id]))
    articles = snapshot.lists.get(str(args[1]) if kind == "feed" else f"{kind}:{args[0]}")
    return _iso(snapshot.date_of(articles[-1])) if articles else NO_DAY


def _iso(date: datetime) -> str:
    return date.date().isoformat()
