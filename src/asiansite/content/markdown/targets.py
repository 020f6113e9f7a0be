"""Targets: what the links and pictures of a body lead to.

One with a scheme stays, `#x` follows its anchor, and any other is left to the site: a placeholder
stands for it in the HTML.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from urllib.parse import quote

from asiansite.content.markdown.anchors import Anchors
from asiansite.content.markdown.attributes import attributes_of, escape_value, start_tag, valid
from asiansite.content.markdown.body import Link
from asiansite.content.markdown.placeholders import placeholder
from asiansite.content.markdown.positions import Positions
from asiansite.content.markdown.sanitise import SCHEMES
from asiansite.content.markdown.tape import Element, Tape
from asiansite.content.pictures.elsewhere import address_of


def mark_targets(tape: Tape, anchors: Anchors, source: str) -> tuple[Link, ...]:
    """Write every link and picture anew, and return the targets that the site must resolve."""
    elements = tape.named("a", "img")
    if not elements:
        return ()
    if tape.has("img") and tape.has("a"):
        elements.sort(key=lambda found: found.open)
    links: list[Link] = []
    positions = Positions(source)
    for element in elements:
        tag = tape.pieces[element.open]
        if (
            not tape.pieces[element.open + 1].strip()
            and element.name == "a"
            and tape.is_blank(element.open + 1, element.close)
        ):
            _unlink(tape, element, anchors)
            continue
        if _PLAIN_LINK.fullmatch(tag) and "@" not in tag:
            tape.pieces[element.open] = f'{tag[:-1]} rel="noopener">'
            continue
        own: str | None
        if (path := _PLAIN_PATH.fullmatch(tag)) is not None:
            own, tape.pieces[element.open] = path[1], f'<a href="{placeholder(len(links))}">'
        else:
            mark = _mark_link if element.name == "a" else _mark_image
            own = mark(tape, element, anchors, len(links))
        if own is not None:
            target, line, column = positions.find(own)
            kind = "link" if element.name == "a" else "image" if absolute_url(own) is None else "elsewhere"
            links.append(Link(target, kind, line, column, _is_described(tag, source, line, column)))
    return tuple(links)


def absolute_url(value: str) -> str | None:
    """An absolute URL as HTML may have it (`value` and result are escaped); None if it is none."""
    if value.startswith("//") and value[2:3].isalnum():
        # It would take the scheme of its page, and a feed reader has no page.
        value = f"https:{value}"
    scheme = _SCHEME.match(value)
    if scheme is None or scheme[1].lower() not in SCHEMES:
        return None
    if "@" in value:
        value = _CREDENTIALS.sub(r"\1", value)
    return value if _FIT.fullmatch(value) else _fit(value)


def mark_elsewhere(html: str, targets: Mapping[int, str]) -> str:
    """A body's HTML with placeholders for the pictures of other sites that `targets` has, by their numbers."""
    numbers = {address_of(target): number for number, target in targets.items()}

    def marked(tag: re.Match[str]) -> str:
        number = numbers.get(address_of(unescape(tag[1])))
        return tag[0] if number is None else f'<img src="{placeholder(number)}"'

    return _SHOWN_ELSEWHERE.sub(marked, html)


