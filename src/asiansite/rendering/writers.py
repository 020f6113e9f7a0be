"""Writers: what makes the pages that are no HTML, one for each of their kinds.

A writer asks the site through its page's reader, as templates do through the door, and gives bytes:
a pure function of the answers. `site.page.WRITTEN` names the kinds, and a module in site/ lists the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from asiansite.rendering import feeds, hosts, maps, robots, webmanifest
from asiansite.rendering.feeds import corrections
from asiansite.site.page import Page
from asiansite.trace import Reader

Writer = Callable[[Page, Reader], bytes]

WRITERS: Mapping[str, Writer] = {
    "corrections-feed": corrections.write,
    "feed": feeds.write,
    "map": maps.write_map,
    "map-index": maps.write_index,
    "news-map": maps.write_news,
    "host": hosts.write,
    "robots": robots.write,
    "webmanifest": webmanifest.write,
}
"""Kind to writer."""
