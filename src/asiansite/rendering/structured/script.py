"""JSON-LD as it stands in a page."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from markupsafe import Markup

from asiansite.rendering.structured.things import Thing


def as_script(things: Sequence[Thing]) -> Markup:
    """The text of a `<script type="application/ld+json">` that says `things`; empty if there are none.

    No sign of it ends the script or means anything to HTML; and as U+2028 and U+2029 end a line of
    JavaScript, they are written as escapes, too.
    """
    if not things:
        return Markup("")
    text = _ENCODER.encode({"@context": "https://schema.org", "@graph": things}).decode()
    for sign, escape in _ESCAPES:
        if sign in text:
            text = text.replace(sign, escape)
    return Markup(text)  # noqa: S704 - nothing that HTML knows is left in it


_ENCODER = msgspec.json.Encoder()
# Outside of texts JSON has none of them.
_ESCAPES = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")
