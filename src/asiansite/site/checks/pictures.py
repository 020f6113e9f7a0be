"""Rules of pictures: whose they are, and which nobody shows."""

from __future__ import annotations

from collections.abc import Iterator

from asiansite.content.pictures.picture import ENDINGS
from asiansite.errors import Place, Problem, problem
from asiansite.site.checks.desk import Desk
from asiansite.site.pictures import sources_with_pictures
from asiansite.site.rights import picture_named
from asiansite.site.targets import file_named, is_absolute


def picture_unused(desk: Desk) -> Iterator[Problem]:
    """Pictures beside articles, authors and pages that no source names."""
    contents = desk.snapshot.given
    if any(path.endswith(".md") for path in contents.unread):
        return  # one that cannot be read may name them
    used: set[str | None] = set()
    for source, links, image in sources_with_pictures(contents):
        used |= {file_named(link.target, source, contents) for link in links if link.kind != "elsewhere"}
        if image is not None:
            used.add(file_named(image.src, source, contents))
    for article in contents.articles:
        for correction in article.document.corrections:
            links = correction.text.links
            used |= {file_named(link.target, article.path, contents) for link in links}
    extras = "\n".join(article.document.extra for article in contents.articles)
    for file in sorted(contents.files - used):
        # Templates may show what `extra` names.
        if file.lower().endswith(ENDINGS) and file.rsplit("/", 1)[-1] not in extras:
            yield problem("picture-unused", Place(file))


def picture_without_credit(desk: Desk) -> Iterator[Problem]:
    """Pictures at the head of articles that do not say whose they are."""
    given, rights = desk.snapshot.given, desk.snapshot.rights
    for article in given.articles:
        image = article.document.image
        if image is None or image.credit or _is_drawing(image.src):
            continue
        said = rights.get(picture_named(image, article.path, given) or "")
        if said is None or not said.credit:
            yield problem("picture-without-credit", article.place("image"), given=image.src)


def _is_drawing(target: str) -> bool:
    return not is_absolute(target) and target.lower().endswith(".svg")
