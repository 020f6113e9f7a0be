"""Permalinks: the form of articles' URLs, such as `/{year}/{month}/{slug}/`."""

from __future__ import annotations

import re
from collections.abc import Mapping

TOKENS = ("year", "month", "day", "section", "slug", "lang", "id")
"""What a permalink may name."""


class PermalinkError(ValueError):
    """A permalink that could not give each article a URL of its own."""


def parse_permalink(text: str) -> str:
    """Return the permalink, sound; raise PermalinkError, with the reason, if it is not.

    It begins and ends with `/`, has `{slug}` or `{id}`, and no segment that is empty, `.` or `..`.
    """
    if not text.startswith("/") or not text.endswith("/"):
        raise PermalinkError("it begins and ends with `/`")
    names = re.findall(r"\{([^{}]*)\}", text)
    unknown = [name for name in names if name not in TOKENS]
    if unknown:
        raise PermalinkError(f"`{{{unknown[0]}}}` is no token")
    if "slug" not in names and "id" not in names:
        raise PermalinkError("without {slug} or {id} articles would share one URL")
    rest = re.sub(r"\{[^{}]*\}", "x", text)
    if not re.fullmatch(r"(/[A-Za-z0-9_-][A-Za-z0-9._-]*)+/", rest):
        raise PermalinkError("between tokens stand only letters a-z, digits, - and _")
    return text


def fill(permalink: str, values: Mapping[str, str]) -> str:
    """The URL path that `permalink` gives for `values`; an empty value leaves its segment out."""
    path = permalink.format_map(values)
    return re.sub(r"/{2,}", "/", path)
