"""An edition: one state of the site as the preview shows it. The next follows when a file or the clock changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from asiansite.content.article import Article
from asiansite.errors import Problem
from asiansite.rendering.page import Renderer
from asiansite.rendering.questions import PageAnswers
from asiansite.rendering.templates import Closures, Templates
from asiansite.site.contents import Contents
from asiansite.site.lifetimes import HIDDEN
from asiansite.site.plan import Plan, plan_of_article
from asiansite.site.snapshot import Snapshot
from asiansite.storage.files import FileTree, Source
from asiansite.work.moment import Moment


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


@dataclass(frozen=True)
class Edition:
    """A snapshot with its plan, and all that is wrong with its sources. Used by one thread at a time."""

    number: int
    moment: Moment
    snapshot: Snapshot
    plan: Plan
    press: Press
    tree: FileTree
    found: tuple[Source, ...]
    """The files, as they were when they were looked at."""
    of_sources: tuple[Problem, ...]
    """What is wrong with sources by themselves."""
    problems: tuple[Problem, ...]
    """All that is wrong, sorted, with excerpts."""

    @property
    def contents(self) -> Contents:
        """The documents."""
        return self.snapshot.contents

    @cached_property
    def renderer(self) -> Renderer:
        """What renders the pages of the plan."""
        return self.press.renderer(self.snapshot)

    @cached_property
    def apart(self) -> Mapping[str, Article]:
        """By output, the articles that are not public yet are shown at their own addresses, where nobody else's are."""
        snapshot = self.snapshot
        found: dict[str, Article] = {}
        for article in self.contents.articles:
            if not snapshot.is_public(article) and snapshot.state_of(article) == HIDDEN:
                own = plan_of_article(snapshot, article)
                found |= dict.fromkeys(own.paths, article)
        return found

    def has(self, output: str) -> bool:
        """Whether the preview has the file `output`."""
        return self._is_planned(output) or output in self.apart

    def plan_with(self, output: str) -> Plan:
        """The plan that has `output`: that of the site, or that of an article which is not public yet."""
        article = None if self._is_planned(output) else self.apart.get(output)
        return self.plan if article is None else plan_of_article(self.snapshot, article)

    def rendered(self, output: str) -> bytes:
        """The page at `output`. Raises SiteError for a fault in a template."""
        page = self.plan_with(output).outputs[output]
        is_planned = output in self.plan.outputs
        renderer = self.renderer if is_planned else self._renderer_apart(self.apart[output].path)
        return renderer.render(page).data

    def _is_planned(self, output: str) -> bool:
        plan = self.plan
        return any(output in found for found in (plan.outputs, plan.copies, plan.pictures, plan.drawn))

    def _renderer_apart(self, path: str) -> Renderer:
        # Its page shows the site as it will be with it: in its lists, beside its neighbours.
        if path not in self._apart_renderers:
            now = self.snapshot.now
            shown = Snapshot(self.contents, now, drafts=self.snapshot.drafts, shown=frozenset([path]))
            self._apart_renderers[path] = self.press.renderer(shown)
        return self._apart_renderers[path]

    @cached_property
    def _apart_renderers(self) -> dict[str, Renderer]:
        return {}
