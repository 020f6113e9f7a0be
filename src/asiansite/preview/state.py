"""A page's state, as its bar and its overlay show it: what is wrong with it, and what an editor looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from asiansite.content.article import Article
from asiansite.content.editor import DEFAULT, editor_url
from asiansite.content.prose import Prose
from asiansite.content.standing import StandingDocument
from asiansite.content.text.words import reading_minutes
from asiansite.errors import Problem, describe
from asiansite.preview.addresses import BadRequestError, address_of, decoded
from asiansite.preview.answering import Answer, Answers
from asiansite.preview.edition import Edition
from asiansite.preview.head import Head, head_of
from asiansite.site.lifetimes import HIDDEN
from asiansite.site.page import Page

ALL_NEED = ("site.yaml", "content/tags.yaml")
"""Sources whose problems are every page's."""


class State(Struct, frozen=True):
    """What is known of the page at a path, for its browser."""

    site: Path
    edition: Edition | None
    trouble: Sequence[Problem]
    """Why there is no edition, or none of the sources as they are now."""

    def of(self, path: str, answers: Answers) -> dict[str, object]:
        """As JSON; the path is a URL's. The page is rendered if it was not."""
        edition = self.edition
        if edition is None:
            found = [self._problem(each, is_own=True) for each in self.trouble]
            return {"version": 0, "path": path, "kind": "waiting", "problems": found}
        output = _output(edition, path)
        page = edition.plan_with(output).outputs.get(output)
        answer = answers.page(edition, output) if page is not None else None
        source, known = _source(edition, page)
        problems = _once([*self.trouble, *(answer.problems if answer else ()), *edition.problems])
        own = [found for found in problems if self._is_own(found, source, answer)]
        others = [found for found in problems if found not in own]
        head = head_of(answer.data) if answer else Head()
        return {
            "version": edition.number,
            "path": path,
            "kind": page.kind if page else "file",
            "source": source and {"path": source, "edit": self._edit(source, None, None)},
            "problems": [self._problem(found, is_own=True) for found in own],
            "others": _counted(others),
            "stale": bool(answer and answer.problems) or any(found.level == "error" for found in own),
            "facts": None if known is None else {**self._facts(edition, known), "url": head.canonical},
            "share": head.share(),
            "search": head.search(),
            "feeds": head.feeds(),
        }

    def _is_own(self, found: Problem, source: str | None, answer: Answer | None) -> bool:
        path = found.place.path if found.place else ""
        is_of_render = answer is not None and found in answer.problems
        return is_of_render or found in self.trouble or path == source or path in ALL_NEED

    def _facts(self, edition: Edition, known: Article | StandingDocument) -> dict[str, object]:
        document = known.document if isinstance(known, Article) else known
        prose: Prose = document.prose
        missing = []
        if not document.description or document.description == prose.summary:
            missing.append("description")
        if document.image is None:
            missing.append("image")
        is_told = document.image is None or document.image.alt is not None
        if not is_told or any(link.kind == "image" and not link.is_described for link in prose.links):
            missing.append("alt")
        state, live_at = _lifetime(edition, known)
        return {
            "words": prose.word_count,
            "minutes": reading_minutes(prose.word_count, document.lang or edition.snapshot.settings.language),
            "headline_length": len(document.title),
            "missing": missing,
            "state": state,
            "live_at": live_at,
            "lacks": list(known.document.lacks) if isinstance(known, Article) else [],
        }

    def _problem(self, found: Problem, *, is_own: bool) -> dict[str, object]:
        place = found.place
        return {
            "slug": found.slug,
            "level": found.level,
            "says": found.says,
            "text": describe(found),
            "path": place.path if place else None,
            "line": place.line if place else None,
            "column": place.column if place else None,
            "excerpt": place.excerpt if place else None,
            "edit": self._edit(place.path, place.line, place.column) if place else None,
            "own": is_own,
        }

    def _edit(self, path: str, line: int | None, column: int | None) -> str | None:
        # While there are no settings, the default's may well be the right one.
        editor = self.edition.snapshot.settings.editor if self.edition else DEFAULT
        file = self.site / path
        return editor_url(editor, file.as_posix(), line, column) if file.is_file() else None


def _output(edition: Edition, path: str) -> str:
    try:
        address = address_of(
            decoded(path.encode("ascii", "replace")), edition.snapshot.settings.base_path, edition.has
        )
    except BadRequestError:
        return "404.html"
    return address.output or "404.html"


def _source(edition: Edition, page: Page | None) -> tuple[str | None, Article | StandingDocument | None]:
    """(the source of a page, what it holds), for pages that have one."""
    if page is None or not page.args:
        return ("content/front.yaml", None) if page is not None and page.kind == "front" else (None, None)
    name = str(page.args[0])
    if page.kind == "page":
        return name, edition.contents.pages.get(name)
    if page.kind == "author":
        path = f"content/authors/{name}.md"
        return (path if path in edition.contents.authors else None), None
    if page.kind in ("article", "lite", "expired", "withdrawn"):
        article = next((each for each in edition.contents.articles if each.id == name), None)
        return (article.path, article) if article else (None, None)
    return None, None


def _lifetime(edition: Edition, known: Article | StandingDocument) -> tuple[str, str | None]:
    """(published, draft, scheduled, held, expired or withdrawn; when it goes live)."""
    if not isinstance(known, Article):
        return ("draft" if known.draft else "published"), None
    document, state = known.document, edition.snapshot.state_of(known)
    live_at = document.live_from
    if state != HIDDEN:
        return ("published" if state == "public" else state), None
    if document.draft:
        return "draft", None
    return ("held", None) if live_at is None else ("scheduled", live_at.isoformat())


def _counted(problems: Sequence[Problem]) -> Mapping[str, int]:
    errors = sum(found.level == "error" for found in problems)
    return {"errors": errors, "warnings": len(problems) - errors}


def _once(problems: Sequence[Problem]) -> list[Problem]:
    return list(dict.fromkeys(problems))
