"""`Caddyfile`: what Caddy is told, to be imported into a site block (caddyserver.com/docs/caddyfile)."""

from __future__ import annotations

from collections.abc import Iterator

from asiansite.rendering.hosts.rules import FOR_EVER, PICTURE, SHORT, TYPES, Rules


def site_block(rules: Rules) -> str:
    """The directives for a site block."""
    return "\n".join(_lines(rules)) + "\n"


def _lines(rules: Rules) -> Iterator[str]:
    yield "# Made by asiansite. In a site block: import /path/to/this/Caddyfile"
    yield "header {"
    for name, value in rules.headers:
        yield f"\t{name} {quoted(value)}"
    yield "}"
    patterns = [f"path_regexp {quoted(PICTURE)}"]
    if rules.hashed:
        patterns.append("path " + " ".join(map(quoted, rules.hashed)))
    for number, pattern in enumerate(patterns):
        yield f"@asiansite_kept_{number} {pattern}"
        yield f"header @asiansite_kept_{number} Cache-Control {quoted(FOR_EVER)}"
    yield "@asiansite_short {"
    yield from (f"\tnot {pattern}" for pattern in patterns)
    yield "}"
    yield f"header @asiansite_short Cache-Control {quoted(SHORT)}"
    for number, (ending, kind) in enumerate(TYPES):
        yield f"@asiansite_type_{number} path {quoted('*' + ending)}"
        yield f"header @asiansite_type_{number} Content-Type {quoted(kind)}"
    yield f"@asiansite_file path {quoted(rules.base + 'Caddyfile')}"
    yield "error @asiansite_file 404"
    yield "map {path} {asiansite_moved} {"
    # `{$…}` is a variable of the environment wherever it stands: the page at such an address leads on by itself.
    yield from (f"\t{quoted(path)} {quoted(url)}" for path, url in rules.moved if "{" not in path)
    yield '\tdefault ""'
    yield "}"
    yield '@asiansite_moved expression `{asiansite_moved} != ""`'
    yield "redir @asiansite_moved {asiansite_moved} 301"
    if rules.withdrawn:
        yield "@asiansite_withdrawn path " + " ".join(map(quoted, rules.withdrawn))
        yield "handle @asiansite_withdrawn {"
        yield "\trewrite * {path}index.html"
        yield "\tfile_server {"
        yield "\t\tstatus 410"
        yield "\t}"
        yield "}"
    yield "handle_errors {"
    yield "\t@asiansite_404 expression `{err.status_code} == 404`"
    yield f"\trewrite @asiansite_404 {quoted(rules.base + '404.html')}"
    yield "\tfile_server"
    yield "}"


def quoted(text: str) -> str:
    """A text in Caddy's double quotes."""
    return '"' + text.replace('"', '\\"') + '"'
