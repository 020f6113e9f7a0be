"""The press: what renders pages of editions, as long as templates and settings are the same."""

from __future__ import annotations

from collections.abc import Mapping

from asiansite.rendering.page import Renderer
from asiansite.rendering.questions import PageAnswers
from asiansite.rendering.templates import Closures, Templates
from asiansite.site.snapshot import Snapshot


class Press:
    """What renders: templates, compiled once, and the fingerprints that pages ask first."""

    def __init__(self, texts: Mapping[str, str], language: str, date_format: str, tools: str) -> None:
        """Take the text of every template by its name."""
        self.texts = texts
        self.tools = tools
        self._templates = Templates(texts, language, date_format)
        self._closures = Closures(texts)

    def renderer(self, snapshot: Snapshot) -> Renderer:
        """What renders the pages of a snapshot."""
        return Renderer(PageAnswers(snapshot, self._closures, self.tools), self._templates)
