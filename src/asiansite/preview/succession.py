"""Succession: the edition that follows when a few files have changed, without a look at any other."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

from msgspec.structs import replace

from asiansite.content.article import Article
from asiansite.content.frontmatter import MAX_SOURCE
from asiansite.content.rights import Rights, is_misnamed_sidecar, picture_of_sidecar, read_sidecar
from asiansite.content.rooms import is_article, is_file, is_sidecar, is_static
from asiansite.errors import Place, Problem, SiteError, problem
from asiansite.preview.edition import Edition
from asiansite.preview.opening import joined
from asiansite.preview.press import Press
from asiansite.rendering.templates import asks_day, named_assets
from asiansite.site.contents import Contents
from asiansite.site.pictures import named_pictures
from asiansite.site.plan import make_plan, plan_of_article
from asiansite.site.review import review_articles, review_others
from asiansite.site.snapshot import Snapshot, is_alike
from asiansite.storage.files import FileTree, Source
from asiansite.storage.pictures import PictureRecords
from asiansite.storage.sources import Sources
from asiansite.work.bodies import Bodies
from asiansite.work.executors import InlineExecutor
from asiansite.work.picturing import read_pictures
from asiansite.work.reading import at_path, read_one, read_templates

MOST = 200
"""Files that are read one after another; of more, an opening of the site is quicker."""

Changed = Mapping[str, Source | None]
"""By path, files that were looked at again; None is one that is gone."""

_Problems = tuple[Problem, ...]


def following(edition: Edition, tree: FileTree, changed: Changed, pictures: PictureRecords) -> Edition | None:
    """The edition after these files of `tree` have changed; None if the whole site must be looked at.

    It has the same number if their bytes are what they were. The tree is the edition's own, or was scanned since. `pictures` are the records of what is known of them.
    """
    if len(changed) > MOST or not all(map(_is_known, changed)):
        return None
    sources = edition.sources.after(tree, changed)
    changed = {
        path: source
        for path, source in changed.items()
        if source is None or _is_other(edition, sources, path)
    }
    if not changed:
        return edition.handed_on(replace(edition, tree=tree, sources=sources))
    edition = edition.handed_on(replace(edition, number=edition.number + 1, tree=tree, sources=sources))
    of_sources = tuple([found for found in edition.faults.of_sources if _path(found) not in changed])
    new: dict[str, Article | None] = {}
    for path in filter(is_article, changed):
        new[path], problems = _read(edition, path) if changed[path] else (None, ())
        of_sources += problems
    kept = {path: old for path in new if changed[path] and (old := edition.snapshot.by_path.get(path))}
    # The last good version stays, as long as there is the file.
    articles = {path: article or kept.get(path) for path, article in new.items()}
    if new.keys() == changed.keys() and _are_alike(edition, kept, articles):
        for path, article in articles.items():
            edition = (
                _exchanged(edition, kept[path], article) if article and article is not kept[path] else edition
            )
        return _with_faults(edition, of_sources)
    return _with_files(edition, changed, articles, of_sources, pictures)


def at_moment(edition: Edition, now: datetime) -> Edition:
    """The edition of another instant."""
    snapshot = Snapshot(edition.contents, now, drafts=edition.snapshot.drafts)
    moved = replace(edition, number=edition.number + 1, snapshot=snapshot)
    return joined(moved, edition.contents, edition.faults.of_sources)


def _is_other(edition: Edition, sources: Sources, path: str) -> bool:
    try:
        return edition.sources.known(path) != sources.digest(path)
    except SiteError:
        return True


def _is_known(path: str) -> bool:
    return is_article(path) or is_file(path) or is_sidecar(path) or path.startswith(("static/", "templates/"))


def _path(found: Problem) -> str | None:
    return found.place.path if found.place else None


def _read(edition: Edition, path: str) -> tuple[Article | None, _Problems]:
    try:
        data = edition.sources.read(path, limit=MAX_SOURCE)
    except SiteError as error:
        return None, error.problems
    article, html, problems = read_one(path, data, edition.snapshot.settings)
    if article is not None and isinstance(edition.contents.body, Bodies):
        edition.contents.body.edited[article.document.prose.digest] = html
    return article, problems


def _are_alike(edition: Edition, old: Mapping[str, Article], new: Mapping[str, Article | None]) -> bool:
    """Whether nothing but the text of these articles, or what their cards show, is another."""
    return all(
        article is not None
        and path in old
        and is_alike(old[path], article)
        and _pictures(edition.contents, old[path]) == _pictures(edition.contents, article)
        for path, article in new.items()
    )


def _pictures(contents: Contents, article: Article) -> frozenset[str]:
    return frozenset(
        named_pictures(Contents(contents.settings, (article,), files=contents.files, static=contents.static))
    )


def _exchanged(edition: Edition, old: Article, new: Article) -> Edition:
    """The edition with another version of an article: it costs no walk through the site."""
    before, faults = edition.snapshot, edition.faults
    snapshot = before.with_article(new)
    is_planned_alike = plan_of_article(before, old) == plan_of_article(snapshot, new)
    # What is told of other sources may name a place in this one, and what is told of this one, be told there.
    # A site with many warnings need not be planned anew for that: they are told again, from the same plan.
    plan = edition.plan if is_planned_alike and not edition.plan.problems else make_plan(snapshot)
    across = faults.across
    if across or plan is not edition.plan:
        across = (*review_others(snapshot), *plan.problems)
    others = tuple([found for found in faults.of_articles if _path(found) != new.path])
    faults = replace(faults, of_articles=(*others, *review_articles(snapshot, [new])), across=across)
    made = replace(edition, snapshot=snapshot, plan=plan, faults=faults)
    made.shown_apart.update({path: shown.with_article(new) for path, shown in edition.shown_apart.items()})
    if "apart" in edition.__dict__:
        apart = {output: article for output, article in edition.apart.items() if article is not old}
        is_apart = len(apart) < len(edition.apart)
        own = plan_of_article(snapshot, new).paths if is_apart else ()
        made.__dict__["apart"] = apart | dict.fromkeys(own, new)
    return made


def _with_faults(edition: Edition, of_sources: _Problems) -> Edition:
    faults = replace(edition.faults, of_sources=of_sources).with_excerpts(edition.tree)
    return edition.handed_on(replace(edition, faults=faults))


def _with_files(
    edition: Edition,
    changed: Changed,
    articles: Mapping[str, Article | None],
    of_sources: _Problems,
    pictures: PictureRecords,
) -> Edition:
    """The edition with other articles and other files beside them: what is in memory is joined anew."""
    contents = _with_articles(edition.contents, changed, articles)
    texts = edition.press.texts
    if any(path.startswith("templates/") for path in changed):
        texts, problems = read_templates(edition.sources)
        of_sources = (
            *(found for found in of_sources if not (_path(found) or "").startswith("templates/")),
            *problems,
        )
        settings = contents.settings
        press = Press(texts, settings.language, settings.date_format, edition.press.tools)
        edition = replace(edition, press=press)
        contents = replace(contents, assets=named_assets(texts), shows_day=asks_day(texts))
    static, problems = _static(edition, changed)
    of_sources += problems
    rights, problems = _rights(edition, changed)
    of_sources += problems
    contents = replace(contents, files=_files(contents.files, changed), static=static, rights=rights)
    if (
        articles
        or not contents.pictures.keys().isdisjoint(changed)
        or contents.files != edition.contents.files
    ):
        contents, problems = read_pictures(contents, edition.sources, pictures, _here)
        of_sources += problems
    return joined(edition, contents, of_sources)


def _with_articles(contents: Contents, changed: Changed, articles: Mapping[str, Article | None]) -> Contents:
    if not articles:
        return contents
    others = [article for article in contents.articles if article.path not in articles]
    all_articles = sorted([*others, *filter(None, articles.values())], key=lambda article: article.path)
    unread = {path for path, article in articles.items() if article is None and changed[path] is not None}
    broken = tuple([article for article in contents.broken if article.path not in articles])
    return replace(
        contents,
        articles=tuple(all_articles),
        broken=broken,
        unread=contents.unread - articles.keys() | unread,
    )


def _files(files: frozenset[str], changed: Changed) -> frozenset[str]:
    beside = [path for path in changed if is_file(path)]
    return files - set(beside) | {path for path in beside if changed[path] is not None} if beside else files


def _static(edition: Edition, changed: Changed) -> tuple[Mapping[str, str], _Problems]:
    names = {path: path.removeprefix("static/") for path in changed if is_static(path)}
    if not names:
        return edition.contents.static, ()
    static = {name: digest for name, digest in edition.contents.static.items() if name not in names.values()}
    problems: list[Problem] = []
    for path, name in names.items():
        if changed[path] is not None:
            try:
                static[name] = edition.sources.digest(path)
            except SiteError as error:
                problems += error.problems
    return dict(sorted(static.items())), tuple(problems)


def _rights(edition: Edition, changed: Changed) -> tuple[Mapping[str, Rights], _Problems]:
    rights, zone = dict(edition.contents.rights), edition.contents.settings.zone
    problems: list[Problem] = []
    for path, source in changed.items():
        picture = picture_of_sidecar(path)
        if picture is None:
            if source is not None and is_misnamed_sidecar(path):
                problems.append(problem("sidecar-misnamed", Place(path)))
            continue
        if source is None:
            rights.pop(picture, None)
            continue
        try:
            read, found = read_sidecar(edition.sources.read(path, limit=MAX_SOURCE), zone)
        except SiteError as error:
            problems += error.problems
            continue
        problems += at_path(path, found)
        if not any(each.level == "error" for each in found) or picture not in rights:
            # What held before it was broken holds until it is mended.
            rights[picture] = read
    return dict(sorted(rights.items())), tuple(problems)


def _here(work: int) -> AbstractContextManager[Executor]:
    return nullcontext(InlineExecutor())
