"""XML documents: elements to bytes, with nothing in them that XML 1.0 forbids."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

XML_DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>\n'


def root(name: str, namespaces: dict[str, str], **attributes: str) -> Element:
    """The outermost element; `namespaces` by their prefixes, "" for that of names without one."""
    known = {f"xmlns:{prefix}" if prefix else "xmlns": uri for prefix, uri in namespaces.items()}
    return Element(name, known | attributes)


def add(parent: Element, name: str, text: str | None = None, /, **attributes: str | None) -> Element:
    """Add an element; without the attributes that are None. `xml_lang` is `xml:lang`."""
    known = {_name(key): plain(value) for key, value in attributes.items() if value is not None}
    element = SubElement(parent, name, known)
    if text is not None:
        element.text = plain(text)
    return element


def document(element: Element) -> bytes:
    """The document that `element` is the root of: UTF-8, an element a line, the same in all processes."""
    indent(element, " ")
    return XML_DECLARATION + tostring(element, encoding="unicode").encode() + b"\n"


def plain(text: str) -> str:
    """A text without what XML 1.0 (2.2) forbids: control characters, surrogates, U+FFFE and U+FFFF."""
    text = str.__str__(text) if type(text) is str else "".join(text)
    if _FORBIDDEN.search(text) is None:
        return text
    # Vertical tabs and form feeds were meant as space; a parser reads `\r` as the end of a line.
    return _FORBIDDEN.sub("", text.replace("\r\n", "\n").translate(_SPACES))


_SPACES = {0x0B: " ", 0x0C: " ", 0x0D: "\n", 0x85: " "}
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def _name(key: str) -> str:
    return "xml:lang" if key == "xml_lang" else key
