"""Lost URLs: published once and answered by nothing now, each with the line that would mend it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from asiansite.content.aliases import is_alias
from asiansite.content.article import slug_from_path
from asiansite.content.urls_lock import NAME, Line, text_of
from asiansite.errors import Place, Problem, as_warning, nearest, problem
from asiansite.site.addresses import standing_path
from asiansite.site.feeds import FORMATS_BY_NAME, SITE, path_of
from asiansite.site.permanence import lost_lines
from asiansite.site.plan import Plan
from asiansite.site.snapshot import Snapshot


def lost_urls(snapshot: Snapshot, plan: Plan, rows: Callable[[], Sequence[str]]) -> tuple[Problem, ...]:
    """What the setting `urls` has to say of published URLs that a plan does not answer.

    `rows` are the lines of urls.lock, asked for if there are any.
    """
    lost = lost_lines(snapshot, plan.paths) if snapshot.contents.locked else []
    numbers = {row: number for number, row in enumerate(rows(), 1)} if lost else {}
    # Why an article that lacks its sign-off is not there is told where it is reviewed.
    articles = snapshot.contents.articles if lost else ()
    unsigned = {each.id for each in articles if each.document.lacks and not each.document.draft}
    lost = [line for line in lost if line.kind != "article" or line.name not in unsigned]
    found = [_held(snapshot, line) or _lost(snapshot, line, numbers.get(text_of(line))) for line in lost]
    return tuple(found if snapshot.settings.urls == "error" else map(as_warning, found))


def _held(snapshot: Snapshot, line: Line) -> Problem | None:
    # To hold a story that is out already would take its page away, wherever the output is.
    last = line.url.rstrip("/").rpartition("/")[2]
    for path in sorted(snapshot.contents.held) if line.kind == "article" else ():
        id = path.removeprefix("content/articles/").removesuffix(".md")
        if line.name == id or last == slug_from_path(path):
            return problem("hold-published", Place(path), url=line.url)
    return None


def _lost(snapshot: Snapshot, line: Line, number: int | None) -> Problem:
    file, aliases = _heir(snapshot, line) or (None, ())
    paste = f"aliases: [{', '.join(map(_yaml, (*aliases, line.url)))}]" if is_alias(line.url) else None
    into = file or ("the front matter of what takes its place" if paste else None)
    place = Place(NAME, number)
    accept = line.url if _is_one_word(line.url) else f"'{line.url}'"
    kept = next((name for name, each in FORMATS_BY_NAME.items() if line.url == path_of(SITE, name)), None)
    if line.kind == "feed" and kept:
        # A page in its place would be no feed: readers' programs cannot follow it.
        return problem("url-lost", place, url=line.url, format=kept, accept=accept)
    section = line.name if line.kind == "section" else line.name.partition("section:")[2]
    if line.kind in ("section", "feed") and section:
        return problem("url-lost", place, url=line.url, section=section, accept=accept)
    # Of an article that nothing seems to take the place of, the file is gone, or hidden.
    gone = line.url if line.kind == "article" and file is None else None
    return problem("url-lost", place, url=line.url, paste=paste, into=into, gone=gone, accept=accept)


def _heir(snapshot: Snapshot, line: Line) -> tuple[str, Sequence[str]] | None:
    """The source that most likely holds what a lost URL showed, and the aliases that it has."""
    last = line.url.rstrip("/").rpartition("/")[2]
    if line.kind == "page":
        pages = {
            standing_path(source).strip("/").rpartition("/")[2]: source
            for source, page in snapshot.contents.pages.items()
            if not page.draft and standing_path(source) not in snapshot.contents.locked
        }
        found = pages.get(nearest(last, pages) or "")
        return None if found is None else (found, snapshot.contents.pages[found].aliases)
    if line.kind not in ("article", "imported"):
        return None
    # What has a URL that nobody knows yet is what was renamed; an old site's story may be known.
    new = [
        article
        for article in snapshot.articles
        if line.kind == "imported" or snapshot.path_of(article) not in snapshot.contents.locked
    ]
    same_day = [article for article in new if snapshot.date_of(article).date().isoformat() == line.day]
    by_slug = {article.slug: article for article in reversed(new)}
    article = (
        next((article for article in snapshot.articles if article.slug == last), None)
        or by_slug.get(nearest(last, by_slug) or "")
        or (same_day[0] if len(same_day) == 1 else None)
    )
    return None if article is None else (article.path, article.document.aliases)


def _yaml(text: str) -> str:
    return text if re.fullmatch(r"[\w/.~-]+", text) else json.dumps(text, ensure_ascii=False)


def _is_one_word(text: str) -> bool:
    return re.fullmatch(r"[\w/.~@%+=:,-]+", text) is not None
