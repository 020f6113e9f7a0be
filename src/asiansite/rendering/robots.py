"""robots.txt: which crawlers may read the site, and where its maps are (RFC 9309)."""

from __future__ import annotations

from typing import cast

from asiansite.content.robots import LIST_OF, RobotsOptions
from asiansite.site.maps import INDEX
from asiansite.site.page import Page
from asiansite.trace import Reader


def write(page: Page, reader: Reader) -> bytes:
    """Write it."""
    options = cast("RobotsOptions", reader.ask("setting", "robots"))
    _, index = cast("tuple[str, str]", reader.ask("address", INDEX))
    lines = []
    if options.denied:
        if "deny" in (options.ai_training, options.ai_answers):
            lines.append(f"# Crawlers for AI as of {LIST_OF}")
        lines += [*(f"User-agent: {name}" for name in options.denied), "Disallow: /", ""]
    lines += ["User-agent: *", "Allow: /", ""]
    lines += [f"Sitemap: {url}" for url in (index, *cast("tuple[str, ...]", reader.ask("news_maps")))]
    return "\n".join([*lines, ""]).encode()
