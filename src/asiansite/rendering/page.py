"""Renders a page: from the answers it receives to its bytes, with the trace of what it asked."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from asiansite.rendering.door import SiteDoor
from asiansite.rendering.faults import template_fault
from asiansite.rendering.templates import Templates
from asiansite.rendering.views import view_of
from asiansite.site.plan import Page
from asiansite.site.queries import SHARED
from asiansite.trace import Answers, Memory, Read, Reader


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's bytes, and the reads that they were made from."""

    output: str
    data: bytes
    reads: tuple[Read, ...]


class Renderer:
    """Renders the pages of one snapshot; what pages share is made once."""

    def __init__(self, answers: Answers, templates: Templates) -> None:
        """Ask `answers` and render with `templates`."""
        self._answers = answers
        self._templates = templates
        self._memory = Memory(SHARED)
        self._fragments: dict[tuple[str, bool], tuple[Markup, tuple[Read, ...]]] = {}

    def render(self, page: Page) -> Rendered:
        """Render a page. Raises SiteError for a fault in a template, with its file and line."""
        reader = Reader(self._answers, self._memory)
        door = self._door(reader, settled=page.settled)
        with template_fault(page.path):
            text = self._templates.get(page.template).render(site=door, page=view_of(page, reader))
        return Rendered(page.output, text.encode(), reader.reads())

    def _door(self, reader: Reader, *, settled: bool) -> SiteDoor:
        def fragment(name: str) -> Markup:
            html, reads = self._fragment(name, settled=settled)
            reader.note(reads)
            return html

        return SiteDoor(reader, fragment, settled=settled)

    def _fragment(self, name: str, *, settled: bool) -> tuple[Markup, tuple[Read, ...]]:
        made = self._fragments.get((name, settled))
        if made is None:
            reader = Reader(self._answers, self._memory)
            text = self._templates.get(name).render(site=self._door(reader, settled=settled))
            made = self._fragments[name, settled] = (Markup(text), reader.reads())
        return made
