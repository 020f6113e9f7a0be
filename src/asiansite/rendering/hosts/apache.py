"""`.htaccess`: what Apache is told, in the output itself (httpd.apache.org/docs/2.4: mod_alias, mod_headers, core)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from asiansite.rendering.hosts.rules import FOR_EVER, PICTURE, SHORT, TYPES, Rules


def htaccess(rules: Rules) -> str:
    """The file."""
    return "\n".join(_lines(rules)) + "\n"


def _lines(rules: Rules) -> Iterator[str]:
    yield "# Made by asiansite. Apache needs AllowOverride FileInfo for this folder, mod_alias and mod_headers."
    yield f"ErrorDocument 404 {rules.base}404.html"
    yield "<IfModule mod_headers.c>"
    for name, value in rules.headers:
        yield f"Header always set {name} {quoted(value)}"
    yield f"Header set Cache-Control {quoted(SHORT)}"
    names = [re.escape(path.rpartition("/")[2]) for path in rules.hashed]
    for pattern in (PICTURE, *(f"^{name}$" for name in names)):
        yield f"<FilesMatch {quoted(pattern)}>"
        yield f"Header set Cache-Control {quoted(FOR_EVER)}"
        yield "</FilesMatch>"
    yield "</IfModule>"
    for ending, kind in TYPES:
        yield f"<FilesMatch {quoted(re.escape(ending) + '$')}>"
        yield f"ForceType {quoted(kind)}"
        yield "</FilesMatch>"
    yield "<IfModule mod_alias.c>"
    for path, url in rules.moved:
        yield f"RedirectMatch 301 {quoted(_whole(path))} {quoted(_target(url))}"
    for path in rules.withdrawn:
        yield f"RedirectMatch 410 {quoted(_whole(path))}"
    yield "</IfModule>"


def quoted(text: str) -> str:
    """A text in Apache's double quotes, where a backslash before a backslash or a quote is taken away."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _target(url: str) -> str:
    # Apache encodes it itself, and takes `$1` for a part of the address.
    return unquote(url).replace("\\", "\\\\").replace("$", "\\$")


def _whole(path: str) -> str:
    return f"^{re.escape(path)}$"
