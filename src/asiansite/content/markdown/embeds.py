"""Embeds: a paragraph that is only the URL of a film becomes the place where a script may put its player.

Until a reader asks for it, nothing is loaded from the provider.  Without a script it is a link.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

from asiansite.content.markdown.attributes import escape_text, escape_value
from asiansite.content.markdown.tape import Element, Tape, plain

_YOUTUBE = re.compile(
    r"https?://(?:(?:www|m|music)\.)?(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:[^\s#]*&)?v=|shorts/|embed/|live/)"
    r"|youtu\.be/)(?P<id>[A-Za-z0-9_-]{11})(?:[?&#/](?P<rest>\S*))?"
)
_VIMEO = re.compile(
    r"https?://(?:www\.)?(?:vimeo\.com/(?:channels/[\w-]+/)?|player\.vimeo\.com/video/)(?P<id>\d{5,12})"
    r"(?:/(?P<hash>[0-9a-f]{6,16}))?(?:[?&#/](?P<rest>\S*))?"
)
_START = re.compile(r"(?:^|[?&#])(?:t|start)=(?:(\d{1,3})h)?(?:(\d{1,4})m)?(?:(\d{1,6})s?)?(?:$|[&#])")
_KEY = re.compile(r"[^A-Za-z0-9]")


def _youtube(found: re.Match[str]) -> str:
    start = _START.search(found["rest"] or "")
    hours, minutes, seconds = (int(part or 0) for part in start.groups()) if start else (0, 0, 0)
    after = hours * 3600 + minutes * 60 + seconds
    return f"https://www.youtube-nocookie.com/embed/{found['id']}" + (f"?start={after}" if after else "")


def _vimeo(found: re.Match[str]) -> str:
    # `dnt` is Vimeo's "do not track"; `h` opens a film that is not listed.
    unlisted = f"h={found['hash']}&" if found["hash"] else ""
    return f"https://player.vimeo.com/video/{found['id']}?{unlisted}dnt=1"


_FORMS = {"youtube": (_YOUTUBE, _youtube), "vimeo": (_VIMEO, _vimeo)}

PROVIDERS = tuple(_FORMS)
"""The providers whose players can be put into a page."""

PLAYER_ORIGINS = {"youtube": "https://www.youtube-nocookie.com", "vimeo": "https://player.vimeo.com"}
"""Where each provider's players come from: scheme and host."""


def player_of(url: str, embeds: Sequence[str]) -> tuple[str, str] | None:
    """(provider, URL of its player) of a film's URL; None if it is none of the providers `embeds`."""
    for name in embeds:
        form, player = _FORMS[name]
        found = form.fullmatch(url)
        if found:
            return name, player(found)
    return None


def make_embed(tape: Tape, paragraph: Element, source: str, embeds: Sequence[str]) -> bool:
    """Make an embed of a paragraph, if a film's URL is all that is in it; whether it is.

    `source` is the Markdown, which knows the URL before dashes and emphasis were made of its signs.
    """
    text = plain("".join(tape.pieces[paragraph.open + 1 : paragraph.close : 2]))
    if not text.startswith(("http://", "https://")) or " " in text:
        return False
    url = _as_written(text, source)
    found, inside = player_of(url, embeds), list(tape.within(paragraph))
    if found is None or not all(_adds_nothing(tape, inner, url) for inner in inside):
        return False
    provider, player = found
    link = f'<a href="{escape_value(url)}" rel="noopener">{escape_text(url)}</a>'
    for inner in inside:
        inner.name = ""
    tape.take(paragraph.open + 1, paragraph.close)
    start = f'<div class="embed" data-provider="{provider}" data-src="{escape_value(player)}">'
    tape.tag(paragraph, start + link, "</div>")
    paragraph.name = "embed"
    return True


def _adds_nothing(tape: Tape, inner: Element, url: str) -> bool:
    """Whether an element is the URL's own link, or emphasis that its underscores became."""
    if inner.name == "a":
        return f' href="{escape_value(url)}"' in tape.pieces[inner.open]
    return inner.name in ("em", "strong")


def _as_written(text: str, source: str) -> str:
    """The line of `source` that became `text`: `--` may be a dash in it now, and `_` be gone."""
    key = _KEY.sub("", text)
    for line in source.splitlines():
        written = unescape(line.strip().strip("<>"))
        if written.startswith("http") and _KEY.sub("", written) == key:
            return written
    return text
