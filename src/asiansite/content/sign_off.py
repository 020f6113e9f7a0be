"""Sign-off: what must have been said of an article before it may be published: the setting `sign_off`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from msgspec import Struct

from asiansite.content.article import Document
from asiansite.content.entries import Entries
from asiansite.content.text.slugs import slug_of

STAGES = ("written", "edited", "ready")
"""How far an article has come, where the settings name no stages.

`draft` is none of them: `draft: true` keeps an article back in any site, and two words for it would not.
"""


class SignOff(Struct, frozen=True):
    """What an outlet asks for; by itself, nothing."""

    status: str | None = None
    """The stage that an article's `status` must have reached: that one, or a later one."""
    stages: tuple[str, ...] = STAGES
    """The values of `status`, in their order."""
    legal: bool = False
    """Every article needs `legal: cleared`. One with `legal: required` waits for that in any site."""
    second_read: bool = False
    """Every article needs a `second_read` by someone who is not among its authors."""
    since: datetime | None = None
    """Articles that were to go live before it need none of this. None: all do."""


def read_sign_off(root: Entries, zone: ZoneInfo) -> SignOff:
    """Read the setting `sign_off`."""
    default = SignOff()
    inner = root.entries("sign_off", SignOff.__struct_fields__)
    if inner is None:
        return default
    stages = tuple(dict.fromkeys(inner.plain_texts("stages"))) or default.stages
    return SignOff(
        status=_status(inner, stages),
        stages=stages,
        legal=inner.flag("legal"),
        second_read=inner.flag("second_read"),
        since=inner.date("since", zone),
    )


def lacking(document: Document, wanted: SignOff) -> tuple[str, ...]:
    """What an article lacks before it may be published, each as its front matter would have it."""
    return tuple(_lacking(document, wanted))


def _lacking(document: Document, wanted: SignOff) -> Iterator[str]:
    planned, since = document.planned, wanted.since
    # As instants: of two times in one zone Python compares the walls' clocks.
    is_asked = since is None or planned is None or planned.timestamp() >= since.timestamp()
    if is_asked and wanted.status is not None and not _has_reached(document.status, wanted):
        yield f"status: {wanted.status}"
    if document.legal == "required" or (is_asked and wanted.legal and document.legal is None):
        yield "legal: cleared"
    if is_asked and wanted.second_read and not _is_read_by_another(document):
        yield "second_read: NAME"


def _has_reached(status: str | None, wanted: SignOff) -> bool:
    stages = wanted.stages
    return status in stages and wanted.status in stages[: stages.index(status) + 1]


def _is_read_by_another(document: Document) -> bool:
    # An author may be written by slug or by name, whatever the case.
    reader = document.second_read
    return reader is not None and slug_of(reader) not in map(slug_of, document.authors)


def _status(inner: Entries, stages: tuple[str, ...]) -> str | None:
    text = inner.text("status")
    if text is None or text in stages:
        return text
    inner.note_option("status", text, inner.spot_of("status"), stages)
    return None
