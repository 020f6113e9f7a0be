"""Writers: what makes the pages that are no HTML, one for each of their kinds.

A writer asks the site through its page's reader, as templates do through the door, and gives bytes:
a pure function of the answers. `site.page.WRITTEN` names the kinds, and a module in site/ lists the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import cast

from asiansite.site.page import Page
from asiansite.trace import Reader

Writer = Callable[[Page, Reader], bytes]

WRITERS: Mapping[str, tuple[str, str]] = {
    "corrections-feed": ("feeds.corrections", "write"),
    "feed": ("feeds", "write"),
    "map": ("maps", "write_map"),
    "map-index": ("maps", "write_index"),
    "news-map": ("maps", "write_news"),
    "host": ("hosts", "write"),
    "robots": ("robots", "write"),
    "webmanifest": ("webmanifest", "write"),
}
"""Kind to writer: a function of a module beside this one."""


def writer_of(kind: str) -> Writer:
    """The writer of a kind. It is imported here: an edit that changes no feed need not wait for what writes them."""
    module, name = WRITERS[kind]
    return cast("Writer", getattr(import_module(f"{__package__}.{module}"), name))
