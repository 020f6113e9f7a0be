"""All that a page may ask: the site's queries, and what it is rendered with.

Tools and templates are inputs like any other, so they are questions too, the first of each page.
"""

from __future__ import annotations

from asiansite.rendering.templates import Closures
from asiansite.site.queries import SHARED, SiteAnswers
from asiansite.site.snapshot import Snapshot
from asiansite.trace import Arg

SHARED_QUESTIONS = SHARED | {"tools", "template"}
"""The queries that many pages ask alike."""


class PageAnswers:
    """Answers the questions of pages about a snapshot, its templates and the tools."""

    def __init__(self, snapshot: Snapshot, closures: Closures, tools: str) -> None:
        """Answer from `snapshot`; `tools` is the fingerprint of what renders."""
        self._site = SiteAnswers(snapshot)
        self._closures = closures
        self._tools = (tools, snapshot.settings.language, snapshot.settings.date_format)

    def answer(self, query: str, args: tuple[Arg, ...]) -> object:
        """Answer a question. Raises KeyError for a query that does not exist."""
        if query == "tools":
            # With what the filters are made from: they are the same for all templates.
            return self._tools
        if query == "template":
            return self._closures.of(str(args[0]))
        return self._site.answer(query, args)

    def topics(self, query: str, args: tuple[Arg, ...]) -> tuple[str, ...] | None:
        """The topics of a question; None for one that many pages ask alike, and that is asked anew."""
        return None if query in SHARED_QUESTIONS else self._site.topics(query, args)
