"""What may be asked of notes: corrections and legal notices, as they are shown."""

from __future__ import annotations

import re
from operator import itemgetter

from markupsafe import Markup, escape

from asiansite.content.article import Article
from asiansite.content.corrections import ON_TOP, Correction
from asiansite.content.language import direction
from asiansite.content.legal_notice import LegalNotice
from asiansite.content.markdown import resolve
from asiansite.site import lists
from asiansite.site.answers import Corrected, CorrectionsPage, FrontNotice, Link, Note, Notes
from asiansite.site.lifetimes import HIDDEN
from asiansite.site.links import target_urls
from asiansite.site.notes import corrections_at, notice_at
from asiansite.site.snapshot import Snapshot
from asiansite.trace import QuestionError

CORRECTIONS = "/corrections/"
"""The path of the list of all corrections."""


def notes_of(snapshot: Snapshot, article: Article) -> Notes:
    """What stands around the text of an article now."""
    document = article.document
    notes = [_note(snapshot, article, each) for each in corrections_at(document, snapshot.seconds_now)]
    return Notes(
        legal=legal_of(snapshot, article),
        above=tuple(note for note in notes if note.kind in ON_TOP),
        below=tuple(note for note in notes if note.kind not in ON_TOP),
    )


def legal_of(snapshot: Snapshot, article: Article) -> Markup | None:
    """The legal notice of an article, if it is shown now."""
    notice = notice_at(article.document, snapshot.seconds_now)
    return None if notice is None else _verbatim(notice)


def front_notices(snapshot: Snapshot) -> tuple[FrontNotice, ...]:
    """The legal notices above the front page, in the order of their articles; also of those that are gone."""
    found = []
    for article in snapshot.noted:
        notice = notice_at(article.document, snapshot.seconds_now)
        if notice is None or not notice.front_page:
            continue
        is_public = snapshot.is_public(article)
        if is_public or snapshot.state_of(article) != HIDDEN:
            lang = article.document.lang or snapshot.settings.language
            url = snapshot.urls.url(snapshot.path_of(article))
            link = Link(article.document.title, url) if is_public else None
            order = (-snapshot.date_of(article).timestamp(), article.id)
            found.append((order, FrontNotice(_verbatim(notice), lang, direction(lang), link)))
    return tuple(each for _, each in sorted(found, key=itemgetter(0)))


def corrections(snapshot: Snapshot, number: int | None) -> CorrectionsPage:
    """Page `number` of all corrections (None: its head). Raises QuestionError for one that does not exist."""
    size, count = snapshot.settings.page_size, len(snapshot.corrections)
    last = lists.pages_below_head(count, size)
    if number is not None and not 1 <= number <= last:
        raise QuestionError(f"site.corrections({number}): the list has {last} numbered pages")
    has_newer, newer = lists.newer_than(number, last)
    has_older, older = lists.older_than(number, last)
    items = lists.items_of(snapshot.corrections, size, number)
    return CorrectionsPage(
        items=tuple(corrected(snapshot, article, each) for article, each in items),
        number=number,
        newer=snapshot.urls.url(lists.path_of(CORRECTIONS, newer)) if has_newer else None,
        older=snapshot.urls.url(lists.path_of(CORRECTIONS, older)) if has_older else None,
        count=count if number is None else None,
        feed=snapshot.urls.url(f"{CORRECTIONS}feed.xml")
        if "atom" in snapshot.settings.feeds.formats
        else None,
    )


def newest_corrections(snapshot: Snapshot, count: int) -> tuple[Corrected, ...]:
    """The newest corrections, at most `count`."""
    return tuple(corrected(snapshot, article, each) for article, each in snapshot.corrections[:count])


def corrected(snapshot: Snapshot, article: Article, correction: Correction) -> Corrected:
    """A correction with its article."""
    document, path = article.document, snapshot.path_of(article)
    lang = document.lang or snapshot.settings.language
    return Corrected(
        id=article.id,
        note=_note(snapshot, article, correction),
        title=document.title,
        url=snapshot.urls.url(path),
        absolute=snapshot.urls.absolute(path),
        lang=lang,
        dir=direction(lang),
    )


def _note(snapshot: Snapshot, article: Article, correction: Correction) -> Note:
    text, page = correction.text, snapshot.path_of(article)
    urls = target_urls(snapshot, text.links, article.path, page)
    html = resolve(text.html, urls.__getitem__)
    return Note(correction.kind, correction.date, Markup(html))  # noqa: S704 - sanitised when it was read


def _verbatim(notice: LegalNotice) -> Markup:
    lines = (_LONG.sub(_with_breaks, line) for line in notice.text.split("\n"))
    return Markup("<br>\n").join(Markup("<wbr>").join(map(escape, line.split(_BREAK))) for line in lines)


# A long address may break where a lite page, which has no stylesheet, would be wider than the screen.
_BREAK = "\0"
_LONG = re.compile(r"\S{25,}")


def _with_breaks(match: re.Match[str]) -> str:
    return re.sub(r"(?<=[/.?&=_-])(?=[^/])", _BREAK, match[0])
