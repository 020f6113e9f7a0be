"""Rules of links to other sites: where they stand, and what is told of what these answered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

from asiansite.content.checks import levels_of
from asiansite.content.links import NamedLink
from asiansite.content.outside import RULES, Answer, asked_as, is_outside
from asiansite.errors import Place, Problem, problem
from asiansite.site.checks.desk import Desk
from asiansite.site.checks.text import Text
from asiansite.site.notes import corrections_at

FINDS: Mapping[str, str] = {
    "outside-link-broken": "With `--external`: links to other sites that answer that there is no such page, or that are gone",
    "outside-link-moved": "With `--external`: links to pages of other sites that have moved for good",
    "outside-link-unchecked": "With `--external`: links to other sites that gave no clear answer: too busy, too slow, only for people",
    "outside-link-private": "With `--external`: links to machines that readers do not reach. They are not asked",
}
"""What each rule finds, for docs/checks.md."""


class OutsideLink(NamedTuple):
    """A link to another site."""

    url: str
    place: Place


def outside_links(desk: Desk) -> tuple[OutsideLink, ...]:
    """The links and pictures of other sites in what is public now, each at every place where it is written.

    What is not public is left out: whoever is linked to would read of the story in a log before it is out.
    """
    snapshot = desk.snapshot
    base, settings, contents = snapshot.settings.base_url, snapshot.settings, snapshot.contents
    texts = {text.path: text for text in desk.texts}
    found = [
        OutsideLink(url, place)
        for path, html in _public(desk)
        for url in _urls(html)
        if is_outside(url, base)
        for place in _places(texts.get(path), path, url)
    ]
    named = [("site.yaml", link) for link in (*settings.menu, *settings.footer)]
    named += [(path, link) for path, author in contents.authors.items() for link in author.links]
    found += [OutsideLink(link.url, _place(path, link)) for path, link in named if is_outside(link.url, base)]
    return tuple(dict.fromkeys(found))


def outside_findings(
    desk: Desk, links: tuple[OutsideLink, ...], answers: Mapping[str, Answer]
) -> Iterator[tuple[str, Problem]]:
    """What is to be told of the links, by the rule's name; nothing of rules that are off."""
    levels = levels_of(desk.snapshot.settings.checks)
    rules = {verdict: rule for rule, verdict in RULES.items() if levels[rule] != "off"}
    for url, place in links:
        answer = answers[asked_as(url)]
        if (rule := rules.get(answer.verdict)) is not None:
            yield rule, _told(rule, place, url, answer)


def _told(rule: str, place: Place, url: str, answer: Answer) -> Problem:
    if rule == "outside-link-broken":
        return problem("outside-link-broken", place, url=url, reason=answer.reason)
    if rule == "outside-link-moved":
        return problem("outside-link-moved", place, url=url, to=answer.to + url[len(asked_as(url)) :])
    if rule == "outside-link-private":
        return problem("outside-link-private", place, url=url)
    return problem("outside-link-unchecked", place, url=url, reason=answer.reason)


def _public(desk: Desk) -> Iterator[tuple[str, str]]:
    """(path, HTML) of what readers can read."""
    contents, snapshot = desk.snapshot.contents, desk.snapshot
    for article in snapshot.articles:
        yield article.path, contents.body(article.document.prose.digest)
        for correction in corrections_at(article.document, snapshot.seconds_now):
            yield article.path, correction.text.html
    for path, page in contents.pages.items():
        if not page.draft:
            yield path, page.html
    for path, author in contents.authors.items():
        yield path, author.bio_html


def _urls(html: str) -> Iterator[str]:
    yield from dict.fromkeys(map(unescape, _TARGET.findall(html)))


_TARGET = re.compile(r'<(?:a|img)\b[^>]*?\s(?:href|src)="(https?:[^"]*)"', re.IGNORECASE)


def _places(text: Text | None, path: str, url: str) -> Iterator[Place]:
    """Wherever a source has the URL; the source alone, if it is written in another way."""
    if text is not None:
        # A URL that goes on is another one; `//host/…` is read as `https://host/…`.
        written = (url, url.replace("&", "&amp;"), url.removeprefix("https:"))
        ways = "|".join(map(re.escape, written))
        found = [
            text.place(*each.span())
            for each in re.finditer(rf"(?:{ways})(?![\w/%?=&#~+-]|[.:]\w)", text.text)
        ]
        yield from found or [Place(path)]
    else:
        yield Place(path)


def _place(path: str, link: NamedLink) -> Place:
    spot = link.spot
    return Place(path) if spot is None else Place(path, spot.line, spot.column or None, spot.width)
