"""A page, as the plan lists it: what it is, where it goes, and how a message names who wants it there."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from asiansite.errors import Place
from asiansite.site.urls import output_of
from asiansite.trace import Arg


class Page(NamedTuple):
    """One page to be rendered: with its template or writer, all that its bytes depend on beside its reads."""

    path: str
    """`/2025/05/vote/`, `/404.html`, `/robots.txt`."""
    kind: str
    """Also the name of its template, but for lists and what is written."""
    args: tuple[Arg, ...] = ()
    """What tells it from other pages of its kind: an id, a list and a number, a target."""
    settled: bool = False
    """Its Recent Posts are those of the last midnight."""

    @property
    def output(self) -> str:
        """The file in the output."""
        return output_of(self.path)

    @property
    def template(self) -> str | None:
        """The name of its template; None if a writer makes it."""
        return None if self.kind in WRITTEN else _TEMPLATES.get(self.kind, f"{self.kind}.html")


WRITTEN = frozenset(
    {"corrections-feed", "feed", "host", "map", "map-index", "news-map", "robots", "webmanifest"}
)
"""The kinds that are no HTML: each has a writer in rendering/, and no template."""

RANKS = ("asset", "lite", "article", "expired", "withdrawn", "page", "list", "front", "redirect", "written")
"""The order in which outputs are put in place: what is linked to before what links to it."""

Claimant = Callable[[], tuple[Place, str]]
"""Tells the source that wants an output, and how a message names the claim: asked where two want one."""

Planned = tuple[Page, Claimant]


def rank_of(page: Page | None) -> int:
    """Where a page stands in the order of `RANKS`; None is a file that is copied."""
    if page is None:
        return RANKS.index("asset")
    if page.template is None:
        return RANKS.index("written")
    return RANKS.index(page.kind if page.kind in RANKS else "list")


def claimed(says: str) -> Claimant:
    """A claimant of what each outlet has, as messages name it: `the front page`."""
    return lambda: (Place("site.yaml"), says)


_TEMPLATES = dict.fromkeys(("tag", "section", "year", "month"), "list.html")
