"""Share links: where a reader sends a page, as plain links that need no script and follow nobody."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from urllib.parse import quote

from msgspec import Struct

from asiansite.content.share_services import DEFAULT_SERVICES
from asiansite.content.text.weights import POST_LIMIT, URL_WEIGHT, fitting, weight

__all__ = ["DEFAULT_SERVICES", "SERVICES", "Service", "ShareLink", "share_links"]


class ShareLink(Struct, frozen=True):
    """One link of a page's share bar; a template escapes its `href` as any other text."""

    service: str
    """As in the setting `share`; also the name of its sign in icons/share.svg."""
    label: str
    """What readers see."""
    href: str
    """The address; for `share`, the page's own."""


class Shared(Struct, frozen=True):
    """What is shared: a title on one line, and absolute URLs."""

    title: str
    image: str | None
    quoted_title: str
    quoted_url: str
    """Percent-encoded, once for all services."""


class Service(Struct, frozen=True):
    """Where a page can be sent, and which fields the link carries there."""

    name: str
    """As in the setting `share`."""
    label: str
    base: str
    """The link without its fields; "" is the page's own URL."""
    fields: tuple[tuple[str, Callable[[Shared], str | None]], ...] = ()
    """(parameter, what it holds, percent-encoded); where one holds None there is no link."""


def share_links(services: Sequence[str], *, title: str, url: str, image: str | None) -> tuple[ShareLink, ...]:
    """The links of a page's share bar, in the order of `services`.

    `url` is the page's canonical URL and `image` its picture's, both absolute; a service that
    needs a picture is left out if there is none.  Raises KeyError for a service not in `SERVICES`.
    """
    line = _one_line(title)
    shared = Shared(line, image, _quoted(line), _quoted(url))
    links = []
    for name in services:
        service, fields = _PREPARED[name]
        href = _href(fields, shared) if fields else url
        if href is not None:
            links.append(ShareLink(name, service.label, href))
    return tuple(links)


def _title(shared: Shared) -> str:
    return shared.quoted_title


def _url(shared: Shared) -> str:
    return shared.quoted_url


def _image(shared: Shared) -> str | None:
    return None if shared.image is None else _quoted(shared.image)


def _post(shared: Shared) -> str:
    # A space stands between text and URL.
    return _cut(shared, fitting(shared.title, POST_LIMIT - URL_WEIGHT - 1, weight))


def _short_title(shared: Shared) -> str:
    return _cut(shared, fitting(shared.title, 300))


def _cut(shared: Shared, title: str) -> str:
    return shared.quoted_title if title == shared.title else _quoted(title)


def _title_and_url(between: str) -> Callable[[Shared], str]:
    # The URL stands last, on a line of its own: messengers make a preview card of it there.
    quoted = _quoted(between)
    return lambda shared: shared.quoted_title + quoted + shared.quoted_url


def _quoted(text: str) -> str:
    # Not quote_plus: mail programs, and several apps, show its `+` as it is.
    # `quote` alone knows the bytes of other characters.
    return text.translate(_QUOTED) if text.isascii() else quote(text, safe="")


_QUOTED = {code: quote(chr(code), safe="") for code in range(128)}


SERVICES = (
    Service("whatsapp", "WhatsApp", "https://wa.me/", (("text", _title_and_url("\n")),)),
    Service("facebook", "Facebook", "https://www.facebook.com/sharer/sharer.php", (("u", _url),)),
    Service("twitter", "X", "https://twitter.com/intent/tweet", (("text", _post), ("url", _url))),
    Service(
        "pinterest",
        "Pinterest",
        "https://www.pinterest.com/pin/create/button/",
        (("url", _url), ("media", _image), ("description", _title)),
    ),
    Service("reddit", "Reddit", "https://www.reddit.com/submit", (("url", _url), ("title", _short_title))),
    Service(
        "gmail",
        "Gmail",
        "https://mail.google.com/mail/?view=cm&fs=1",
        (("su", _title), ("body", _title_and_url("\n\n"))),
    ),
    Service("email", "Email", "mailto:", (("subject", _title), ("body", _title_and_url("\r\n\r\n")))),
    Service("telegram", "Telegram", "https://t.me/share/url", (("url", _url), ("text", _title))),
    Service("line", "LINE", "https://social-plugins.line.me/lineit/share", (("url", _url), ("text", _title))),
    Service("share", "Share", ""),
)
"""Where a page can be sent: links that need no script, but for `share`, which is the device's own sheet.

WhatsApp: its FAQ on click to chat; wa.me needs no number.  Facebook takes the rest from the page's
Open Graph data; only `u` counts.  X: developer.x.com, "Web Intent", documents twitter.com/intent/tweet
with `text` and `url` (docs.x.com now has x.com for the same path and fields; x.com/intent/post is in
use but not documented); lengths by twitter-text v3.
Pinterest: `media` must be an absolute URL of a picture.  Reddit refuses titles over 300
characters.  Gmail: `su`, not `subject`; seen in use, not documented.  E-mail: RFC 6068, which wants
CRLF for a line break and gives `+` no meaning.  Telegram: core.telegram.org/widgets/share.  LINE:
developers.line.biz, "Using LINE Share Buttons".  `share` is the device's own sheet: a script takes
the page's URL from the link.
"""

_Fields = tuple[tuple[str, Callable[[Shared], str | None]], ...]


def _prepared(service: Service) -> _Fields:
    """What stands before each field of a service's link, and the field."""
    signs = ["&" if "?" in service.base else "?", *("&" for _ in service.fields)]
    begins = [service.base, *("" for _ in service.fields)]
    return tuple(
        (f"{begin}{sign}{parameter}=", held)
        for begin, sign, (parameter, held) in zip(begins, signs, service.fields, strict=False)
    )


_PREPARED = {service.name: (service, _prepared(service)) for service in SERVICES}


def _href(fields: _Fields, shared: Shared) -> str | None:
    href = ""
    for before, held in fields:
        text = held(shared)
        if text is None:
            return None
        href += before + text
    return href


def _one_line(title: str) -> str:
    if title.isascii() and title.isprintable():
        return " ".join(title.split())
    known = "".join(filter(_is_shared, title))
    return " ".join(unicodedata.normalize("NFC", known).split())


def _is_shared(character: str) -> bool:
    # U+200B and U+FEFF show as boxes elsewhere; half a surrogate pair cannot be encoded.
    if character in "\u200b\ufeff":
        return False
    return character.isspace() or unicodedata.category(character) not in ("Cc", "Cs")
