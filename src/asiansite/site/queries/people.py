"""What may be asked of authors."""

from __future__ import annotations

from markupsafe import Markup

from asiansite.content.author import KINDS
from asiansite.content.markdown import resolve
from asiansite.site.answers import Author, Link, Profile
from asiansite.site.links import target_urls
from asiansite.site.pictures import shown_image
from asiansite.site.snapshot import Snapshot


def authors(snapshot: Snapshot) -> tuple[Author, ...]:
    """All authors of public articles, by name."""
    slugs = [key.removeprefix("author:") for key in snapshot.lists if key.startswith("author:")]
    found = [item for slug in slugs if (item := author(snapshot, slug)) is not None]
    return tuple(sorted(found, key=lambda item: (item.name.casefold(), item.slug)))


def author(snapshot: Snapshot, slug: str, number: int | None = None) -> Author | None:
    """An author as page `number` of their list shows them; None if no public article is theirs."""
    found = profile(snapshot, slug)
    if found is None:
        return None
    values = {name: getattr(found, name) for name in Profile.__struct_fields__}
    return Author(**values, count=len(snapshot.lists[f"author:{slug}"]) if number is None else None)


def profile(snapshot: Snapshot, slug: str) -> Profile | None:
    """An author as their articles show them, without a count that each publication would change."""
    written = snapshot.lists.get(f"author:{slug}")
    if not written:
        return None
    ref, document = snapshot.author_ref(slug), snapshot.bylines.documents.get(slug)
    if document is None:
        return Profile(slug, ref.name, ref.url, KINDS[0], None, (), None, Markup(""))
    source, path = f"content/authors/{slug}.md", f"/authors/{slug}/"
    urls = target_urls(snapshot, document.bio.links, source, path)
    return Profile(
        slug=slug,
        name=ref.name,
        url=ref.url,
        kind=document.kind,
        role=document.role,
        links=tuple(Link(link.title, link.url) for link in document.links),
        photo=shown_image(document.photo, source, path, snapshot.contents, snapshot.urls),
        bio=Markup(resolve(document.bio_html, urls.__getitem__)),  # noqa: S704 - sanitised when it was read
    )
