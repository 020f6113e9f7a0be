"""One immutable moment of the site: its documents joined, what is public now, and its indexes.

What is not yet public at the snapshot's clock is in no index, no count, no name: nothing that
is asked of a snapshot shows that it exists.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property, lru_cache
from operator import itemgetter

from msgspec.structs import replace

from asiansite.content.article import INSIDE, WORDS, Article, Document
from asiansite.content.corrections import Correction
from asiansite.content.language import direction
from asiansite.content.permalink import fill
from asiansite.content.rights import Rights
from asiansite.content.settings import SectionEntry
from asiansite.content.tags import tag_key
from asiansite.content.text.slugs import slug_of
from asiansite.site.answers import Card, Ref, Section, Tag
from asiansite.site.bylines import Bylines
from asiansite.site.contents import Contents
from asiansite.site.lifetimes import EXPIRED, HIDDEN, PUBLIC, WITHDRAWN, state_at
from asiansite.site.notes import corrections_at, is_corrected, updated_at
from asiansite.site.pictures import shown_image
from asiansite.site.rights import ends_in, limits_of, rights_of, without
from asiansite.site.urls import Urls


def last_midnight(now: datetime) -> datetime:
    """The last midnight at or before `now`, in its zone; the first, where clocks go back over it."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)


def is_alike(old: Article, new: Article) -> bool:
    """Whether two versions of an article stand at one place in every list and at one address, under the same names."""
    steady = (name for name in Document.__struct_fields__ if name not in FREE)
    return (
        (old.path, old.id, old.slug) == (new.path, new.id, new.slug)
        and all(getattr(old.document, name) == getattr(new.document, name) for name in steady)
        # What limits a picture here limits it wherever it is shown.
        and limits_of(old.document.image) == limits_of(new.document.image)
    )


FREE = WORDS | INSIDE | {"label", "image", "updated"}
"""What of a document decides nothing about other pages than those that show its card or its body."""

_OF_OTHER_THINGS = (
    "urls bylines seconds positions tags tags_by_slug section_entries sections author_names "
    "rights _newest _paths _tag_keys _tag_lists _author_lists _sections_named _author_refs _sections_by_word _tag_refs _section_refs"
).split()
"""The indexes that hold no article, and depend on nothing that is free."""


@cache
def _months_lists(year: int, month: int) -> tuple[str, str]:
    """The keys of the lists of a year and of a month: most articles share them with others."""
    return f"year:{year:04}", f"month:{year:04}-{month:02}"


@lru_cache(maxsize=4096)
def _day_words(year: int, month: int, day: int) -> Mapping[str, str]:
    """A day, as addresses have it."""
    return {"year": f"{year:04}", "month": f"{month:02}", "day": f"{day:02}"}


def _exchanged(articles: Sequence[Article], old: Article, new: Article) -> tuple[Article, ...]:
    at = articles.index(old)
    return (*articles[:at], new, *articles[at + 1 :])


