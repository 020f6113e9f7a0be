"""Social images at their places: what each page has messengers and networks show, and what is drawn for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from asiansite.content.article import Article
from asiansite.content.images import Image
from asiansite.content.pictures import MIDDLE, Picture, Variant, name_of, parse_focus, social_crop
from asiansite.content.pictures.elsewhere import address_of
from asiansite.content.settings import SectionEntry
from asiansite.content.social import HEIGHT, WIDTH, Drawing, SocialKit, key_of
from asiansite.content.social.kit import drawable
from asiansite.content.weaves import Weave, weave_of, weave_of_section
from asiansite.errors import Place, Problem, problem
from asiansite.site.addresses import list_path, standing_path
from asiansite.site.answers import Social
from asiansite.site.pictures import shown_image
from asiansite.site.snapshot import Snapshot
from asiansite.site.targets import file_named, file_path, is_absolute


class Drawn(NamedTuple):
    """A drawing at its place."""

    path: str
    """The path of its file."""
    drawing: Drawing
    owner: str
    """How a message names whose it is."""


def social_of_article(snapshot: Snapshot, article: Article) -> Social | None:
    """The image of a public article: its own picture's, one with its headline, or its section's."""
    image, path = article.document.image, snapshot.path_of(article)
    own = _own(snapshot, image, article.path, path)
    if own is not None:
        return own
    drawn = _of_article(snapshot, article)
    if drawn is not None:
        return _social(snapshot, drawn, article.document.title)
    section = snapshot.section_of(article)
    return social_of_section(snapshot, section.slug if section else "")


def social_of_page(snapshot: Snapshot, source: str) -> Social | None:
    """The image of a standing page: its own picture's, or the outlet's."""
    document = snapshot.contents.pages.get(source)
    own = None if document is None else _own(snapshot, document.image, source, standing_path(source))
    return own or social_of_section(snapshot, "")


def social_of_author(snapshot: Snapshot, slug: str) -> Social | None:
    """The image of an author's page: a square of the photo, or the outlet's image."""
    document = snapshot.bylines.documents.get(slug)
    photo = None if document is None else document.photo
    shown = shown_image(
        photo, f"content/authors/{slug}.md", f"/authors/{slug}/", snapshot.contents, snapshot.urls
    )
    square = next((crop for crop in shown.crops if crop.ratio == "1:1"), None) if shown else None
    if square is None or photo is None or square.width < LEAST_SQUARE:
        return social_of_section(snapshot, "")
    url = snapshot.settings.origin + square.url
    return Social(url, square.width, square.height, "image/jpeg", photo.alt or None)


def social_of_section(snapshot: Snapshot, slug: str) -> Social | None:
    """The image of a section; that of the outlet, if `slug` is empty or names none."""
    kit = snapshot.contents.social
    if kit is None:
        return None
    entry = next((entry for entry in snapshot.section_entries if entry.slug == slug), None)
    outlet = snapshot.settings.title
    alt = f"{entry.name} — {outlet}" if entry else outlet
    return _social(snapshot, _of_section(snapshot, kit, entry), alt)


def drawn_images(snapshot: Snapshot) -> Iterator[Drawn]:
    """Every image that is drawn for public pages."""
    kit = snapshot.contents.social
    if kit is None:
        return
    yield _of_section(snapshot, kit, None)
    for entry in snapshot.section_entries:
        yield _of_section(snapshot, kit, entry)
    for article in snapshot.articles:
        yield from drawn_of_article(snapshot, article)


def drawn_of_article(snapshot: Snapshot, article: Article) -> Iterator[Drawn]:
    """The image that is drawn for an article, if one is."""
    drawn = None if _has_own(snapshot, article) else _of_article(snapshot, article)
    if drawn is not None:
        yield drawn


Cropped = tuple[str, str, Variant, Place]
"""(path, file, variant, claimant) of a picture that is cut to the form of a social image."""


def cropped_of_article(snapshot: Snapshot, article: Article) -> Iterator[Cropped]:
    """An article's own picture as its social image, if it has one that serves."""
    if article.document.image is not None:
        yield from _cropped(snapshot, article.document.image, article.path, snapshot.path_of(article))


def cropped_of_pages(snapshot: Snapshot) -> Iterator[Cropped]:
    """As of articles, those of standing pages."""
    for source, page in snapshot.contents.pages.items():
        if page.image is not None and (not page.draft or snapshot.drafts):
            yield from _cropped(snapshot, page.image, source, standing_path(source))


def social_problems(snapshot: Snapshot) -> Iterator[Problem]:
    """What cannot be set in social images, said once however many they are."""
    kit = snapshot.contents.social
    if kit is None:
        return
    names = [snapshot.settings.title, *(entry.name for entry in snapshot.section_entries)]
    lacking = [(Place("site.yaml"), each) for name in names if (each := kit.lacks(drawable(name)))]
    if snapshot.settings.social_image == "article":
        lacking += [
            (article.place("title"), each)
            for article in sorted(snapshot.articles, key=lambda article: article.path)
            if (each := _lacks(snapshot, kit, article))
        ]
    if lacking:
        place, cluster = lacking[0]
        slug = "social-image-no-font" if kit.shapes else "social-image-no-raqm"
        others = len(lacking) - 1
        yield problem(slug, place, given=cluster, code=_codes(cluster), others=others or None)


