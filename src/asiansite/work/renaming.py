"""Renames: the new text of every source that is concerned, its proof, and its way to the disk."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from asiansite.content.aliases import is_alias
from asiansite.content.editing import NotEditable, with_keys
from asiansite.content.list_editing import values_of, with_item, with_items, without_items
from asiansite.content.rooms import TAGS
from asiansite.content.tags import read_tags, tag_key
from asiansite.content.tags_editing import (
    with_tag_item,
    with_tag_renamed,
    without_tag,
    without_tag_items,
)
from asiansite.errors import Place, Problem, SiteError, problem
from asiansite.site.addresses import alias_path
from asiansite.site.renaming import Renaming
from asiansite.storage.disk import Disk
from asiansite.storage.edited_tree import EditedTree
from asiansite.storage.exchange import Exchange, exchange
from asiansite.storage.files import FileTree
from asiansite.storage.sources import Sources
from asiansite.storage.workplace import workplace
from asiansite.work.jobs import default_jobs
from asiansite.work.opening import Opened, open_site

BOM = "\ufeff"


def exchanges_of(opened: Opened, tree: FileTree, home: Path, renaming: Renaming) -> tuple[Exchange, ...]:
    """Every file that a renaming changes, with its bytes before and after, sorted by path.

    All of it is read again before anything is written: what is planned must be what a build would find.
    SiteError: rename-not-editable, and what would be wrong afterwards and is not now.
    """
    found = sorted(_exchanges(opened, tree, renaming), key=lambda each: each.path)
    if found:
        _prove(opened, tree, home, renaming, found)
    return tuple(found)


def write(site: Path, output: Path, found: tuple[Exchange, ...]) -> None:
    """Put all in place or nothing, while no build reads. SiteError: changed-meanwhile, output-locked, cannot-write."""
    with workplace(output, site, wait=0, disk=Disk()):
        exchange(site, found)


def _exchanges(opened: Opened, tree: FileTree, renaming: Renaming) -> Iterator[Exchange]:
    for path in renaming.articles:
        before = tree.read(path)
        with _blaming(path):
            yield Exchange(path, before, with_items(_text(before), renaming.key, renaming.changed).encode())
    if renaming.key == "tags":
        yield from _of_tags_yaml(tree, renaming)
    elif renaming.file is not None:
        yield from _of_author(tree, renaming, *renaming.file)


def _of_tags_yaml(tree: FileTree, renaming: Renaming) -> Iterator[Exchange]:
    before = tree.read(TAGS) if tree.exists(TAGS) else None
    text = _text(before or b"")
    head, text = (BOM, text[1:]) if text.startswith(BOM) else ("", text)
    with _blaming(TAGS):
        after = _tags_yaml(text, renaming)
    if after == text:
        return
    is_gone = before is not None and not after.strip()
    yield Exchange(TAGS, before, None if is_gone else (head + after).encode())


def _tags_yaml(text: str, renaming: Renaming) -> str:
    for key in renaming.gone:
        text = without_tag(text, key)
    if renaming.entry is not None:
        text = with_tag_renamed(text, renaming.entry, renaming.name)
        text = without_tag_items(text, tag_key(renaming.name), "aliases", _is_at(renaming.returning))
    elif renaming.gone or renaming.redirects:
        key = tag_key(renaming.described)
        if key in read_tags(text.encode())[0].entries:
            text = without_tag_items(text, key, "aliases", _is_at(renaming.returning))
    for alias in renaming.redirects:
        text = with_tag_item(text, renaming.described, "aliases", alias)
    for synonym in renaming.synonyms:
        text = with_tag_item(text, renaming.described, "synonyms", synonym)
    return text


def _of_author(tree: FileTree, renaming: Renaming, old: str | None, new: str) -> Iterator[Exchange]:
    before = None if old is None else tree.read(old)
    text = "---\n---\n" if before is None else _text(before)
    with _blaming(old or new):
        if renaming.shown is not None:
            text = (
                with_keys(text, {"name": renaming.shown}) if before is None else _named(text, renaming.shown)
            )
        text = without_items(text, "aliases", _is_at(renaming.returning))
        for alias in renaming.redirects:
            text = with_item(text, "aliases", alias)
    after = text.encode()
    if old is None or old == new:
        if after != before:
            yield Exchange(new, before, after)
    else:
        yield Exchange(old, before, None)
        yield Exchange(new, None, after)


def _named(text: str, name: str) -> str:
    return with_items(text, "name", lambda texts: [name for _ in texts])


def _is_at(path: str) -> Callable[[str], bool]:
    return lambda alias: is_alias(alias) and alias_path(alias) == path


def _prove(opened: Opened, tree: FileTree, home: Path, renaming: Renaming, found: list[Exchange]) -> None:
    """See that a build would find what is wanted, and nothing else. SiteError."""
    then = EditedTree(tree, {each.path: each.after for each in found})
    sources, problems = then.scan()
    with (
        closing(Sources(then, sources, home)) as read,
        closing(open_site(then, read, problems, home, opened.moment, default_jobs())) as after,
    ):
        _refuse_new_problems(opened.problems, after.problems)
        _compare(opened, after, renaming, {each.path: each for each in found})


def _refuse_new_problems(before: tuple[Problem, ...], after: tuple[Problem, ...]) -> None:
    known = Counter((each.slug, each.says) for each in before)
    new = []
    for each in after:
        if each.level == "error":
            known[each.slug, each.says] -= 1
            if known[each.slug, each.says] < 0:
                new.append(each)
    if new:
        raise SiteError([*new, problem("rename-breaks")])


def _compare(before: Opened, after: Opened, renaming: Renaming, found: Mapping[str, Exchange]) -> None:
    """Each article says what it said, but for the names that are changed."""
    then = after.snapshot.by_path
    for article in before.snapshot.contents.articles:
        new, written = then.get(article.path), found.get(article.path)
        wanted = [text for text in renaming.changed(renaming.texts_of(article.document)) if text is not None]
        is_said = new is not None and list(renaming.texts_of(new.document)) == wanted
        if not is_said or (written is not None and not _is_same_beside(written, renaming.key)):
            raise SiteError([problem("rename-not-editable", Place(article.path))])


def _is_same_beside(written: Exchange, key: str) -> bool:
    (front, body), (new_front, new_body) = (
        values_of(_text(data or b"")) for data in (written.before, written.after)
    )
    return body == new_body and front | {key: None} == new_front | {key: None}


@contextmanager
def _blaming(path: str) -> Iterator[None]:
    try:
        yield
    except NotEditable:
        raise SiteError([problem("rename-not-editable", Place(path))]) from None


def _text(data: bytes) -> str:
    return data.decode("utf-8")
