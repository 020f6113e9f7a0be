"""Checks a site that is open: what a build finds, and what the desk's rules find beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress

from msgspec.structs import replace

from asiansite.content.article import Article
from asiansite.content.checks import levels_of
from asiansite.content.frontmatter import MAX_SOURCE, decode
from asiansite.content.outside import Answer, asked_as
from asiansite.content.rooms import STYLE
from asiansite.content.style import Term, read_style
from asiansite.content.twins import compressed
from asiansite.errors import Place, Problem, SiteError, as_error, in_order, problem, with_excerpts
from asiansite.rendering.page import Renderer
from asiansite.rendering.templates import Templates, broken_templates, computed_names, template_path
from asiansite.site.checks import Desk, Text, findings, outside_findings, outside_links, settled
from asiansite.site.checks.embargoes import leaked
from asiansite.storage.files import FileTree
from asiansite.work.opening import Opened
from asiansite.work.reading import lines_of

Inquiry = Callable[[Collection[str]], Mapping[str, Answer]]
"""Asks other sites: the answer of each of these URLs."""


def checked(
    opened: Opened, tree: FileTree, *, embargo: bool = False, ask: Inquiry | None = None
) -> tuple[Problem, ...]:
    """Every problem of the site in `tree`, sorted, with excerpts.

    With `embargo`, words of articles under embargo are looked for in what is public, too; with `ask`, other
    sites are asked whether the links to them lead anywhere.
    """
    style, of_style = _style(tree)
    desk = Desk(opened.snapshot, tuple(texts_of(opened, tree)), style)
    # A build finds what is wrong with templates when it renders the first page that they are for.
    own = [*of_style, *findings(desk), *broken_templates(opened.site.templates), *_of_templates(opened)]
    own += _of_lite_pages(opened)
    if embargo:
        own += leaked(opened.snapshot, desk.texts)
    if ask is not None:
        own += _of_other_sites(desk, ask)
    if opened.moment.strict:
        own = list(map(as_error, own))
    return with_excerpts(in_order([*opened.problems, *own]), lines_of(tree, own))


def _of_other_sites(desk: Desk, ask: Inquiry) -> Iterator[Problem]:
    links, levels = outside_links(desk), levels_of(desk.snapshot.settings.checks)
    answers = ask(sorted({asked_as(link.url) for link in links}))
    for rule, found in outside_findings(desk, links, answers):
        yield settled(found, levels[rule], set())


def texts_of(opened: Opened, tree: FileTree) -> Iterator[Text]:
    """The texts of the Markdown sources that could be read."""
    contents, usual = opened.snapshot.contents, opened.snapshot.settings.language
    sources: list[tuple[str, str | None, bool]] = [_of_article(article) for article in contents.articles]
    sources += [(path, page.lang, page.draft) for path, page in contents.pages.items()]
    sources += [(path, None, False) for path in contents.authors]
    for path, lang, is_draft in sources:
        text = _text(tree, path)
        if text is not None:
            yield Text(path, text, lang or usual, is_draft)


def _of_article(article: Article) -> tuple[str, str | None, bool]:
    return article.path, article.document.lang, article.document.draft


def _text(tree: FileTree, path: str) -> str | None:
    try:
        return decode(tree.read(path, limit=MAX_SOURCE), [])
    except SiteError:
        return None  # it has gone since it was read


def _style(tree: FileTree) -> tuple[tuple[Term, ...], Iterable[Problem]]:
    if not tree.exists(STYLE):
        return (), ()
    try:
        terms, problems = read_style(tree.read(STYLE, limit=MAX_SOURCE))
    except SiteError as error:
        return (), error.problems
    return terms, [replace(found, place=replace(found.place or Place(""), path=STYLE)) for found in problems]


def _of_templates(opened: Opened) -> Iterator[Problem]:
    level = levels_of(opened.snapshot.settings.checks)["template-name-computed"]
    if level != "off":
        for name, line in computed_names(opened.site.templates):
            found = problem("template-name-computed", Place(template_path(name), line))
            yield settled(found, level, set())


HEAVIEST_LITE = 14_000
"""Bytes, compressed, that a server sends before it hears from the reader: ten packets (RFC 6928)."""

_LIGHT = 8_000
"""Bytes of a compressed body with which no page of the theme comes near to that."""


def _of_lite_pages(opened: Opened) -> Iterator[Problem]:
    level, snapshot = levels_of(opened.snapshot.settings.checks)["lite-too-heavy"], opened.snapshot
    if level == "off" or not snapshot.settings.lite or opened.is_broken:
        return
    settings = snapshot.settings
    templates = Templates(opened.site.templates, settings.language, settings.date_format)
    renderer = Renderer(opened.site.answers(), templates)
    for page in opened.plan.pages:
        if page.kind != "lite":
            continue
        article = snapshot.by_id[str(page.args[0])]
        body = snapshot.contents.body(article.document.prose.digest).encode()
        if len(body) < _LIGHT or len(compressed(body, "gzip")) < _LIGHT:
            continue
        with suppress(SiteError):  # a fault in its template is told already
            size = len(compressed(renderer.render(page).data, "gzip"))
            if size > HEAVIEST_LITE:
                words = {"size": f"{size / 1000:.1f}", "most": HEAVIEST_LITE // 1000}
                found = problem("lite-too-heavy", Place(article.path), **words)
                yield settled(found, level, {article.path} if article.document.draft else set())
