"""Hosts: the site's redirects and headers, one set of rules, in the words of each host that the settings name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import cast

from asiansite.rendering.hosts import apache, caddy, nginx, underscored
from asiansite.rendering.hosts.rules import Rules, rules_of
from asiansite.site.page import Page
from asiansite.trace import Reader

FILES: Mapping[str, Callable[[Rules], str]] = {
    "_redirects": underscored.redirects,
    "_headers": underscored.headers,
    "nginx.conf": nginx.server,
    ".htaccess": apache.htaccess,
    "Caddyfile": caddy.site_block,
}
"""What writes each file, by its name in the output."""


def write(page: Page, reader: Reader) -> bytes:
    """Write a host's file, which the page's argument names."""
    hosts = cast("tuple[str, ...]", reader.ask("setting", "hosts"))
    return FILES[str(page.args[0])](rules_of(reader, hosts)).encode()
