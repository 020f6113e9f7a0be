"""`nginx.conf`: what nginx is told, to be included in a `server` block (nginx.org, ngx_http_core_module, ngx_http_rewrite_module)."""

from __future__ import annotations

from collections.abc import Iterator

from asiansite.rendering.hosts.rules import FOR_EVER, PICTURE, SHORT, TYPES, Rules


def server(rules: Rules) -> str:
    """The directives for a `server` block."""
    return "\n".join(_lines(rules)) + "\n"


def _lines(rules: Rules) -> Iterator[str]:
    yield "# Made by asiansite. In a server block: include /path/to/this/nginx.conf;"
    yield f"error_page 404 {quoted(rules.base + '404.html')};"
    yield f"location = {quoted(rules.base + 'nginx.conf')} {{ return 404; }}"
    for name, value in rules.headers:
        yield f"add_header {name} {quoted(value)} always;"
    yield f"set $asiansite_cache {quoted(SHORT)};"
    patterns = [PICTURE, *(f"^{_literal(path)}$" for path in rules.hashed)]
    for pattern in patterns:
        yield f"if ($uri ~ {quoted(pattern)}) {{ set $asiansite_cache {quoted(FOR_EVER)}; }}"
    yield "add_header Cache-Control $asiansite_cache;"
    for ending, kind in TYPES:
        pattern = quoted(_literal(ending) + "$")
        yield f"location ~ {pattern} {{ types {{ }} default_type {quoted(kind)}; }}"
    for path, url in rules.moved:
        yield f"location = {quoted(path)} {{ return 301 {quoted(url)}; }}"
    for path in rules.withdrawn:
        page = quoted(f"{path}index.html")
        yield f"location = {quoted(path)} {{ error_page 410 {page}; return 410; }}"


def quoted(text: str) -> str:
    """A text in nginx's double quotes."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _literal(text: str) -> str:
    # A sign in brackets needs no backslash, which the quotes would take.
    return "".join(f"[{sign}]" if sign in ".+*?()[]{}|$" else sign for sign in text)
