"""Renders a page: from the answers it receives to its bytes, with the trace of what it asked."""

from __future__ import annotations

import time

from msgspec import Struct

from asiansite.rendering.door import SiteDoor
from asiansite.rendering.faults import template_fault
from asiansite.rendering.fragments import Fragment, Patch, Slots
from asiansite.rendering.questions import SHARED_QUESTIONS
from asiansite.rendering.templates import Templates
from asiansite.rendering.views import view_of
from asiansite.rendering.writers import writer_of
from asiansite.site.page import Page
from asiansite.trace import Answers, Memory, Read, Reader


class Rendered(Struct, frozen=True):
    """A page's bytes, and the reads that they were made from."""

    output: str
    data: bytes
    reads: tuple[Read, ...]
    answers: tuple[object, ...]
    """What each read was answered."""
    own: int
    """How many of the reads, the first, are the page's own: the others are those of its fragments."""
    patches: tuple[Patch, ...]
    """Where its fragments stand."""
    seconds: float


class Renderer:
    """Renders the pages of one snapshot; what pages share is made once."""

    def __init__(self, answers: Answers, templates: Templates) -> None:
        """Ask `answers` and render with `templates`."""
        self._answers = answers
        self._templates = templates
        self._memory = Memory(SHARED_QUESTIONS)
        self._fragments: dict[tuple[str, bool], Fragment] = {}

    def render(self, page: Page) -> Rendered:
        """Render a page. Raises SiteError for a fault in a template, with its file and line."""
        started = time.perf_counter()
        reader = Reader(self._answers, self._memory)
        template = page.template
        patches: tuple[Patch, ...] = ()
        if template is None:
            data = self._written(page, reader)
        else:
            data, patches = self._shown(page, template, reader)
        seconds = time.perf_counter() - started
        return Rendered(page.output, data, reader.reads(), reader.answers(), reader.own, patches, seconds)

    def fragment(self, name: str, page: Page) -> Fragment:
        """The fragment with a name, as `page` shows it. Raises SiteError for a fault in a template."""
        with template_fault(page.path, name):
            return self._fragment(name, settled=page.settled)

    def _shown(self, page: Page, template: str, reader: Reader) -> tuple[bytes, tuple[Patch, ...]]:
        door, slots = self._door(reader, settled=page.settled)
        with template_fault(page.path, template):
            self._ask_how(reader, template)
            text = self._templates.get(template).render(site=door, page=view_of(page, reader))
            return slots.filled(text)

    def _written(self, page: Page, reader: Reader) -> bytes:
        # A writer is code of ours, and so among the tools.
        reader.ask("tools")
        return writer_of(page.kind)(page, reader)

    def _ask_how(self, reader: Reader, template: str) -> None:
        reader.ask("tools")
        reader.ask("template", template)

    def _door(self, reader: Reader, *, settled: bool) -> tuple[SiteDoor, Slots]:
        slots = Slots(reader, lambda name: self._fragment(name, settled=settled))
        return SiteDoor(reader, slots.mark, settled=settled), slots

    def _fragment(self, name: str, *, settled: bool) -> Fragment:
        made = self._fragments.get((name, settled))
        if made is None:
            part = Reader(self._answers, self._memory)
            self._ask_how(part, name)
            door, slots = self._door(part, settled=settled)
            data, _ = slots.filled(self._templates.get(name).render(site=door))
            made = self._fragments[name, settled] = Fragment(data, part)
        return made
