"""Rights in pictures across the site: what holds of each, and which may not be shown any more.

What is said of a picture in the file beside it holds wherever the picture is shown. So do the limits
in the front matter of whoever shows it; but for that of what readers may not know of yet, since it
would tell of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from msgspec.structs import replace

from asiansite.content.article import Article
from asiansite.content.images import Image
from asiansite.content.rights import SIDECAR, Rights, joined
from asiansite.site.contents import Contents
from asiansite.site.targets import picture_there


def rights_of(contents: Contents, is_known: Callable[[Article], bool]) -> dict[str, Rights]:
    """What is said of pictures, by path below content/ or static/, or by address.

    `is_known` tells the articles that readers may know of.
    """
    said = {path: [rights] for path, rights in contents.rights.items()}
    for source, image, article in restricted(contents):
        picture, limits = picture_named(image, source, contents), limits_of(image)
        if limits is not None and picture is not None and (article is None or is_known(article)):
            said.setdefault(picture, []).append(limits.rights)
    return {picture: joined(found) for picture, found in said.items()}


def restricted(contents: Contents) -> Iterator[tuple[str, Image, Article | None]]:
    """(path of the source, picture, the article that it is) of each picture of front matter with limits."""
    for article in contents.articles:
        image = article.document.image
        if image is not None and limits_of(image):
            yield article.path, image, article
    for source, found in (
        *((path, page.image) for path, page in contents.pages.items()),
        *((path, author.photo) for path, author in contents.authors.items()),
    ):
        if found is not None and limits_of(found):
            yield source, found, None


class Limits(NamedTuple):
    """What a picture of front matter says that holds wherever the picture is shown."""

    src: str
    """As written."""
    rights: Rights
    """The limits alone: the words count for the one article."""


def limits_of(image: Image | None) -> Limits | None:
    """What a picture of front matter says that holds wherever the picture is shown; None if nothing."""
    if image is None or not (image.expires is not None or not image.distribute):
        return None
    return Limits(image.src, Rights(distribute=image.distribute, expires=image.expires))


def picture_named(image: Image, source: str, contents: Contents) -> str | None:
    """What the rights of a picture of front matter are kept by: its path, or its address elsewhere."""
    return picture_there(image.src, source, contents)


def ends_in(contents: Contents, is_known: Callable[[Article], bool]) -> dict[tuple[str, datetime], str]:
    """By picture and instant, the path of the first file that says that the rights in it end then."""
    found: dict[tuple[str, datetime], str] = {}
    for picture, rights in contents.rights.items():
        if rights.expires is not None:
            found[picture, rights.expires] = f"{picture}{SIDECAR}"
    for source, image, article in restricted(contents):
        named = picture_named(image, source, contents)
        if named is not None and image.expires is not None and (article is None or is_known(article)):
            found.setdefault((named, image.expires), source)
    return found


def without(contents: Contents, gone: frozenset[str]) -> Contents:
    """The contents as if the pictures `gone` were not there; that they are known stays."""
    if not gone:
        return contents
    return replace(
        contents,
        files=contents.files - gone,
        static={name: digest for name, digest in contents.static.items() if f"static/{name}" not in gone},
        pictures={path: picture for path, picture in contents.pictures.items() if path not in gone},
        flaws={path: flaw for path, flaw in contents.flaws.items() if path not in gone},
        taken_out=contents.taken_out | gone,
    )