_SHOWN_ELSEWHERE = re.compile(r'<img src="([A-Za-z][^"]*)"')
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
# No link tells a name and a password; most often it is an address of mail that became a link.
_CREDENTIALS = re.compile(r"^(https?:[/\\]*)[^/\\?#]*@", re.IGNORECASE)
# What a URL may hold, by the URL standard (here escaped); all else is to be percent-encoded.
# No possessive quantifiers, here and elsewhere: up to Python 3.11.4 they may match what they must not
# (CPython gh-106052). As it is written, each text has but one way to match.
# Said by what it may not: a class with a range up to the last plane takes milliseconds to compile, each time.
_UNFIT = r'\x00-\x20"#%&<>\[-\^`{-}\x7f-\xa0\U0010fffe\U0010ffff'
_PLAIN = f"[^{_UNFIT}]*"
_PART = f"{_PLAIN}(?:(?:&amp;|%[0-9A-Fa-f]{{2}}){_PLAIN})*"
_FIT = re.compile(f"{_PART}(?:#{_PART})?")
# Most links are of these two kinds, and need no other look.
_PLAIN_LINK = re.compile(f'<a href="https?://{_FIT.pattern}">')
_PLAIN_PATH = re.compile(r'<a href="(/?[A-Za-z0-9._~+-]+(?:/[A-Za-z0-9._~+-]+)*/?)">')
_UNFIT_CHARACTER = re.compile(f"[{_UNFIT.replace('#%&', '')}]|%(?![0-9A-Fa-f]{{2}})")


def _fit(value: str) -> str:
    start, sign, fragment = unescape(value).partition("#")
    return escape_value(_encoded(start) + sign + _encoded(fragment.replace("#", "%23")))


def _encoded(text: str) -> str:
    return _UNFIT_CHARACTER.sub(lambda found: quote(found[0], safe=""), text)


def _mark_link(tape: Tape, element: Element, anchors: Anchors, number: int) -> str | None:
    attributes = attributes_of(tape.pieces[element.open])
    href = attributes.get("href")
    rest = anchors.attribute(element) | valid("a", attributes)
    if href is None:
        _unlink(tape, element, anchors)
        return None
    href = _trimmed(href)
    if href.startswith("#"):
        tape.pieces[element.open] = start_tag("a", {"href": anchors.fragment(href), **rest})
        return None
    url = absolute_url(href)
    if url is None:
        tape.pieces[element.open] = start_tag("a", {"href": placeholder(number), **rest})
        return href
    if url[:4].lower() == "http":
        rest["rel"] = "noopener"
    tape.pieces[element.open] = start_tag("a", {"href": url, **rest})
    return None


def _unlink(tape: Tape, element: Element, anchors: Anchors) -> None:
    """Make an anchor of a link that has no target or no text, or nothing."""
    id = anchors.attribute(element)
    if id:
        tape.pieces[element.open] = start_tag("a", id)
    else:
        # What was put after the link is no part of it.
        tape.pieces[element.open] = ""
        tape.pieces[element.close] = tape.pieces[element.close].removeprefix("</a>")
        element.name = ""


def _mark_image(tape: Tape, element: Element, anchors: Anchors, number: int) -> str | None:
    attributes = attributes_of(tape.pieces[element.open])
    src = _trimmed(attributes.get("src", ""))
    if not src and "src" not in attributes:
        tape.unwrap(element)
        return None
    url = absolute_url(src)
    rest = {"alt": ""} | anchors.attribute(element) | valid("img", attributes)
    shown = {"src": url or placeholder(number), **rest, "loading": "lazy", "decoding": "async"}
    tape.pieces[element.open] = start_tag("img", shown)
    # Of one elsewhere no placeholder stands in the text: it is only looked at.
    return src


def _is_described(tag: str, source: str, line: int, column: int) -> bool:
    if not tag.startswith("<img") or not _NO_ALT.search(tag):
        return True
    # An author who writes `<img alt="">` by hand says that it is decorative; Markdown has no words for it.
    if "<img" not in source:
        return False
    written = source.split("\n")[line - 1]
    own = written.rfind("<img", 0, column)
    return own > written.rfind("![", 0, column) and _EMPTY_ALT.match(written, own) is not None


# nh3 leaves an alternative text as it is, or out.
_NO_ALT = re.compile(r'^(?!.* alt="[^"]*[^"\s])', re.DOTALL)
_EMPTY_ALT = re.compile(r"<img\s[^>]*\balt=(?:\"\"|'')")


def _trimmed(value: str) -> str:
    # As browsers do: no space around a URL, no line break or tab within.
    return _BREAKS.sub("", value).strip(" ")


_BREAKS = re.compile(r"[\t\n\r]")
