"""Renders a page: from the answers it receives to its bytes, with the trace of what it asked."""

from __future__ import annotations

import time
from dataclasses import dataclass

from markupsafe import Markup

from asiansite.rendering.door import SiteDoor
from asiansite.rendering.faults import template_fault
from asiansite.rendering.questions import SHARED_QUESTIONS
from asiansite.rendering.templates import Templates
from asiansite.rendering.views import view_of
from asiansite.rendering.writers import writer_of
from asiansite.site.page import Page
from asiansite.trace import Answers, Memory, Read, Reader


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page's bytes, and the reads that they were made from."""

    output: str
    data: bytes
    reads: tuple[Read, ...]
    answers: tuple[object, ...]
    """What each read was answered."""
    seconds: float


class Renderer:
    """Renders the pages of one snapshot; what pages share is made once."""

    def __init__(self, answers: Answers, templates: Templates) -> None:
        """Ask `answers` and render with `templates`."""
        self._answers = answers
        self._templates = templates
        self._memory = Memory(SHARED_QUESTIONS)
        self._fragments: dict[tuple[str, bool], tuple[Markup, Reader]] = {}

    def render(self, page: Page) -> Rendered:
        """Render a page. Raises SiteError for a fault in a template, with its file and line."""
        started = time.perf_counter()
        reader = Reader(self._answers, self._memory)
        template = page.template
        data = self._written(page, reader) if template is None else self._shown(page, template, reader)
        seconds = time.perf_counter() - started
        return Rendered(page.output, data, reader.reads(), reader.answers(), seconds)

    def _shown(self, page: Page, template: str, reader: Reader) -> bytes:
        door = self._door(reader, settled=page.settled)
        with template_fault(page.path):
            self._ask_how(reader, template)
            return self._templates.get(template).render(site=door, page=view_of(page, reader)).encode()

    def _written(self, page: Page, reader: Reader) -> bytes:
        # A writer is code of ours, and so among the tools.
        reader.ask("tools")
        return writer_of(page.kind)(page, reader)

    def _ask_how(self, reader: Reader, template: str) -> None:
        reader.ask("tools")
        reader.ask("template", template)

    def _door(self, reader: Reader, *, settled: bool) -> SiteDoor:
        def fragment(name: str) -> Markup:
            html, part = self._fragment(name, settled=settled)
            reader.note(part)
            return html

        return SiteDoor(reader, fragment, settled=settled)

    def _fragment(self, name: str, *, settled: bool) -> tuple[Markup, Reader]:
        made = self._fragments.get((name, settled))
        if made is None:
            part = Reader(self._answers, self._memory)
            self._ask_how(part, name)
            text = self._templates.get(name).render(site=self._door(part, settled=settled))
            made = self._fragments[name, settled] = (Markup(text), part)  # noqa: S704 - templates escape
        return made