LEAST = 600
"""Pixels: a picture that is narrower is shown small, or not at all (Facebook, "Images in Link Shares")."""

LEAST_SQUARE = 200
"""Pixels: Facebook shows no smaller one."""


def _codes(cluster: str) -> str:
    return " ".join(f"U+{ord(each):04X}" for each in cluster[:4])


def _lacks(snapshot: Snapshot, kit: SocialKit, article: Article) -> str | None:
    return None if _has_own(snapshot, article) else kit.lacks(drawable(article.document.title))


def _has_own(snapshot: Snapshot, article: Article) -> bool:
    image = article.document.image
    if image is None:
        return False
    if is_absolute(image.src):
        return address_of(image.src) not in snapshot.contents.taken_out
    return _own_crop(snapshot, image, article.path) is not None


def _of_article(snapshot: Snapshot, article: Article) -> Drawn | None:
    kit, settings = snapshot.contents.social, snapshot.settings
    title = drawable(article.document.title)
    if kit is None or settings.social_image != "article" or not title or kit.lacks(title) is not None:
        return None
    section = snapshot.section_of(article)
    day = snapshot.date_of(article).astimezone(settings.zone).date()
    drawing = _drawing(
        kit,
        title,
        _settable(kit, section.name) if section else "",
        _settable(kit, settings.title),
        article.document.lang or settings.language,
        weave_of(article.id, day),
        section.slug if section else "",
    )
    return _placed(kit, snapshot.path_of(article), drawing, f"the social image of {article.path}")


def _of_section(snapshot: Snapshot, kit: SocialKit, entry: SectionEntry | None) -> Drawn:
    slug, outlet = entry.slug if entry else "", _settable(kit, snapshot.settings.title)
    drawing = _drawing(
        kit,
        _settable(kit, entry.name) if entry else outlet,
        "",
        outlet if entry else "",
        snapshot.settings.language,
        weave_of_section(slug),
        slug,
    )._replace(is_headline=False)
    path = list_path(f"section:{slug}") if entry else "/"
    return _placed(
        kit, path, drawing, f"the social image of the section `{slug}`" if entry else "the social image"
    )


def _drawing(
    kit: SocialKit, title: str, kicker: str, outlet: str, lang: str, weave: Weave, section: str
) -> Drawing:
    dye, cotton = kit.colours.dye(section), kit.colours.cotton
    cloth, thread = (dye, cotton) if weave.way == 1 else (cotton, dye)
    return Drawing(title, kicker, outlet, lang, True, weave.pattern, cloth, thread, dye)


def _settable(kit: SocialKit, name: str) -> str:
    text = drawable(name)
    return text if kit.lacks(text) is None else ""


def _placed(kit: SocialKit, folder: str, drawing: Drawing, owner: str) -> Drawn:
    return Drawn(f"{folder}social.{key_of(kit.key, drawing)[:16]}.png", drawing, owner)


def _social(snapshot: Snapshot, drawn: Drawn, alt: str) -> Social:
    return Social(snapshot.urls.absolute(drawn.path), WIDTH, HEIGHT, "image/png", alt)


def _own(snapshot: Snapshot, image: Image | None, source: str, page_path: str) -> Social | None:
    if image is None:
        return None
    if is_absolute(image.src) and address_of(image.src) in snapshot.contents.taken_out:
        return None
    if is_absolute(image.src):
        # Nothing is known of a picture elsewhere but that the article names it as its own.
        url = (
            image.src
            if not image.src.startswith("//")
            else snapshot.settings.origin.partition("//")[0] + image.src
        )
        return Social(url, None, None, None, image.alt or None)
    found = _own_crop(snapshot, image, source)
    if found is None:
        return None
    picture, file, variant = found
    url = snapshot.urls.absolute(name_of(picture, variant, file_path(file, page_path)))
    return Social(url, variant.width, variant.height, "image/jpeg", image.alt or None)


def _own_crop(snapshot: Snapshot, image: Image | None, source: str) -> tuple[Picture, str, Variant] | None:
    """The picture, its file and the crop of it; None if it has none that serves."""
    if image is None or is_absolute(image.src):
        return None
    file = file_named(image.src, source, snapshot.contents)
    picture = None if file is None else snapshot.contents.pictures.get(file)
    if file is None or picture is None or not picture.is_still:
        return None
    focus = (parse_focus(image.focus) if image.focus else None) or MIDDLE
    variant = social_crop(picture, snapshot.settings.pictures, focus)
    return (picture, file, variant) if variant.width >= LEAST else None


def _cropped(snapshot: Snapshot, image: Image, source: str, page_path: str) -> Iterator[Cropped]:
    found = _own_crop(snapshot, image, source)
    if found is not None:
        picture, file, variant = found
        yield name_of(picture, variant, file_path(file, page_path)), file, variant, Place(source)


SOCIAL: dict[str, Callable[[Snapshot, str], Social | None]] = {
    "section": social_of_section,
    "page": social_of_page,
    "author": social_of_author,
}
"""What tells the image of a page, by what the page is of; that of an article takes the article."""
