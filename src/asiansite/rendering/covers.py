"""Covers: the woven pattern that stands where an article has no picture, as classes of the stylesheet."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from asiansite.content.weaves import dye_of, weave_of


class Named(Protocol):
    """What has an address: a section."""

    @property
    def slug(self) -> str:
        """Its part of the address."""


class Covered(Protocol):
    """What has a cover: a card, or the page of an article."""

    @property
    def id(self) -> str | None:
        """None on a page that is no article's."""

    @property
    def date(self) -> datetime | None:
        """When it is published."""

    @property
    def section(self) -> Named | None:
        """Where it stands."""


def cover(item: Covered) -> str:
    """The classes of a cover: `cover`, its pattern, its dye, which of two ways it is woven, its section.

    The pattern and the way come from the article's id, the patterns to choose from by its date, and
    the dye from its section. Raises TypeError for what is no article.
    """
    if item.id is None or item.date is None:
        raise TypeError("only an article has a cover")
    weave = weave_of(item.id, item.date.date())
    slug = item.section.slug if item.section else ""
    return f"cover weave-{weave.pattern} dye-{dye_of(slug)} way-{weave.way}" + (f" of-{slug}" if slug else "")
