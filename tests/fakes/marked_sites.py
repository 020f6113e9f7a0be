"""Random sites whose every word is a mark: `zq…qz`, which stands in no page by chance."""

from __future__ import annotations

from asiansite.content.article import Article
from asiansite.content.author import AuthorDocument
from asiansite.content.front import FrontPicks
from asiansite.content.links import NamedLink
from asiansite.content.markdown import Link
from asiansite.content.settings import Settings
from asiansite.content.tags import TagEntry, TagTable, tag_key
from asiansite.content.text.slugs import slug_of
from asiansite.site.contents import Contents
from asiansite.site.snapshot import Snapshot
from tests.fakes.values import replace


def mark(word: str) -> str:
    """`word` as a mark: no mark is part of another."""
    return f"zq{word}qz"


def marked(contents: Contents) -> Contents:
    """The same site, with marks for its names, headlines, slugs, tags, authors, sections and old addresses."""
    return replace(
        contents,
        settings=_settings(contents.settings),
        articles=tuple(map(_article, contents.articles)),
        authors={_path(path): _author(path, author) for path, author in contents.authors.items()},
        pages={_path(path): replace(page, title=mark(page.title)) for path, page in contents.pages.items()},
        tags=_table(contents.tags),
        front=_picks(contents.front),
    )


def words_of(snapshot: Snapshot, article: Article) -> set[str]:
    """The marks that an article may show: its own, and the names of its authors, its tags and its section."""
    document, found = article.document, {article.path.rpartition("/")[2][:-3], article.id, article.slug}
    found |= {document.title, document.description, *document.tags, *document.authors}
    found |= {each.strip("/").rpartition("/")[2] for each in document.aliases}
    found |= {snapshot.bylines.name(slug) or slug for slug in snapshot.author_slugs(article)}
    found |= set(snapshot.author_slugs(article))
    for text in document.tags:
        key = snapshot.tag_key(text)
        entry = snapshot.contents.tags.entries.get(key)
        found |= {key, snapshot.tag_slug(key, text), entry.name if entry else text}
    if document.section:
        section = snapshot.section_of(article)
        # Where sections are those that articles name, one that no public article is in has no entry yet.
        found |= {document.section, slug_of(document.section)}
        found |= {section.slug, section.name} if section else set()
    return {word.casefold() for word in found}


def _article(article: Article) -> Article:
    document, name = article.document, article.id
    links = tuple(map(_link, document.prose.links))
    corrections = tuple(
        replace(each, text=replace(each.text, links=tuple(map(_link, each.text.links))))
        for each in document.corrections
    )
    made = replace(
        document,
        id=mark(f"id-{name}"),
        title=mark(f"headline-{name}"),
        description=mark(f"standfirst-{name}"),
        tags=tuple(map(mark, document.tags)),
        authors=tuple(map(mark, document.authors)),
        section=None if document.section is None else mark(document.section),
        aliases=tuple(f"/old/{mark(f'alias-{name}')}/" for _ in document.aliases),
        corrections=corrections,
        prose=replace(document.prose, links=links),
    )
    return Article(_path(article.path), mark(f"id-{name}"), mark(f"slug-{name}"), made)


def _link(link: Link) -> Link:
    return replace(link, target=_path(link.target))


def _path(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{mark(name[:-3])}.md" if name.endswith(".md") else path


def _author(path: str, author: AuthorDocument) -> AuthorDocument:
    name = path.rpartition("/")[2]
    bio = replace(author.bio, links=tuple(map(_link, author.bio.links)))
    return replace(
        author,
        name=mark(author.name),
        role=mark(f"role-{name}"),
        aliases=(f"/staff/{mark(f'was-{name}')}/",),
        bio=bio,
        bio_html=author.bio_html + mark(f"bio-{name}"),
    )


def _table(table: TagTable) -> TagTable:
    entries = {}
    for key, entry in table.entries.items():
        entries[tag_key(mark(key))] = TagEntry(
            tag_key(mark(key)),
            mark(entry.name),
            mark(entry.slug or key),
            mark(f"told-{key}"),
            (f"/topics/{mark(f'topic-{key}')}/",),
            entry.spot,
        )
    synonyms = {tag_key(mark(word)): tag_key(mark(key)) for word, key in table.synonyms.items()}
    return TagTable(entries, synonyms)


def _settings(settings: Settings) -> Settings:
    sections = settings.sections
    return replace(
        settings,
        menu=tuple(NamedLink(mark(f"menu-{link.title}"), _path(link.url)) for link in settings.menu),
        sections=None
        if sections is None
        else tuple(
            replace(each, slug=mark(each.slug), name=mark(each.name), description=mark(f"of-{each.slug}"))
            for each in sections
        ),
    )


def _picks(front: FrontPicks) -> FrontPicks:
    def named(id: str) -> str:
        return mark(f"id-{id}")

    lead = front.lead and replace(front.lead, article=named(front.lead.article))
    return FrontPicks(lead, tuple(replace(pick, article=named(pick.article)) for pick in front.secondary))
