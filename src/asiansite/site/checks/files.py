"""Rules of the files beside sources: which nobody shows, and which were meant to be sources."""

from __future__ import annotations

from collections.abc import Iterator

from asiansite.content.pictures.picture import ENDINGS
from asiansite.errors import Place, Problem, problem
from asiansite.site.checks.desk import Desk
from asiansite.site.pictures import sources_with_pictures
from asiansite.site.targets import file_named

TEXTS = (".md", ".mdx", ".markdown", ".mdown", ".mkd", ".txt", ".rtf", ".doc", ".docx", ".odt", ".pages")
"""What programs in which people write save a text as; of these, `.md` in small letters is read."""


def picture_unused(desk: Desk) -> Iterator[Problem]:
    """Pictures beside articles, authors and pages that no source names."""
    for file in _unnamed(desk, ENDINGS):
        yield problem("picture-unused", Place(file))


def text_not_read(desk: Desk) -> Iterator[Problem]:
    """Texts in content/ whose names end with something else than `.md`, and that no source links to."""
    for file in _unnamed(desk, TEXTS):
        stem, _, ending = file.rpartition(".")
        yield problem("text-not-read", Place(file), given=f".{ending}", name=f"{stem.rpartition('/')[2]}.md")


def _unnamed(desk: Desk, endings: tuple[str, ...]) -> Iterator[str]:
    contents = desk.snapshot.given
    found = sorted(file for file in contents.files if file.lower().endswith(endings))
    if not found or any(path.endswith(".md") for path in contents.unread):
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
    for file in found:
        # Templates may show what `extra` names.
        if file not in used and file.rsplit("/", 1)[-1] not in extras:
            yield file
