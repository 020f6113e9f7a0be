"""Pictures of other sites: what tells one, however its address is written."""

from __future__ import annotations

import unicodedata
from urllib.parse import unquote


def address_of(written: str) -> str:
    """The address of a picture of another site, in the one form by which its rights are kept."""
    whole = f"https:{written}" if written.startswith("//") else written
    scheme, sign, rest = unicodedata.normalize("NFC", unquote(whole.partition("#")[0])).partition("://")
    if not sign:
        return written
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.rpartition('@')[2].lower()}{slash}{path}"
