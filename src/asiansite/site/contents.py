"""What the sources of a site hold, read and not yet joined."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct, field

from asiansite.content.article import Article
from asiansite.content.author import AuthorDocument
from asiansite.content.front import FrontPicks
from asiansite.content.pictures import Flaw, Picture
from asiansite.content.rights import Rights
from asiansite.content.settings import Settings
from asiansite.content.social import SocialKit
from asiansite.content.standing import StandingDocument
from asiansite.content.tags import TagTable
from asiansite.content.urls_lock import Line


class Contents(Struct, frozen=True):
    """All documents of a site, by their paths from the site's folder."""

    settings: Settings
    articles: tuple[Article, ...] = ()
    """Sorted by path."""
    authors: Mapping[str, AuthorDocument] = field(default_factory=dict)
    pages: Mapping[str, StandingDocument] = field(default_factory=dict)
    tags: TagTable = field(default_factory=lambda: TagTable({}, {}))
    front: FrontPicks = field(default_factory=FrontPicks)
    files: frozenset[str] = frozenset()
    """Other files below content/: pictures and documents that articles name."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """What is known of each picture that a source names, by its path below content/ or static/."""
    flaws: Mapping[str, Flaw] = field(default_factory=dict)
    """Why a file that a source names as a picture is none that can be shown."""
    rights: Mapping[str, Rights] = field(default_factory=dict)
    """What is said of pictures, by path below content/ or static/: as read, in the files beside them alone.

    In a snapshot also by whoever shows one; then by address as well, for those of other sites.
    """
    taken_out: frozenset[str] = frozenset()
    """Pictures that are there, and may not be shown any more; addresses, for those of other sites."""
    held: frozenset[str] = frozenset()
    """Articles left out of this build: what links to them waits, as for a draft."""
    broken: tuple[Article, ...] = ()
    """Articles that have errors, as far as they could be read: shown nowhere, so that they have no part in `articles`."""
    unread: frozenset[str] = frozenset()
    """Sources that could not be read: what else is wrong beside them cannot be told yet."""
    locked: Mapping[str, Line] = field(default_factory=dict)
    """What urls.lock says of each URL; nothing if the setting `urls` is `off`."""
    static: Mapping[str, str] = field(default_factory=dict)
    """Path below static/ to the hash of its bytes."""
    social: SocialKit | None = None
    """What social images are drawn with; None if none are."""
    assets: frozenset[str] = frozenset()
    """The files of static/ that templates name by `site.asset`."""
    shows_day: bool = False
    """Whether a template may ask `site.today`: then pages change each midnight."""
    body: Callable[[str], str] = lambda digest: ""
    """The unresolved HTML of an article's body, by the digest of its prose."""
