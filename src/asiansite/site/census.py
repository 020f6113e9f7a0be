"""The census: what the site of a build consisted of, so that the next one can tell what has changed.

A page whose questions look at nothing that changed holds without being asked (law 11). The census
has a hash for each source, since an answer is a function of sources, their places and the context
that all share; so the topics of what changed follow from the sources that changed alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set

import msgspec

from asiansite.content.article import INSIDE, WORDS, Article, Document
from asiansite.fingerprint import fingerprint
from asiansite.site import topics
from asiansite.site.notes import state_of_notes
from asiansite.site.pictures import sources_with_pictures
from asiansite.site.snapshot import Snapshot
from asiansite.site.targets import files_named, pictures_named


class Census(msgspec.Struct, frozen=True, array_like=True):
    """One moment of a site, as far as later ones are compared with it."""

    context: str
    """The fingerprint of what any answer may depend on."""
    names: dict[str, str]
    """Names that the wording of articles decides, and addresses with them: by `tag:KEY`, `author:SLUG`."""
    articles: tuple[tuple[str, str], ...]
    """(path, hash of the bytes) of each public article, newest first, then by id."""
    notes: dict[str, str]
    """What each public article that has notes shows of them now, by its path: time alone changes it."""
    others: dict[str, str]
    """The hash of each author's file, standing page and article that is gone, by its topic."""
    files: tuple[str, ...]
    """The path of every other file that a target may name, sorted."""
    pictures: dict[str, str]
    """By path, what tells each picture that a source names: its bytes, the tools that read it, its rights now."""


Changes = Mapping[str, tuple[Article | None, Article | None]]
"""By path, an article as it was and as it is; None where it was not public."""

Then = Callable[[str, str], Article | None]
"""The article that the bytes with a hash gave at a path; None if that is forgotten."""


def census_of(snapshot: Snapshot, digest: Callable[[str], str], tools: str) -> Census:
    """Take the census; `digest` tells the hash of a source, `tools` is what else made the answers."""
    contents = snapshot.given
    names = {f"tag:{key}": f"{tag.slug} {tag.name}" for key, tag in snapshot.tags.items()}
    names |= {f"author:{slug}": name for slug, name in snapshot.author_names.items()}
    others = [*contents.authors, *contents.pages]
    gone = {
        topics.article_topic(
            id
        ): f"{digest(article.path)} {snapshot.state_of(article)} {_notes(snapshot, article)}"
        for id, article in snapshot.gone.items()
    }
    return Census(
        context=fingerprint((tools, digest("site.yaml"), *_context(snapshot, digest))).hex(),
        names=names,
        articles=tuple([(article.path, digest(article.path)) for article in snapshot.articles]),
        notes={article.path: notes for article in snapshot.articles if (notes := _notes(snapshot, article))},
        others={topics.source_topic(path): digest(path) for path in others} | gone,
        files=tuple(sorted([*contents.files, *(f"static/{name}" for name in contents.static)])),
        pictures=_pictures(snapshot),
    )


def changed_topics(
    then: Census, now: Census, snapshot: Snapshot, article_then: Then
) -> frozenset[str] | None:
    """The topics of what is another now than `then`; None if anything may be.

    `snapshot` is that of `now`. Where unpublished articles are shown their order follows the clock,
    and so anything may.
    """
    if snapshot.drafts or then.context != now.context or _renamed(then.names, now.names):
        return None
    gone = {path: article_then(path, digest) for path, digest in set(then.articles) - set(now.articles)}
    come = {path: snapshot.by_path[path] for path, _ in set(now.articles) - set(then.articles)}
    turned = {path for path in then.notes | now.notes if then.notes.get(path) != now.notes.get(path)}
    # Where time alone has changed an article, it is as if it were new.
    come |= {path: snapshot.by_path[path] for path in turned if path in now.notes}
    changes = {path: (gone.get(path), come.get(path)) for path in gone.keys() | come.keys()}
    if None in gone.values() or _names_a_file(snapshot, {*then.files} ^ {*now.files}, changes):
        return None
    found = {topic for topic in then.others | now.others if then.others.get(topic) != now.others.get(topic)}
    found |= {_list_of(name, value) for name, value in {*then.names.items()} ^ {*now.names.items()}}
    for old, new in changes.values():
        found |= _topics_of(snapshot, old, new)
    redrawn = _redrawn(snapshot, then.pictures, now.pictures)
    found |= _topics_of_pictures(snapshot, redrawn)
    found |= _topics_beside(snapshot, then, now, changes, redrawn)
    return frozenset(found)


def _context(snapshot: Snapshot, digest: Callable[[str], str]) -> Iterator[object]:
    contents = snapshot.contents
    yield snapshot.settings.base_url
    yield contents.social.key if contents.social else ""
    yield tuple(sorted((entry.slug, entry.name, entry.description) for entry in snapshot.section_entries))
    yield tuple(entry.slug for entry in snapshot.section_entries)
    yield tuple(sorted((slug, document.name) for slug, document in snapshot.bylines.documents.items()))
    yield tuple(sorted((path, page.draft) for path, page in contents.pages.items()))
    yield tuple(sorted(contents.held))
    yield tuple(sorted(contents.unread))
    yield digest("content/tags.yaml")


