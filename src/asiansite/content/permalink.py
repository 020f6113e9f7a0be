"""Permalinks: the form of articles' URLs, such as `/{year}/{month}/{slug}/`."""

from __future__ import annotations

import re
from collections.abc import Mapping

TOKENS = ("year", "month", "day", "section", "slug", "lang", "id")
"""What a permalink may name, each in braces.

- `year`, `month`, `day`: of the article's date in the outlet's zone, with four, two and two digits;
- `section`: the slug of its section; an article without one leaves the segment out;
- `slug`: its slug;
- `lang`: its language, or the outlet's;
- `id`: its id.
"""


class PermalinkError(ValueError):
    """A permalink that could not give each article a URL of its own."""


def parse_permalink(text: str) -> str:
    """Return the permalink, sound; raise PermalinkError, with the reason, if it is not.

    It begins and ends with `/`, has `{slug}` or `{id}`, and no segment that is empty, `.` or `..`.
    """
    if not text.startswith("/") or not text.endswith("/"):
        raise PermalinkError("it must begin and end with `/`")
    names = re.findall(r"\{([^{}]*)\}", text)
    unknown = [name for name in names if name not in TOKENS]
    if unknown:
        tokens = ", ".join(f"{{{name}}}" for name in TOKENS)
        raise PermalinkError(f"`{{{unknown[0]}}}` is none of {tokens}")
    if "slug" not in names and "id" not in names:
        raise PermalinkError("without {slug} or {id} all articles would have one URL")
    rest = re.sub(r"\{[^{}]*\}", "x", text)
    if not re.fullmatch(r"(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+/", rest):
        raise PermalinkError("only letters a-z, digits, - and _ may stand beside the parts in braces")
    return text


def fill(permalink: str, values: Mapping[str, str]) -> str:
    """The URL path that `permalink` gives for `values`; an empty value leaves its segment out."""
    path = permalink.format_map(values)
    return re.sub(r"/{2,}", "/", path) if "//" in path else path
