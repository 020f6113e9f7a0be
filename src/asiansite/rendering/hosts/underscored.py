"""`_redirects` and `_headers`: the files that Netlify and Cloudflare Pages read from the output itself.

Both read the same files, and not in the same way: Netlify puts a file before a redirect unless the status
has a `!`; Cloudflare always redirects, and passes over a status that it does not know. Where a site names both, each rule
stands there for both. (docs.netlify.com, "Redirects and rewrites", "Custom headers"; developers.cloudflare.com, Pages, "Redirects", "Headers")
"""

from __future__ import annotations

from collections.abc import Iterator

from asiansite.rendering.hosts.rules import FOR_EVER, TYPES, Rules, encoded


def redirects(rules: Rules) -> str:
    """The file `_redirects`."""
    lines = []
    for path, url in rules.moved:
        if "netlify" in rules.hosts:
            lines.append(f"{encoded(path)} {url} 301!")
        if "cloudflare" in rules.hosts:
            lines.append(f"{encoded(path)} {url} 301")
    if "netlify" in rules.hosts:
        lines += [f"{encoded(path)} {encoded(path)}index.html 410!" for path in rules.withdrawn]
    return "".join(f"{line}\n" for line in lines)


def headers(rules: Rules) -> str:
    """The file `_headers`. Pages have no time to be kept in it: both hosts look for a new one each time."""
    return "\n".join(_blocks(rules)) + "\n"


def _blocks(rules: Rules) -> Iterator[str]:
    yield _block(f"{rules.base}*", *rules.headers)
    for path in rules.hashed:
        yield _block(encoded(path), ("Cache-Control", FOR_EVER))
    for ending in rules.pictures:
        yield _block(f"{rules.base}*.{ending}", ("Cache-Control", FOR_EVER))
    for ending, kind in TYPES:
        yield _block(f"{rules.base}*{ending}", ("Content-Type", kind))


def _block(path: str, *headers: tuple[str, str]) -> str:
    return "".join([f"{path}\n", *(f"  {name}: {value}\n" for name, value in headers)])