def _pictures(snapshot: Snapshot) -> dict[str, str]:
    found = {path: picture.key for path, picture in snapshot.given.pictures.items()}
    for name, rights in snapshot.rights.items():
        # When they end shows nowhere before they have.
        words = fingerprint((rights.credit, rights.licence, rights.source, rights.distribute)).hex()
        state = "taken out" if name in snapshot.contents.taken_out else words
        found[name] = f"{found.get(name, '')} {state}"
    return found


def _notes(snapshot: Snapshot, article: Article) -> str:
    return state_of_notes(article.document, snapshot.seconds_now)


def _renamed(then: Mapping[str, str], now: Mapping[str, str]) -> bool:
    # Another wording of a name reaches every card that shows it.
    return any(now.get(name, value) != value for name, value in then.items())


def _list_of(name: str, value: str) -> str:
    kind, _, key = name.partition(":")
    return f"tag:{value.partition(' ')[0]}" if kind == "tag" else f"author:{key}"


def _names_a_file(snapshot: Snapshot, files: Set[str], changes: Collection[str]) -> bool:
    """Whether a source that did not change may name one of `files`, which have come or gone."""
    if not files:
        return False
    return any(
        not files.isdisjoint(files_named(target, path))
        for path, links, image in sources_with_pictures(snapshot.contents)
        if path not in changes
        for target in (*(link.target for link in links), *([image.src] if image else []))
    )


def _topics_of(snapshot: Snapshot, old: Article | None, new: Article | None) -> set[str]:
    both = [article for article in (old, new) if article is not None]
    found = {topics.article_topic(article.id) for article in both}
    if _is_reworded(old, new):
        found |= {topics.words_topic(key) for article in both for key in snapshot.list_keys(article)}
    elif not _is_same(old, new):
        found |= {topics.CHANGES, *(topics.source_topic(article.path) for article in both)}
        found |= {key for article in both for key in snapshot.list_keys(article)}
    if _pictures_in(old) != _pictures_in(new):
        found |= {key for article in both for key in snapshot.list_keys(article) if key.startswith("month:")}
    return found


def _pictures_in(article: Article | None) -> list[str]:
    links = () if article is None else article.document.prose.links
    return [link.target for link in links if link.kind == "image"]


def _is_same(old: Article | None, new: Article | None) -> bool:
    """Whether two versions of an article differ in nothing that other pages can show."""
    if old is None or new is None:
        return False
    return all(getattr(old.document, name) == getattr(new.document, name) for name in _SHOWN)


def _is_reworded(old: Article | None, new: Article | None) -> bool:
    """Whether two versions of an article differ in words alone: they stand at one address, and alike in all lists."""
    if old is None or new is None or (old.path, old.id, old.slug) != (new.path, new.id, new.slug):
        return False
    return not _is_same(old, new) and all(
        getattr(old.document, name) == getattr(new.document, name) for name in _SHOWN if name not in WORDS
    )


_SHOWN = tuple(name for name in Document.__struct_fields__ if name not in INSIDE)
"""What cards and lists are made from. The body and `extra` are asked of the article itself."""


def _redrawn(snapshot: Snapshot, then: Mapping[str, str], now: Mapping[str, str]) -> dict[str, bool]:
    """The sources that name a picture which is another now; true for those whose cards show it."""
    pictures = {path for path in {*then, *now} if then.get(path) != now.get(path)}
    found: dict[str, bool] = {}
    if not pictures:
        return found
    for path, links, image in sources_with_pictures(snapshot.contents):
        if image is not None and not pictures.isdisjoint(pictures_named(image.src, path)):
            found[path] = True
        elif any(not pictures.isdisjoint(pictures_named(link.target, path)) for link in links):
            found[path] = False
    for path, target in _linked_in_notes(snapshot):
        if not pictures.isdisjoint(pictures_named(target, path)):
            found.setdefault(path, False)
    return found


def _linked_in_notes(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for article in snapshot.noted:
        for each in article.document.corrections:
            yield from ((article.path, link.target) for link in each.text.links)


def _topics_of_pictures(snapshot: Snapshot, redrawn: Mapping[str, bool]) -> set[str]:
    found: set[str] = set()
    for path, is_on_card in redrawn.items():
        article = snapshot.by_path.get(path)
        if article is None:
            found.add(topics.source_topic(path))
        elif snapshot.is_public(article):
            found.add(topics.article_topic(article.id))
            keys = snapshot.list_keys(article)
            found |= {key for key in keys if is_on_card or key.startswith("month:")}
    return found


def _topics_beside(
    snapshot: Snapshot, then: Census, now: Census, changes: Changes, redrawn: Mapping[str, bool]
) -> set[str]:
    # An article's neighbours show in its page: those of then, and those of now.
    moved = {path for path, (old, new) in changes.items() if not _is_same(old, new)}
    moved |= {path for path, is_on_card in redrawn.items() if is_on_card}
    if not moved:
        return set()
    ids = {path: article.id for path, article in snapshot.by_path.items()}
    ids |= {path: old.id for path, (old, _) in changes.items() if old is not None}
    beside = {path for census in (then, now) for path in _beside(census.articles, moved)}
    return {topics.ARTICLES, *(topics.article_topic(ids[path]) for path in beside)}


def _beside(articles: Sequence[tuple[str, str]], paths: Collection[str]) -> Iterator[str]:
    for number, (path, _) in enumerate(articles):
        if path in paths:
            yield from (other for other, _ in articles[max(number - 1, 0) : number + 2])
