"""`asiansite new`: begins a new article."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from asiansite.cli.asking import ask, can_ask
from asiansite.cli.editors import open_in_editor
from asiansite.cli.printing import print_problems, print_result, shown_path
from asiansite.cli.reading import ground_of
from asiansite.cli.site import find_site
from asiansite.cli.times import time_of
from asiansite.content.author import AuthorDocument
from asiansite.content.editing import NotEditable, filled_keys
from asiansite.content.first_draft import BLANK, FirstDraft, new_id, slug_from_title, slug_of_day
from asiansite.content.settings import Settings
from asiansite.content.tags import tag_key
from asiansite.content.text.slugs import is_slug, slug_of
from asiansite.content.text.spaces import in_one_line
from asiansite.errors import Problem, SiteError, nearest, problem
from asiansite.site.bylines import Bylines
from asiansite.storage.disk import blaming
from asiansite.work.reading import read_author_files, read_site_yaml

TEMPLATES = "content/_templates"


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    site = find_site(arguments.site)
    settings, authors = _read(site)
    skeleton = _skeleton(site, arguments.template)
    draft, warnings = _Desk(arguments, settings, Bylines(authors), skeleton).draft()
    path = site / draft.path
    _write(path, _source(draft, skeleton, arguments.template))
    print_problems(warnings)
    print_result(shown_path(path))
    if arguments.edit:
        open_in_editor(path)
    return 0


class _Desk:
    """Takes what the words of the command say, and asks for the rest where somebody can answer."""

    def __init__(
        self, arguments: argparse.Namespace, settings: Settings, bylines: Bylines, skeleton: str
    ) -> None:
        self._arguments = arguments
        self._settings = settings
        self._bylines = bylines
        self._skeleton = skeleton
        self._asks = can_ask()
        self._warnings: list[Problem] = []

    def draft(self) -> tuple[FirstDraft, list[Problem]]:
        """What was said, and what may be wrong with it. SiteError for what cannot be."""
        title, id, date = self._title(), new_id(), self._date()
        draft = FirstDraft(
            title=title,
            id=id,
            slug=self._slug(title, date, id),
            date=date,
            authors=self._authors(),
            section=self._section(),
            tags=self._tags(),
        )
        return draft, self._warnings

    def _title(self) -> str:
        title = in_one_line(self._arguments.headline or "")
        while not title and self._asks and self._arguments.headline is None:
            title = in_one_line(ask("Headline:"))
        if not title:
            raise SiteError([problem("headline-missing")])
        return title

    def _date(self) -> str:
        given, zone = self._arguments.date, self._settings.zone
        if given is None:
            return datetime.now(zone).strftime("%Y-%m-%d %H:%M")
        time_of("--date", given, zone)
        return str(given)

    def _slug(self, title: str, date: str, id: str) -> str:
        given = self._arguments.slug
        if given is not None:
            if not is_slug(given):
                raise SiteError([_no_slug(given)])
            return str(given)
        slug, of_day = slug_from_title(title), slug_of_day(date, id)
        while slug is None and self._asks:
            answer = ask(f"A few English words for the address (Enter: {of_day}):")
            slug = slug_from_title(answer) if answer else of_day
        return slug or of_day

    def _authors(self) -> tuple[str, ...]:
        given = self._arguments.author
        if given is None and self._wants("author"):
            given = _parted(ask(f"Author{_known(list(self._bylines.documents))}, Enter: the outlet itself:"))
        authors = tuple(in_one_line(text) for text in given or ())
        for text in authors:
            if not self._bylines.has_file(text):
                known = [*self._bylines.documents, *(each.name for each in self._bylines.documents.values())]
                self._warnings.append(
                    problem(
                        "author-without-file", given=text, slug=slug_of(text), nearest=nearest(text, known)
                    )
                )
        return authors

    def _section(self) -> str | None:
        sections = self._settings.sections
        given = self._arguments.section
        if sections is None:
            return given or None
        slugs = [entry.slug for entry in sections]
        known = {tag_key(word): entry.slug for entry in sections for word in (entry.slug, entry.name)}
        asks = given is None and bool(sections) and self._wants("section")
        if asks:
            given = ask(f"Section{_known(slugs)}, Enter: none:")
        while asks and given and tag_key(given) not in known:
            print_problems([_no_section(given, slugs)])
            given = ask(f"Section{_known(slugs)}, Enter: none:")
        if not given:
            return None
        if tag_key(given) not in known:
            raise SiteError([_no_section(given, slugs)])
        return known[tag_key(given)]

    def _tags(self) -> tuple[str, ...]:
        given = self._arguments.tags
        if given is None and self._wants("tags"):
            given = ask("Tags, with commas between, Enter: none:")
        return _parted(given or "")

    def _wants(self, key: str) -> bool:
        # What the template says already is not asked for again.
        return self._asks and key not in filled_keys(self._skeleton)


def _read(site: Path) -> tuple[Settings, Mapping[str, AuthorDocument]]:
    with ground_of(site) as ground:
        settings, problems = read_site_yaml(ground.sources, None)
        errors = [each for each in problems if each.level == "error"]
        if errors:
            raise SiteError(errors)
        return settings, read_author_files(ground.sources, settings)


def _skeleton(site: Path, name: str | None) -> str:
    if name is None:
        return BLANK
    folder = site / TEMPLATES
    known = sorted(path.stem for path in folder.glob("*.md"))
    if name.removesuffix(".md") not in known:
        raise SiteError(
            [
                problem(
                    "no-such-template",
                    given=name,
                    nearest=nearest(name, known),
                    known=", ".join(known) or None,
                )
            ]
        )
    with blaming(str(folder)):
        return (folder / f"{name.removesuffix('.md')}.md").read_bytes().decode("utf-8-sig", "replace")


def _source(draft: FirstDraft, skeleton: str, template: str | None) -> str:
    try:
        return draft.source(skeleton)
    except NotEditable:
        raise SiteError([problem("template-has-no-front-matter", given=template)]) from None


def _write(path: Path, text: str) -> None:
    with blaming(str(path)):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            # Exclusively: what is there is somebody's work.
            with path.open("x", encoding="utf-8", newline="") as file:
                file.write(text)
        except FileExistsError:
            raise SiteError([problem("article-exists", given=shown_path(path))]) from None


def _no_slug(given: str) -> Problem:
    near = slug_of(given)
    return problem("option-no-slug", given=given, nearest=near if is_slug(near) else None)


def _no_section(given: str, slugs: Sequence[str]) -> Problem:
    return problem("section-unknown", given=given, nearest=nearest(given, slugs), known=", ".join(slugs))


def _parted(text: str) -> tuple[str, ...]:
    return tuple(part for each in text.split(",") if (part := in_one_line(each)))


def _known(names: Sequence[str]) -> str:
    shown = ", ".join(sorted(names)[:12])
    return f" ({shown}{', …' if len(names) > 12 else ''})" if names else ""