class Snapshot:
    """The site at one instant. Nothing in it changes; indexes are made when first asked for."""

    def __init__(
        self,
        contents: Contents,
        now: datetime,
        *,
        drafts: bool = False,
        shown: frozenset[str] = frozenset(),
        urls: Urls | None = None,
    ) -> None:
        """Join `contents` at `now` (aware).

        With `drafts`, unpublished articles are shown, marked; so are those whose paths are in `shown`.
        `urls` makes other URLs than those that the settings tell.
        """
        self.given = contents
        """The documents and all files, also those that may not be shown any more."""
        self.settings = contents.settings
        self.now = now.astimezone(self.settings.zone)
        self.drafts = drafts
        self.shown = shown
        self.urls = urls or Urls(self.settings)
        self.bylines = Bylines(contents.authors)
        self._cards: dict[str, Card] = {}
        self._newest: dict[tuple[str, int], tuple[str, ...]] = {}
        self._paths: dict[str, str] = {}
        self._tag_keys: dict[str, str] = {}
        self._tag_lists: dict[str, str] = {}
        self._author_lists: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._sections_named: dict[str, SectionEntry | None] = {}
        self._author_refs: dict[str, Ref] = {}
        self._changes: dict[str, datetime] = {}
        self.seconds_now = self.now.timestamp()

    def with_article(self, article: Article) -> Snapshot:
        """The same moment with another version of an article that `is_alike` to the one in its place.

        It costs no walk through the site: indexes are shared, or copied with the one exchanged for the other.
        """
        old = self.by_path[article.path]
        given = replace(self.given, articles=_exchanged(self.given.articles, old, article))
        made = Snapshot(given, self.now, drafts=self.drafts, shown=self.shown)
        known, new = self.__dict__, made.__dict__
        if self.contents is not self.given:
            new["contents"] = replace(self.contents, articles=given.articles)
        new |= {name: known[name] for name in _OF_OTHER_THINGS if name in known}
        new["by_path"] = {**self.by_path, article.path: article}
        public, is_public = ("articles", "by_id", "lists"), self.is_public(old)
        new |= {name: known[name] for name in public if name in known}
        if is_public and "articles" in known:
            new["articles"] = _exchanged(self.articles, old, article)
        if is_public and "by_id" in known and self.by_id[old.id] is old:
            new["by_id"] = {**self.by_id, old.id: article}
        if is_public and "lists" in known:
            keys = self.list_keys(old)
            new["lists"] = {**self.lists, **{key: _exchanged(self.lists[key], old, article) for key in keys}}
        new["_cards"] = {id: card for id, card in self._cards.items() if id != old.id}
        return made

    @cached_property
    def rights(self) -> Mapping[str, Rights]:
        """What holds of pictures now, by path below content/ or static/, or by address: see `rights_of`."""
        return rights_of(self.given, self._is_known)

    @cached_property
    def ends(self) -> Mapping[tuple[str, datetime], str]:
        """By picture and instant, the file that says that the rights in it end then: see `ends_in`."""
        return ends_in(self.given, self._is_known)

    @cached_property
    def contents(self) -> Contents:
        """The documents, and the files that may be shown now."""
        if not self.rights:
            return self.given
        ends = ((name, rights.expires) for name, rights in self.rights.items())
        gone = frozenset(name for name, end in ends if end is not None and self.is_past(end))
        return replace(without(self.given, gone), rights=self.rights)

    def is_public(self, article: Article) -> bool:
        """Whether readers may see the article now."""
        state = self.state_of(article)
        is_shown = self.drafts or article.path in self.shown
        return state == PUBLIC or (is_shown and state == HIDDEN)

    def state_of(self, article: Article) -> str:
        """What the article is to readers now: see `state_at`."""
        return state_at(article.document, self.seconds_now)

    def is_past(self, moment: datetime) -> bool:
        """Whether `moment` has come by now."""
        # As instants: of two times in one zone Python compares the walls' clocks, which go back once a year.
        return moment.timestamp() <= self.seconds_now

    def date_of(self, article: Article) -> datetime:
        """When the article is (to be) published; one without a date stands at the day's 00:00."""
        return article.document.planned or last_midnight(self.now)

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The public articles, newest first, then by id."""
        articles = self.contents.articles
        found = [
            (-self.date_of(article).timestamp(), article.id, number)
            for number, article in enumerate(articles)
            if self.is_public(article)
        ]
        return tuple([articles[number] for _, _, number in sorted(found)])

    @cached_property
    def gone(self) -> Mapping[str, Article]:
        """By id, the articles that have expired or were withdrawn: their addresses stay, and say so."""
        return {
            article.id: article
            for article in self.contents.articles
            if self.state_of(article) in (EXPIRED, WITHDRAWN)
        }

    @cached_property
    def noted(self) -> tuple[Article, ...]:
        """All articles that have corrections or a legal notice, public or not."""
        return tuple(
            [
                article
                for article in self.contents.articles
                if article.document.corrections or article.document.legal_notice is not None
            ]
        )

    @cached_property
    def corrections(self) -> tuple[tuple[Article, Correction], ...]:
        """Every correction of a public article that has come, the newest first, then by the article's id."""
        found = [
            (-each.date.timestamp(), article.id, number, article, each)
            for article in self.noted
            if self.is_public(article)
            for number, each in enumerate(corrections_at(article.document, self.seconds_now))
        ]
        return tuple((article, each) for *_, article, each in sorted(found, key=itemgetter(0, 1, 2)))

    @cached_property
    def by_id(self) -> Mapping[str, Article]:
        """The public articles by id."""
        return {article.id: article for article in self.articles}

    def newest(self, key: str, count: int) -> tuple[str, ...]:
        """The ids of the newest articles of a list, made once."""
        ids = self._newest.get((key, count))
        if ids is None:
            ids = self._newest[key, count] = tuple([article.id for article in self.lists[key][:count]])
        return ids

    @cached_property
    def seconds(self) -> Mapping[str, int]:
        """When each public article was published, in seconds of the epoch, by id."""
        return {article.id: int(self.date_of(article).timestamp()) for article in self.articles}

    @cached_property
    def revised(self) -> frozenset[str]:
        """The ids of the public articles that say they were changed since they were published, or may come to say so."""
        return frozenset(
            [each.id for each in self.articles if each.document.updated or each.document.corrections]
        )

    def last_change(self, article: Article) -> datetime:
        """When a public article was last changed, as readers are told: never before it was published. Made once."""
        changed = self._changes.get(article.id)
        if changed is None:
            changed = self._changes[article.id] = self._last_change(article)
        return changed

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Where each public article stands in `articles`, by id."""
        return {article.id: number for number, article in enumerate(self.articles)}

    @cached_property
    def by_path(self) -> Mapping[str, Article]:
        """All articles by the path of their source, public or not."""
        return {article.path: article for article in self.contents.articles}

    @cached_property
    def lists(self) -> Mapping[str, Sequence[Article]]:
        """Every list of public articles, newest first, by its key, such as `tag:asean` or `year:2025`."""
        lists: dict[str, list[Article]] = defaultdict(list)
        for section in self.section_entries:
            lists[f"section:{section.slug}"] = []
        for article in self.articles:
            for key in self.list_keys(article):
                lists[key].append(article)
        return dict(lists)

    @cached_property
    def tags(self) -> Mapping[str, Tag]:
        """Every tag of a public article, by key, sorted by name."""
        counts: dict[str, int] = defaultdict(int)
        names: dict[str, str] = {}
        for article in self.articles:
            # The oldest article's spelling stands: articles run newest first, so the last wins.
            keyed = {self.tag_key(text): text for text in article.document.tags}
            names |= keyed
            for key in keyed:
                counts[key] += 1
        tags = [self._tag(key, names[key], counts[key]) for key in counts]
        return dict(sorted(zip(counts, tags, strict=True), key=lambda pair: (tag_key(pair[1].name), pair[0])))

    @cached_property
    def tags_by_slug(self) -> Mapping[str, Tag]:
        """The tags by slug."""
        return {tag.slug: tag for tag in self.tags.values()}

    @cached_property
    def section_entries(self) -> tuple[SectionEntry, ...]:
        """The sections in their order: those of the settings, or those that public articles name."""
        if self.settings.sections is not None:
            return self.settings.sections
        found: dict[str, SectionEntry] = {}
        for article in reversed(self.articles):
            if (name := article.document.section) and (slug := slug_of(name)):
                found.setdefault(slug, SectionEntry(slug, name if name != slug else name.capitalize(), None))
        return tuple(found[slug] for slug in sorted(found))

    @cached_property
    def sections(self) -> Mapping[str, Section]:
        """The sections by slug, in their order."""
        return {
            entry.slug: Section(
                entry.slug,
                entry.name,
                self.urls.url(f"/{entry.slug}/"),
                entry.description,
                len(self.lists[f"section:{entry.slug}"]),
            )
            for entry in self.section_entries
        }

    def section_of(self, article: Article) -> SectionEntry | None:
        """The section that an article names, by slug or by name; None if it names none of ours."""
        name = article.document.section
        if name is None:
            return None
        if name not in self._sections_named:
            self._sections_named[name] = self._section_named(name)
        return self._sections_named[name]

    def path_of(self, article: Article) -> str:
        """The path of an article's page, made once."""
        path = self._paths.get(article.path)
        if path is None:
            path = self._paths[article.path] = self._path_of(article)
        return path

    def _is_known(self, article: Article) -> bool:
        # What is not public yet must not tell of itself by what it takes from other pages.
        is_shown = self.drafts or article.path in self.shown
        return is_shown or self.state_of(article) != HIDDEN

    def _tag_list(self, text: str) -> str:
        key = self._tag_lists.get(text)
        if key is None:
            known = self.tags.get(self.tag_key(text))
            slug = known.slug if known else self.tag_slug(self.tag_key(text), text)
            key = self._tag_lists[text] = f"tag:{slug}"
        return key

    def _section_named(self, name: str) -> SectionEntry | None:
        found = self._sections_by_word.get(tag_key(name))
        if found is None and self.settings.sections is None:
            # Where sections are those that articles name, two wordings with one address are one section.
            found = self._sections_by_word.get(tag_key(slug_of(name)))
        return found

    def _path_of(self, article: Article) -> str:
        permalink, date = self.settings.permalink, self.date_of(article)
        values = {"slug": article.slug, "id": article.id, **_day_words(date.year, date.month, date.day)}
        if "{section}" in permalink:
            values["section"] = self._section_slug(article)
        if "{lang}" in permalink:
            values["lang"] = article.document.lang or self.settings.language
        return fill(permalink, values)

    def _section_slug(self, article: Article) -> str:
        section, name = self.section_of(article), article.document.section
        if section is None and name is not None and self.settings.sections is None:
            # Nothing public is in it (any more): the address must be the same all the while.
            return slug_of(name)
        return section.slug if section else ""

    def card(self, article: Article) -> Card:
        """The card of an article, made once."""
        card = self._cards.get(article.id)
        if card is None:
            card = self._cards[article.id] = self._card(article)
        return card

    def author_slugs(self, article: Article) -> tuple[str, ...]:
        """The slugs of an article's authors, in their order, each once."""
        return tuple(dict.fromkeys(map(self.bylines.slug, article.document.authors)))

    def tag_key(self, text: str) -> str:
        """The key of the tag that `text` names."""
        key = self._tag_keys.get(text)
        if key is None:
            key = self._tag_keys[text] = self.contents.tags.key(text)
        return key

    def list_keys(self, article: Article) -> list[str]:
        """The keys of the lists that an article stands in while it is public."""
        document, date = article.document, self.date_of(article)
        section = None if document.section is None else self.section_of(article)
        keys = list(_months_lists(date.year, date.month))
        if section is not None:
            keys.append(f"section:{section.slug}")
        by = self._author_lists.get(document.authors)
        if by is None:
            slugs = self.author_slugs(article)
            by = self._author_lists[document.authors] = tuple([f"author:{slug}" for slug in slugs])
        known, tags = self._tag_lists, []
        for text in document.tags:
            key = known.get(text) or self._tag_list(text)
            if key not in tags:
                tags.append(key)
        return [*keys, *by, *tags]

    def tag_slug(self, key: str, text: str) -> str:
        """The slug of a tag: that of tags.yaml, or one made from its wording."""
        entry = self.contents.tags.entries.get(key)
        return (entry.slug if entry and entry.slug else slug_of(entry.name if entry else text)) or ""

    def author_ref(self, slug: str) -> Ref:
        """An author in a line of text."""
        ref = self._author_refs.get(slug)
        if ref is None:
            ref = Ref(slug, self.author_names[slug], self.urls.url(f"/authors/{slug}/"))
            self._author_refs[slug] = ref
        return ref

    @cached_property
    def author_names(self) -> Mapping[str, str]:
        """The name of each author of a public article, by slug."""
        names: dict[str, str] = {}
        for article in self.articles:
            for text in article.document.authors:
                slug = self.bylines.slug(text)
                names[slug] = self.bylines.name(slug) or text
        return names

    @cached_property
    def _sections_by_word(self) -> Mapping[str, SectionEntry]:
        words = {tag_key(entry.name): entry for entry in self.section_entries}
        return words | {tag_key(entry.slug): entry for entry in self.section_entries}

    @cached_property
    def _tag_refs(self) -> Mapping[str, Ref]:
        return {key: Ref(tag.slug, tag.name, tag.url) for key, tag in self.tags.items()}

    @cached_property
    def _section_refs(self) -> Mapping[str, Ref]:
        return {
            entry.slug: Ref(entry.slug, entry.name, self.urls.url(f"/{entry.slug}/"))
            for entry in self.section_entries
        }

    def _tag(self, key: str, text: str, count: int) -> Tag:
        entry = self.contents.tags.entries.get(key)
        slug = self.tag_slug(key, text)
        name, description = (entry.name, entry.description) if entry else (text, None)
        return Tag(slug, name, self.urls.url(f"/tags/{slug}/"), description, count)

    def _last_change(self, article: Article) -> datetime:
        published, updated = self.date_of(article), updated_at(article.document, self.seconds_now)
        return published if updated is None else max(published, updated, key=datetime.timestamp)

    def _card(self, article: Article) -> Card:
        document, path, section = article.document, self.path_of(article), self.section_of(article)
        lang = document.lang or self.settings.language
        tags = dict.fromkeys(map(self.tag_key, document.tags))
        return Card(
            id=article.id,
            url=self.urls.url(path),
            absolute=self.urls.absolute(path),
            title=document.title,
            date=self.date_of(article),
            updated=updated_at(document, self.seconds_now),
            corrected=is_corrected(corrections_at(document, self.seconds_now)),
            expires=document.expires,
            description=document.description,
            label=document.label,
            section=self._section_refs[section.slug] if section else None,
            lang=lang,
            dir=direction(lang),
            authors=tuple(self.author_ref(slug) for slug in self.author_slugs(article)),
            tags=tuple(self._tag_refs[key] for key in tags),
            image=shown_image(document.image, article.path, path, self.contents, self.urls),
            dateline=document.dateline,
            marks=self._marks(article),
        ).sealed()

    def _marks(self, article: Article) -> tuple[str, ...]:
        document = article.document
        if document.draft or document.planned is None:
            return ("draft",)
        if document.lacks:
            return ("held",)
        if document.embargo is not None and not self.is_past(document.embargo):
            return ("embargoed",)
        return () if self.is_past(document.planned) else ("scheduled",)
