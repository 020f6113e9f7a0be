"""What the rules look at: the site at one moment, and its sources' texts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec import Struct

from asiansite.content.style import Term
from asiansite.errors import Problem
from asiansite.site.checks.text import Text
from asiansite.site.snapshot import Snapshot


class Desk(Struct, frozen=True):
    """What lies before an editor."""

    snapshot: Snapshot
    texts: tuple[Text, ...] = ()
    """Those of articles, standing pages and authors, by their paths."""
    style: tuple[Term, ...] = ()
    """The house style."""


Rule = Callable[[Desk], Iterator[Problem]]
"""Finds one kind of problem; each is named as the rule is."""
