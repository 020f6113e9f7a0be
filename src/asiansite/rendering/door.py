"""The door: `site` as templates see it, and the only way from a page to the site.

Each of its names puts one question to the page's reader, which records it. Templates get the
door as a render variable, never as a global of the environment, where an imported file would
ask it unrecorded.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from markupsafe import Markup

from asiansite.content.csp import CspDirectives
from asiansite.rendering.policy import SEARCH, content_policy
from asiansite.rendering.structured import Outlet, as_script, things_of
from asiansite.rendering.views import View
from asiansite.site.answers import (
    Author,
    Body,
    Card,
    FeedLink,
    Front,
    ListPage,
    Near,
    Neighbours,
    Publisher,
    Section,
    Tag,
    Year,
)
from asiansite.trace import QuestionError, Reader


class SiteDoor:
    """What templates may ask of the site."""

    def __init__(self, reader: Reader, fragment: Callable[[str], Markup], *, settled: bool) -> None:
        """Ask through `reader`; a `settled` page's Recent Posts are those of the last midnight."""
        self._reader = reader
        self._fragment = fragment
        self._settled = settled

    def __repr__(self) -> str:
        # Python's own has an address of the memory, which is another in each process.
        return "site"

    @property
    def title(self) -> str:
        """The outlet's name: the setting `title`."""
        return cast("str", self._reader.ask("setting", "title"))

    @property
    def year(self) -> int:
        """The year at the build's clock."""
        return cast("int", self._reader.ask("current_year"))

    @property
    def today(self) -> date:
        """The day at the build's clock: whatever asks it changes each midnight."""
        return cast("date", self._reader.ask("today"))

    @property
    def policy(self) -> str:
        """The Content-Security-Policy of pages, from the settings `embeds` and `csp`; for a `<meta>`."""
        return self._policy()

    @property
    def search_policy(self) -> str:
        """The same for the search page, which runs WebAssembly in a worker: both are the site's own files."""
        return self._policy(SEARCH)

    def structured(self, page: View) -> Markup:
        """What `page` says to search engines, for a `<script type="application/ld+json">`; empty if nothing."""
        if not isinstance(page, View):
            raise QuestionError("site.structured(page) takes the page itself")
        home = cast("tuple[str, str]", self._reader.ask("address", "/"))[1]
        outlet = Outlet(
            self.title,
            cast("str", self._reader.ask("setting", "language")),
            home,
            cast("Publisher", self._reader.ask("setting", "publisher")),
            f"{home}search/" if page.kind == "front" and self._reader.ask("setting", "search") else None,
        )
        return as_script(things_of(page, outlet))

    def url(self, path: str) -> str:
        """The root-relative URL of a path of the site, such as `/archive/`, with base_url's path."""
        return cast("str", self._reader.ask("url", _text(path)))

    def asset(self, name: str) -> str:
        """The URL of a file in static/, with its hash in its name; `name` must be written out in the template."""
        return cast("str", self._reader.ask("asset", _text(name)))

    def setting(self, name: str) -> object:
        """A setting of site.yaml; a menu or footer as a list of Link, the publisher as Publisher."""
        return self._reader.ask("setting", _text(name))

    def recent(self, count: int) -> tuple[Card, ...]:
        """The newest articles; on articles older than `recent_live`, the newest of the last midnight."""
        query = "recent_at_midnight" if self._settled else "recent"
        return cast("tuple[Card, ...]", self._reader.ask(query, _number(count)))

    def page_of(self, key: str, number: int | None = None) -> ListPage:
        """Page `number` of a list such as `tag:asean`; None is the list's own URL."""
        return cast(
            "ListPage", self._reader.ask("page_of", _text(key), None if number is None else _number(number))
        )

    def articles(
        self,
        *,
        tag: str | None = None,
        author: str | None = None,
        section: str | None = None,
        year: int | None = None,
        month: int | None = None,
        first: int | None = None,
    ) -> tuple[Card, ...]:
        """The articles that have all that is asked for, newest first; tag, author and section are slugs."""
        slugs = [None if slug is None else _text(slug) for slug in (tag, author, section)]
        numbers = [None if number is None else _number(number) for number in (year, month, first)]
        found = self._reader.ask("articles", *slugs, *numbers)
        return cast("tuple[Card, ...]", found)

    def article(self, id: str) -> Card | None:
        """The card of a public article; None if there is none with this id."""
        return cast("Card | None", self._reader.ask("article", _text(id)))

    def body(self, id: str) -> Markup | None:
        """The body of a public article; None if there is none with this id."""
        found = cast("Body | None", self._reader.ask("body", _text(id)))
        return None if found is None else found.html

    def related(self, id: str, count: int) -> tuple[Card, ...]:
        """Keep Reading: at most `count` articles that share tags with one, the nearest first."""
        near = cast("tuple[Near, ...]", self._reader.ask("related", _text(id), _number(count)))
        return tuple([cast("Card", self._reader.ask("article", each.id)) for each in near])

    def neighbours(self, id: str) -> Neighbours:
        """The articles published just before and just after one."""
        return cast("Neighbours", self._reader.ask("neighbours", _text(id)))

    def front(self) -> Front:
        """What the front page shows: the editors' picks, then the newest, and a block for each section."""
        return cast("Front", self._reader.ask("front"))

    def tags(self) -> tuple[Tag, ...]:
        """All tags of public articles, by name, with their counts."""
        return cast("tuple[Tag, ...]", self._reader.ask("tags"))

    def authors(self) -> tuple[Author, ...]:
        """All authors of public articles, by name, with their counts."""
        return cast("tuple[Author, ...]", self._reader.ask("authors"))

    def author(self, slug: str) -> Author | None:
        """An author, with their count; None if no public article is theirs."""
        return cast("Author | None", self._reader.ask("author", _text(slug)))

    def sections(self) -> tuple[Section, ...]:
        """The sections in their order, without counts, so that no publication changes every page."""
        return cast("tuple[Section, ...]", self._reader.ask("sections"))

    def archive(self) -> tuple[Year, ...]:
        """The years with articles, newest first, with their months and counts."""
        return cast("tuple[Year, ...]", self._reader.ask("archive"))

    def feeds(self, key: str | None = None) -> tuple[FeedLink, ...]:
        """The feeds of all articles; with a list's key, such as `tag:asean`, those of the list, if it has any."""
        found = self._reader.ask("feeds") if key is None else self._reader.ask("feeds_of", _text(key))
        return cast("tuple[FeedLink, ...]", found)

    def fragment(self, name: str) -> Markup:
        """A template that sees `site` and no `page`, rendered once in a build by each process; shown as it is."""
        return self._fragment(_text(name))

    def _policy(self, own: CspDirectives = ()) -> str:
        embeds = cast("tuple[str, ...]", self._reader.ask("setting", "embeds"))
        return content_policy(embeds, cast("CspDirectives", self._reader.ask("setting", "csp")), own)


def _text(value: object) -> str:
    # Safe HTML and other texts of a type of their own must not become a different question.
    if not isinstance(value, str):
        raise QuestionError(f"a text is asked for here, not {value!r}")
    return str.__str__(value) if type(value) is str else "".join(value)


def _number(value: object) -> int:
    # Of a negative count, Python would leave out the last ones.
    if type(value) is not int or value < 0:
        raise QuestionError(f"a number is asked for here, not {value!r}")
    return value
