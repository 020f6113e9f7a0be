"""Makes a galley: one article as a folder of its own, for a colleague."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor
from contextlib import AbstractContextManager
from functools import partial
from pathlib import Path
from urllib.parse import unquote

from msgspec import Struct

from asiansite.content.article import Article
from asiansite.content.hosts import HOST_FILES
from asiansite.content.pictures import Variant
from asiansite.errors import Place, Problem, SiteError, nearest, problem
from asiansite.rendering.hosts.unlisted import FILES as HOST_TEXTS
from asiansite.rendering.page import Rendered, Renderer
from asiansite.rendering.questions import PageAnswers
from asiansite.rendering.templates import Closures, Templates
from asiansite.site.addresses import hashed_name
from asiansite.site.contents import Contents
from asiansite.site.diary import states_of
from asiansite.site.galley import galley_files, galley_of, galley_page
from asiansite.site.page import Page
from asiansite.site.plan import Plan
from asiansite.site.snapshot import Snapshot
from asiansite.storage.galleys import MARK, MARK_TEXT, require_galley
from asiansite.storage.output import Output, Published
from asiansite.storage.sources import Sources
from asiansite.work.executors import executor_for, nothing
from asiansite.work.opening import Opened
from asiansite.work.picturing import PictureMaker


class GalleyRequest(Struct, frozen=True):
    """What is asked for."""

    site: Path
    output: Path
    given: str
    """What names the article: its id, its path or its slug."""
    jobs: int = 1
    wait: float = 0.0
    """Seconds to wait for another build of the same output."""


class MadeGalley(Struct, frozen=True):
    """What was made."""

    article: Article
    state: str
    published: Published
    problems: tuple[Problem, ...]
    """Warnings about the article."""


def make_galley(opened: Opened, sources: Sources, request: GalleyRequest) -> MadeGalley:
    """Bring a folder up to date with one article.

    Neither the site's output nor what builds record of it is touched. SiteError: only-unknown, only-several,
    only-output-in-use, what is wrong with the article itself, and what a build raises for an output.
    """
    article = _article_named(opened, request)
    problems = _problems_of(opened, article.path)
    if any(found.level == "error" for found in problems):
        raise SiteError(problems)
    whole = opened.snapshot
    alone = galley_of(whole, opened.plan, article)
    page = _rendered(opened, alone, galley_page(whole, article))
    plan = _plan(alone, page, sources)
    texts = {page.output: page.data, MARK: MARK_TEXT, **_host_texts(whole)}
    settings = whole.settings
    with Output.open(request.output, request.site, keep=settings.keep, wait=request.wait) as held:
        require_galley(held, settings.keep, str(request.output))
        if foreign := held.check(plan.copies.keys() | plan.pictures.keys() | texts.keys()):
            raise SiteError(foreign)
        _stage(opened, sources, plan, held, request.jobs)
        for path, data in texts.items():
            held.stage(path, data)
        published = held.commit(lambda path: int(path == page.output))
    return MadeGalley(article, states_of(whole, article)[0], published, problems)


def _article_named(opened: Opened, request: GalleyRequest) -> Article:
    articles, given = opened.snapshot.contents.articles, request.given
    if (path := _path_named(request)) is not None:
        if (found := opened.snapshot.by_path.get(path)) is not None:
            return found
        broken = _problems_of(opened, path)
        if any(each.level == "error" for each in broken):
            raise SiteError(broken)
    by_id = [each for each in articles if each.id == given]
    named = by_id or [each for each in articles if each.slug == given]
    if len(named) > 1:
        raise SiteError([problem("only-several", given=given, path=each.path) for each in named])
    if not named:
        known = nearest(given, [each.id for each in articles])
        unread = sum(each.startswith("content/articles/") for each in opened.snapshot.contents.unread)
        raise SiteError([problem("only-unknown", given=given, nearest=known, unread=unread or None)])
    return named[0]


def _path_named(request: GalleyRequest) -> str | None:
    # A file is named from where the editor stands, or as messages name it, from the site's folder.
    for path in (Path(request.given), request.site / request.given):
        real = path.resolve()
        if real.is_file() and real.is_relative_to(request.site / "content" / "articles"):
            return real.relative_to(request.site).as_posix()
    return None


def _problems_of(opened: Opened, path: str) -> tuple[Problem, ...]:
    return tuple(found for found in opened.problems if found.place and found.place.path == path)


def _rendered(opened: Opened, alone: Snapshot, page: Page) -> Rendered:
    settings, texts = alone.settings, opened.site.templates
    answers = PageAnswers(alone, Closures(texts), opened.site.tools)
    return Renderer(answers, Templates(texts, settings.language, settings.date_format)).render(page)


def _plan(alone: Snapshot, page: Rendered, sources: Sources) -> Plan:
    """The files beside the page. SiteError (url-claimed-twice): two want one place."""
    copies: dict[str, str] = {}
    pictures: dict[str, tuple[str, Variant]] = {}
    claims: dict[str, str] = {page.output: "the page itself"}
    (article,) = alone.contents.articles
    assets = [(name, file, None) for name, file in _assets(alone.contents, page, sources)]
    for output, file, variant in (*galley_files(alone), *assets):
        first = claims.setdefault(output, file)
        if first != file:
            place = Place(article.path)
            raise SiteError([problem("url-claimed-twice", place, url=f"/{output}", first=first, second=file)])
        if variant is None:
            copies[output] = file
        else:
            pictures[output] = (file, variant)
    return Plan({}, copies, pictures, {}, ())


def _assets(contents: Contents, page: Rendered, sources: Sources) -> Iterator[tuple[str, str]]:
    """(output, file) of what the page asked for, and of what its stylesheets name in turn."""
    asked = [str(read.args[0]) for read in page.reads if read.query == "asset"]
    # A template may name a picture that may not be shown any more.
    asked = [name for name in asked if name in contents.static]
    yield from ((hashed_name(name, contents.static[name]), f"static/{name}") for name in asked)
    # What the page names by its hash may be imported under its own name as well.
    waiting, seen = [name for name in asked if name.endswith(".css")], set[str]()
    while waiting:
        for name in _named_by(waiting.pop(), sources):
            if name in contents.static and name not in seen:
                seen.add(name)
                yield name, f"static/{name}"
                waiting += [name] if name.endswith(".css") else []


def _named_by(stylesheet: str, sources: Sources) -> Iterable[str]:
    text = sources.read(f"static/{stylesheet}").decode("utf-8", "replace")
    for found in _NAMED.finditer(text):
        target = unquote(re.split("[?#]", next(filter(None, found.groups())))[0])
        yield posixpath.normpath(posixpath.join(posixpath.dirname(stylesheet), target))


_NAMED = re.compile(
    r"""url\(\s*(?:"([^"]+)"|'([^']+)'|([^"')\s]+))\s*\)|@import\s*(?:"([^"]+)"|'([^']+)')""", re.IGNORECASE
)


def _host_texts(whole: Snapshot) -> dict[str, bytes]:
    names = [name for host in whole.settings.hosts for name in HOST_FILES[host]]
    return {name: HOST_TEXTS[name].encode() for name in names if name in HOST_TEXTS}


def _stage(opened: Opened, sources: Sources, plan: Plan, output: Output, jobs: int) -> None:
    for target, source in plan.copies.items():
        with sources.open(source) as file:
            output.stage(target, file)
    maker = PictureMaker(
        plan,
        opened.snapshot.contents.pictures,
        sources,
        opened.pictures,
        partial(_workers, jobs),
    )
    for target, data in maker.some_wanting(partial(_stands, output)):
        output.stage(target, data)


def _workers(jobs: int, work: int) -> AbstractContextManager[Executor]:
    return executor_for(work, jobs, nothing)


def _stands(output: Output, path: str) -> bool:
    # All that its bytes depend on is in its name.
    digest = output.manifest().get(path)
    return digest is not None and output.is_current(path, digest)
