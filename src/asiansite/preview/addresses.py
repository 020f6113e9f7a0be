"""Addresses: which file of the output a request asks for, as a static host would find it.

A path is looked up among the files that the plan names, and never joined to a folder: what is not
planned is not there, whatever a request spells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from urllib.parse import quote, unquote

from msgspec import Struct

from asiansite.site.urls import output_of


class BadRequestError(ValueError):
    """A path that no browser sends."""


class Address(Struct, frozen=True):
    """What a request's path comes to."""

    output: str | None = None
    """The file; None if there is none."""
    redirect: str | None = None
    """The URL of the folder that was named without its `/`."""


_REFUSED = re.compile(r"[\x00-\x1f\x7f\\]|(?:^|/)\.{1,2}(?:/|$)")


def decoded(raw: bytes) -> str:
    """The path of a request, percent-decoded once, NFC. Raises BadRequestError."""
    try:
        path = unquote(raw.decode("ascii"), errors="strict")
    except UnicodeDecodeError:
        raise BadRequestError from None
    if not path.startswith("/") or _REFUSED.search(path):
        raise BadRequestError
    return unicodedata.normalize("NFC", path)


def address_of(path: str, base: str, has: Callable[[str], bool]) -> Address:
    """What the decoded `path` names on a site below `base` (encoded, without a final `/`); `has` knows outputs."""
    below = below_base(path, base)
    if below is None:
        is_root = path in ("/", unquote(base)) and base
        return Address(redirect=f"{base}/") if is_root else Address()
    output = output_of(below)
    if has(output):
        return Address(output)
    if not below.endswith("/") and has(f"{output}/index.html"):
        # Made from the file that was found, not from the request.
        return Address(redirect=f"{base}/{quote(output)}/")
    return Address()


def below_base(path: str, base: str) -> str | None:
    """The decoded `path` below base_url's; None if it is not below it."""
    root = unquote(base)
    return path.removeprefix(root) if path.startswith(f"{root}/") else None
