"""Pictures at their places: which files sources name as pictures, what pages show, what must be made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from asiansite.content.images import Image
from asiansite.content.markdown import Link
from asiansite.content.pictures import (
    MIDDLE,
    Crop,
    Format,
    Picture,
    PictureOptions,
    Shown,
    Variant,
    crops_of,
    name_of,
    parse_focus,
    variants_of,
)
from asiansite.content.pictures.elsewhere import address_of
from asiansite.content.pictures.picture import ENDINGS
from asiansite.content.rights import Rights, joined
from asiansite.site.contents import Contents
from asiansite.site.targets import file_named, file_path, is_absolute, is_source, split_target
from asiansite.site.urls import Urls


def is_picture(link: Link) -> bool:
    """Whether a target in a body is that of a picture of the site, shown or linked to."""
    if link.kind == "elsewhere":
        return False
    return link.kind == "image" or split_target(link.target)[0].lower().endswith(ENDINGS)


def named_pictures(contents: Contents) -> Iterator[str]:
    """The path of each file that a source names as a picture, below content/ or static/, perhaps repeatedly."""
    broken = ((each.path, each.document.prose.links, each.document.image) for each in contents.broken)
    for source, links, image in chain(sources_with_pictures(contents), broken):
        for link in links:
            # Most links lead to other pages, by their URLs.
            if link.kind == "image" or (not link.target.startswith("/") and is_picture(link)):
                yield from _named(link.target, source, contents)
        if image is not None:
            yield from _named(image.src, source, contents)


def sources_with_pictures(contents: Contents) -> Iterator[tuple[str, Sequence[Link], Image | None]]:
    """(path, targets in the body, picture of the front matter) of each source that has any of them."""
    for article in contents.articles:
        document = article.document
        if document.image is not None or document.prose.links:
            yield article.path, document.prose.links, document.image
    for path, page in contents.pages.items():
        yield path, page.prose.links, page.image
    for path, author in contents.authors.items():
        yield path, author.bio.links, author.photo


def shown_image(
    image: Image | None, source: str, page_path: str, contents: Contents, urls: Urls
) -> Image | None:
    """A picture of the front matter as the page at `page_path` has it; None if there is no such file."""
    if image is None:
        return None
    if is_absolute(image.src):
        address = address_of(image.src)
        said = contents.rights.get(address)
        return None if address in contents.taken_out else _with_rights(image, said)
    file = file_named(image.src, source, contents)
    if file is None:
        return None
    image, path = _with_rights(image, contents.rights.get(file)), file_path(file, page_path)
    shown = _shown(contents.pictures.get(file), path, contents.settings.pictures, urls)
    crops = tuple(
        Crop(ratio, urls.url(name_of(picture, variant, path)), variant.width, variant.height)
        for picture, ratio, variant in _crops(image, file, contents)
    )
    return replace(
        image, src=shown.src, width=shown.width, height=shown.height, formats=shown.formats, crops=crops
    )


def shown_target(file: str, kind: str, page_path: str, contents: Contents, urls: Urls) -> str | Shown:
    """A file that a body names, as the page at `page_path` has it: where a link leads, or a picture."""
    path, picture = file_path(file, page_path), contents.pictures.get(file)
    if kind == "image":
        shown = _shown(picture, path, contents.settings.pictures, urls)
        rights = contents.rights.get(file)
        return shown if rights is None else _credited(shown, rights)
    if picture is None or not picture.is_still or file.startswith("static/"):
        return urls.url(path)
    # The file itself is not published: it may tell where it was taken.
    return _shown(picture, path, contents.settings.pictures, urls).src


def files_of_target(
    target: str, kind: str, source: str, page_path: str, contents: Contents
) -> Iterator[tuple[str, str, Variant | None]]:
    """(path in the output, file, variant of it or None for a copy) of what a target needs to be there."""
    # What a link names from the site's root is a page, or in static/, all of which is published in any case.
    is_root = kind == "link" and target.startswith("/")
    if kind == "elsewhere" or is_root or is_source(target) or is_absolute(target):
        return
    file = file_named(target, source, contents)
    if file is None or (kind == "link" and file.startswith("static/")):
        return
    path, picture = file_path(file, page_path), contents.pictures.get(file)
    if picture is None or not picture.is_still:
        # All of static/ is published in any case.
        if not file.startswith("static/"):
            yield path, file, None
        return
    fallback, modern = variants_of(picture, contents.settings.pictures)
    for variant in (fallback, *(modern if kind == "image" else ())):
        yield name_of(picture, variant, path), file, variant


def files_of_image(
    image: Image, source: str, page_path: str, contents: Contents
) -> Iterator[tuple[str, str, Variant | None]]:
    """As `files_of_target`, for a picture of the front matter: with its crops."""
    yield from files_of_target(image.src, "image", source, page_path, contents)
    file = None if is_absolute(image.src) else file_named(image.src, source, contents)
    if file is not None:
        for picture, _, variant in _crops(image, file, contents):
            yield name_of(picture, variant, file_path(file, page_path)), file, variant


def _with_rights(image: Image, said: Rights | None) -> Image:
    """A picture of front matter with what is said of it elsewhere; its own words come first."""
    if said is None and image.licence is None and image.expires is None:
        return image
    rights = joined([image.rights] if said is None else [image.rights, said])
    return replace(
        image,
        credit=rights.credit,
        licence=rights.licence,
        licence_url=rights.licence_url,
        source=rights.source,
        distribute=rights.distribute,
        # When it ends shows nowhere: a page is another only when it has.
        expires=None,
    )


def _credited(shown: Shown, rights: Rights) -> Shown:
    return replace(
        shown,
        credit=rights.credit,
        licence=rights.licence,
        licence_url=rights.licence_url,
        distribute=rights.distribute,
    )


def _named(target: str, source: str, contents: Contents) -> Iterable[str]:
    file = None if is_absolute(target) or is_source(target) else file_named(target, source, contents)
    return () if file is None else (file,)


def _shown(picture: Picture | None, path: str, options: PictureOptions, urls: Urls) -> Shown:
    if picture is None:
        return Shown(urls.url(path), None, None)
    if not picture.is_still:
        return Shown(urls.url(path), picture.width, picture.height)
    fallback, modern = variants_of(picture, options)
    srcsets: dict[str, list[str]] = {}
    for variant in modern:
        url = urls.url(name_of(picture, variant, path))
        srcsets.setdefault(variant.format, []).append(f"{url} {variant.width}w")
    formats = tuple(Format(f"image/{kind}", ", ".join(found)) for kind, found in srcsets.items())
    return Shown(urls.url(name_of(picture, fallback, path)), fallback.width, fallback.height, formats)


def _crops(image: Image, file: str, contents: Contents) -> Iterator[tuple[Picture, str, Variant]]:
    picture = contents.pictures.get(file)
    if picture is not None and picture.is_still:
        focus = (parse_focus(image.focus) if image.focus else None) or MIDDLE
        for ratio, variant in crops_of(picture, contents.settings.pictures, focus):
            yield picture, ratio, variant
