"""An edition: one state of the site as the preview shows it. The next follows when a file or the clock changes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from msgspec import Struct

from asiansite.content.article import Article
from asiansite.errors import Problem, in_order, with_excerpts
from asiansite.preview.early import Early
from asiansite.preview.press import Press
from asiansite.rendering.page import Renderer
from asiansite.site.contents import Contents
from asiansite.site.lifetimes import HIDDEN
from asiansite.site.plan import Plan, plan_of_article
from asiansite.site.snapshot import Snapshot
from asiansite.storage.files import FileTree
from asiansite.storage.sources import Sources
from asiansite.work.reading import lines_of

MOST_APART = 4
"""Articles that are not public for which a site with them is kept."""


class Faults(Struct, frozen=True):
    """All that is wrong, with excerpts."""

    of_sources: tuple[Problem, ...] = ()
    """With sources by themselves."""
    of_articles: tuple[Problem, ...] = ()
    """With an article beside the other documents."""
    across: tuple[Problem, ...] = ()
    """Between articles, and all other documents."""

    def with_excerpts(self, tree: FileTree) -> Faults:
        """The same, with the lines of the sources of `tree` where they are missing."""
        lines = lines_of(tree, [*self.of_sources, *self.of_articles, *self.across])
        return Faults(
            with_excerpts(self.of_sources, lines),
            with_excerpts(self.of_articles, lines),
            with_excerpts(self.across, lines),
        )

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All, sorted."""
        return in_order([*self.of_sources, *self.of_articles, *self.across])


class Edition(Struct, frozen=True, dict=True):
    """A snapshot with its plan, and what is wrong with its sources. Used in the press's thread."""

    number: int
    snapshot: Snapshot
    plan: Plan
    press: Press
    tree: FileTree
    sources: Sources
    at_scan: tuple[Problem, ...]
    """What the last scan found wrong with names and kinds of files."""
    faults: Faults
    is_plain: bool = False
    """Whether it was opened from the disk as it is, and the next start may begin with what was joined for it."""

    @property
    def contents(self) -> Contents:
        """The documents, and all files."""
        return self.snapshot.given

    def handed_on(self, made: Edition) -> Edition:
        """`made` of this one, with what is kept here of articles that are not public, where it is the same for both."""
        made.__dict__.update(
            {name: self.__dict__[name] for name in ("apart", "shown_apart") if name in self.__dict__}
        )
        return made

    def after(self, early: Early) -> Edition:
        """This edition, with what was made when pages of the early one were asked for."""
        self.__dict__["renderer"] = early.renderer
        return self

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """All that is wrong, sorted, with excerpts."""
        return self.faults.problems

    @cached_property
    def renderer(self) -> Renderer:
        """What renders the pages of the plan."""
        return self.press.renderer(self.snapshot)

    @cached_property
    def apart(self) -> Mapping[str, Article]:
        """By output, the articles that are not public yet and are shown at their own addresses alone."""
        found: dict[str, Article] = {}
        for article in self.contents.articles:
            if not self.snapshot.is_public(article) and self.snapshot.state_of(article) == HIDDEN:
                found |= dict.fromkeys(plan_of_article(self.snapshot, article).paths, article)
        return found

    @cached_property
    def shown_apart(self) -> dict[str, Snapshot]:
        """By the path of its source, the site as it will be with one of them: in lists, beside its neighbours."""
        return {}

    def has(self, output: str) -> bool:
        """Whether the preview has the file `output`."""
        return output in self.plan or output in self.apart

    def plan_with(self, output: str) -> Plan:
        """The plan that has `output`: that of the site, or that of an article which is not public yet."""
        article = None if output in self.plan else self.apart.get(output)
        return self.plan if article is None else plan_of_article(self.snapshot, article)

    def rendered(self, output: str) -> bytes:
        """The page at `output`. Raises SiteError for a fault in a template."""
        page = self.plan_with(output).outputs[output]
        if output in self.plan:
            return self.renderer.render(page).data
        return self.press.renderer(self._shown_with(self.apart[output])).render(page).data

    def _shown_with(self, article: Article) -> Snapshot:
        shown = self.shown_apart.get(article.path)
        if shown is None:
            now, drafts = self.snapshot.now, self.snapshot.drafts
            shown = Snapshot(self.contents, now, drafts=drafts, shown=frozenset([article.path]))
            if len(self.shown_apart) >= MOST_APART:
                self.shown_apart.pop(next(iter(self.shown_apart)))
            self.shown_apart[article.path] = shown
        return shown
