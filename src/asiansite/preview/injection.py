"""The one line that the preview adds to pages: its script."""

from __future__ import annotations

import re
from html import escape, unescape

from msgspec import Struct

NAME = "__asiansite"
"""The folder of what the preview itself answers: no page can have it."""

_POLICY = re.compile(
    rb"""<meta http-equiv=["']?Content-Security-Policy["']? content=(["'])(.*?)\1""",
    re.IGNORECASE | re.DOTALL,
)


class Script(Struct, frozen=True):
    """How pages are told of the script."""

    base: str
    """base_url's path."""
    token: str

    def tag(self, version: int) -> bytes:
        """The element, of a page of the edition `version`."""
        return (
            f'<script src="{escape(self.base)}/{NAME}/preview.js" data-base="{escape(self.base)}"'
            f' data-version="{version}" data-token="{self.token}" defer></script>'
        ).encode()

    def into(self, page: bytes, version: int) -> bytes:
        """The page with the element; as it is, if its own policy lets no script run."""
        policy = _POLICY.search(page)
        if policy is not None and not _lets_scripts_run(unescape(policy[2].decode("utf-8", "replace"))):
            return page
        at = page.rfind(b"</body>")
        at = page.rfind(b"</html>") if at < 0 else at
        at = len(page) if at < 0 else at
        return page[:at] + self.tag(version) + page[at:]


def _lets_scripts_run(policy: str) -> bool:
    parts = (part.split(maxsplit=1) for part in policy.lower().split(";"))
    directives = {part[0]: part[-1].strip() for part in parts if part}
    ruling = (
        directives[name] for name in ("script-src-elem", "script-src", "default-src") if name in directives
    )
    return next(ruling, "'self'") != "'none'"
