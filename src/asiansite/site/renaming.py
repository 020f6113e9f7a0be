"""Renaming: what is to become of the names by which articles call a tag or an author, and of its addresses.

A redirect is added for an address that readers may know: one that urls.lock has. Where there is no lock,
each has been published, but for the one in between when a name goes back to what it was.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from asiansite.content.article import Document
from asiansite.content.tags import tag_key
from asiansite.content.text.slugs import is_slug, slug_of
from asiansite.content.text.spaces import in_one_line
from asiansite.errors import SiteError, nearest, problem
from asiansite.site.addresses import alias_path, list_path
from asiansite.site.naming import NameInUse, authors_in_use, tags_in_use
from asiansite.site.snapshot import Snapshot


class Renaming(Struct, frozen=True):
    """What is to be changed."""

    key: str
    """Of front matter: `tags` or `author`."""
    name: str
    """The new name of the tag; the new slug of the author."""
    texts: Mapping[str, str]
    """What articles say, and what they are to say."""
    same: frozenset[str]
    """What names the new one already, and stays."""
    redirects: tuple[str, ...] = ()
    """Old addresses that are to lead to the new one, sorted."""
    returning: str = ""
    """The new address, which must no longer be an old one."""
    path: str = ""
    """The address afterwards."""
    entry: str | None = None
    """Tags: the key of the entry in tags.yaml that gets the new name."""
    described: str = ""
    """Tags: what the entry is called afterwards, if there is one."""
    gone: tuple[str, ...] = ()
    """Tags: the keys whose entries go."""
    synonyms: tuple[str, ...] = ()
    """Tags: wordings that the entry gets in addition."""
    file: tuple[str | None, str] | None = None
    """Authors: where the file stands (None: it is to be made), and where it is to stand."""
    shown: str | None = None
    """Authors: the name that the file is to have; None for the one that it has."""
    articles: tuple[str, ...] = ()
    """The articles that are to be changed."""

    def texts_of(self, document: Document) -> tuple[str, ...]:
        """What an article says under the key."""
        return document.tags if self.key == "tags" else document.authors

    def changed(self, texts: Sequence[str]) -> list[str | None]:
        """The items of a list, each as it is to be; None for one that would stand there twice."""
        is_there = any(text in self.same for text in texts)
        found: list[str | None] = []
        for text in texts:
            new = self.texts.get(text)
            found.append(text if new is None else None if is_there else new)
            is_there = is_there or new is not None
        return found


def tag_renamed(snapshot: Snapshot, old: str, new: str) -> Renaming:
    """What `tags --rename` does. SiteError: no-such-tag, tag-exists, tag-no-slug."""
    names, new = tags_in_use(snapshot), _clean(new)
    found = _tag(names, snapshot, old)
    key, entry = snapshot.contents.tags.key(new), snapshot.contents.tags.entries.get(found.key)
    slug = entry.slug if entry and entry.slug else slug_of(new)
    if not is_slug(slug):
        raise SiteError([problem("tag-no-slug", given=new)])
    path = list_path(f"tag:{slug}")
    other = names.get(key) or next((each for each in names.values() if each.path == path), None)
    if other is not None and other.key != found.key:
        raise SiteError([problem("tag-exists", given=new, other=other.name, old=old)])
    aliases = entry.aliases if entry else ()
    texts = {text: new for text in found.wordings if text != new}
    return _with_articles(
        snapshot,
        Renaming(
            "tags",
            new,
            texts,
            frozenset({new}),
            redirects=_redirects(snapshot, [found], path, aliases),
            returning=path,
            path=path,
            entry=found.key if entry else None,
            described=new,
        ),
    )


def tags_merged(snapshot: Snapshot, olds: Sequence[str], new: str) -> Renaming:
    """What `tags --merge` does. SiteError: no-such-tag."""
    names = tags_in_use(snapshot)
    target = _tag(names, snapshot, new)
    found = {each.key: each for each in (_tag(names, snapshot, old) for old in olds)}
    # One tag in two wordings: the one that was given last stands.
    text = _clean(new) if target.key in found or not target.wordings else target.wordings[0]
    texts = {wording: text for each in found.values() for wording in each.wordings if wording != text}
    gone = [each for key, each in found.items() if key != target.key]
    table = snapshot.contents.tags
    entry = table.entries.get(target.key)
    entries = [each.key for each in gone if each.is_described]
    synonyms = [word for word, key in table.synonyms.items() if key in entries and word != target.key]
    redirects = {alias for key in entries for alias in table.entries[key].aliases}
    redirects |= set(_redirects(snapshot, gone, target.path, entry.aliases if entry else ()))
    return _with_articles(
        snapshot,
        Renaming(
            "tags",
            text,
            texts,
            frozenset(word for word in target.wordings if word not in texts) | {text},
            redirects=tuple(sorted(each for each in redirects if alias_path(each) != target.path)),
            returning=target.path,
            path=target.path,
            described=target.key if entry else text,
            gone=tuple(entries),
            synonyms=tuple(sorted(synonyms)),
        ),
    )


def author_renamed(snapshot: Snapshot, old: str, new: str) -> Renaming:
    """What `authors --rename` does. SiteError: no-such-author, author-exists, author-no-slug.

    A slug as the new name moves the page, and the name stays; another name is the name, and makes the slug.
    """
    names, bylines, new = authors_in_use(snapshot), snapshot.bylines, _clean(new)
    found = names.get(bylines.slug(_clean(old)))
    if found is None:
        known = [*names, *(each.name for each in names.values())]
        raise SiteError([problem("no-such-author", given=old, nearest=nearest(old, known))])
    slug, name = (new, None) if is_slug(new) else (slug_of(new), new)
    if not is_slug(slug):
        raise SiteError([problem("author-no-slug", given=new)])
    other = names.get(bylines.slug(new)) or names.get(slug)
    joins = other is not None and other.key != found.key and other.is_described
    if other is not None and other.key != found.key and (found.is_described or not joins):
        raise SiteError([problem("author-exists", given=new, other=other.name, path=other.path)])
    slug = other.key if other is not None and joins else slug
    texts = {
        word: new if joins else written
        for word in found.wordings
        if (written := _byline(word, found, slug, name)) != word or joins
    }
    path, document = list_path(f"author:{slug}"), bylines.documents.get(slug if joins else found.key)
    redirects = _redirects(snapshot, [found], path, document.aliases if document else ())
    if found.is_described or joins:
        file: tuple[str | None, str] | None = _file(snapshot, slug if joins else found.key, slug)
    else:
        by_name = any(texts.get(word, word) not in (slug, new) for word in found.wordings)
        file = (None, f"content/authors/{slug}.md") if redirects or by_name else None
    shown = None if joins else name if found.is_described else name or found.name
    same = frozenset({new, slug, *(other.wordings if other is not None and joins else ())}) - texts.keys()
    renaming = Renaming(
        "author",
        slug,
        texts,
        same,
        redirects,
        path if path != found.path else "",
        path,
        file=file,
        shown=shown,
    )
    return _with_articles(snapshot, renaming)


def _byline(word: str, found: NameInUse, slug: str, name: str | None) -> str:
    """What an article is to say instead of `word`: a slug for a slug, a name for a name."""
    if word == found.key or tag_key(word) != tag_key(found.name):
        return name if name is not None and not found.is_described else slug
    return word if name is None else name


def _file(snapshot: Snapshot, old: str, new: str) -> tuple[str, str]:
    path = next(path for path in snapshot.contents.authors if path.rpartition("/")[2] == f"{old}.md")
    return path, f"{path.rpartition('/')[0]}/{new}.md"


def _tag(names: Mapping[str, NameInUse], snapshot: Snapshot, given: str) -> NameInUse:
    given = _clean(given)
    found = names.get(snapshot.contents.tags.key(given))
    if found is None:
        # By what pages show, or by the address.
        shown = (each for each in names.values() if tag_key(each.name) == tag_key(given))
        found = next(shown, None) or next(
            (each for each in names.values() if each.path == f"/tags/{given}/"), None
        )
    if found is None:
        known = [*(each.name for each in names.values()), *snapshot.contents.tags.synonyms]
        raise SiteError([problem("no-such-tag", given=given, nearest=nearest(given, known))])
    return found


def _redirects(
    snapshot: Snapshot, olds: Iterable[NameInUse], new: str, aliases: Sequence[str]
) -> tuple[str, ...]:
    locked, known = snapshot.contents.locked, {alias_path(alias) for alias in aliases}
    paths = {each.path for each in olds if each.path not in known | {new}}
    if locked:
        return tuple(sorted(paths & locked.keys()))
    return () if new in known else tuple(sorted(paths))


def _with_articles(snapshot: Snapshot, renaming: Renaming) -> Renaming:
    changed = [
        article.path
        for article in snapshot.contents.articles
        if any(text in renaming.texts for text in renaming.texts_of(article.document))
    ]
    return replace(renaming, articles=tuple(changed))


def _clean(text: str) -> str:
    return in_one_line(unicodedata.normalize("NFC", text))
