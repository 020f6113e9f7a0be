"""The files that editors write: for each kind its reader, its keys, and the classes whose fields have the words for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from asiansite.content import article, author, front, rights, settings, standing, tags
from asiansite.content.prose import ProseOptions
from asiansite.errors import Problem

_ZONE = ZoneInfo("UTC")


@dataclass(frozen=True)
class Written:
    """One kind of file."""

    title: str
    keys: frozenset[str]
    read: Callable[[bytes], Sequence[Problem]]
    """Reads the YAML of such a file as a build does, and tells what is wrong with it."""
    classes: tuple[type, ...]
    """What has its values; the first that has a field for a key has its words."""
    renamed: Mapping[str, str] = field(default_factory=dict)
    """The fields of keys that have another name."""
    is_table: bool = False
    """Whether the keys are those of each entry in a table, whose own keys are free."""


def _front_matter(text: bytes) -> bytes:
    return b"---\n" + text + b"\n---\n"


FILES = {
    "article": Written(
        "Front matter of an article",
        article.KEYS,
        lambda text: article.read_article(_front_matter(text), _ZONE, ProseOptions()).problems,
        (article.Document, ProseOptions),
        {"author": "authors"},
    ),
    "author": Written(
        "Front matter of an author",
        author.KEYS,
        lambda text: author.read_author(_front_matter(text), _ZONE, ProseOptions())[1],
        (author.AuthorDocument, ProseOptions),
    ),
    "page": Written(
        "Front matter of a standing page",
        standing.KEYS,
        lambda text: standing.read_standing(_front_matter(text), _ZONE, ProseOptions())[1],
        (standing.StandingDocument, ProseOptions),
    ),
    "site": Written(
        "Settings: site.yaml",
        settings.KEYS,
        lambda text: settings.read_settings(text)[1],
        (settings.Settings,),
        {"markdown": "extensions"},
    ),
    "tags": Written(
        "content/tags.yaml",
        tags.KEYS,
        lambda text: tags.read_tags(text)[1],
        (tags.TagEntry, tags.TagTable),
        is_table=True,
    ),
    "front": Written(
        "content/front.yaml",
        front.KEYS,
        lambda text: front.read_front(text, _ZONE)[1],
        (front.FrontPicks, front.Pick),
    ),
    "picture": Written(
        "The file beside a picture, such as haze.jpg.yaml",
        rights.RIGHTS_KEYS,
        lambda text: rights.read_sidecar(text, _ZONE)[1],
        (rights.Rights,),
    ),
}
"""By the name that `asiansite schema` takes."""
