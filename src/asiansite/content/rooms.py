"""Rooms: which kind of source stands where, told by its path from the site's folder."""

from __future__ import annotations

from asiansite.content.rights import is_misnamed_sidecar, picture_of_sidecar

ARTICLES, AUTHORS, PAGES = "content/articles/", "content/authors/", "content/pages/"
TAGS, FRONT, SETTINGS = "content/tags.yaml", "content/front.yaml", "site.yaml"
STYLE = "content/style.yaml"


def is_article(path: str) -> bool:
    """Whether a source is an article's."""
    return path.startswith(ARTICLES) and path.endswith(".md")


def is_author(path: str) -> bool:
    """Whether a source is an author's."""
    return path.startswith(AUTHORS) and path.endswith(".md") and "/" not in path.removeprefix(AUTHORS)


def is_page(path: str) -> bool:
    """Whether a source is that of a standing page."""
    return path.startswith(PAGES) and path.endswith(".md")


def is_file(path: str) -> bool:
    """Whether a source is a file beside articles, authors or pages: a picture, a document."""
    is_beside = path.startswith((ARTICLES, AUTHORS, PAGES)) and not path.endswith(".md")
    return is_beside and not is_sidecar(path)


def is_sidecar(path: str) -> bool:
    """Whether a source says whose the picture beside it is."""
    return picture_of_sidecar(path) is not None or is_misnamed_sidecar(path)


def is_static(path: str) -> bool:
    """Whether a source is a file of static/ that is published."""
    return path.startswith("static/") and not is_sidecar(path)


def is_lost(path: str) -> bool:
    """Whether a source below content/ is of no kind that is read. Below content/_… an outlet may keep what it likes."""
    known = (
        is_article(path)
        or is_author(path)
        or is_page(path)
        or is_file(path)
        or is_sidecar(path)
        or path in (TAGS, FRONT, STYLE)
    )
    return not known and not path.startswith("content/_")
