"""Headings: an outline below the page's own title, and ids that stay when the text around changes.

An id is `h-` and the slug of the heading's text.  Headings of equal text take the slug of the heading
above them in front, all of them, so that a deep link never changes to another heading's; a number is
the last resort.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from asiansite.content.markdown.anchors import Anchors
from asiansite.content.markdown.attributes import attributes_of, start_tag, valid
from asiansite.content.markdown.body import Heading
from asiansite.content.markdown.footnotes import NOTE
from asiansite.content.markdown.python_engine import AUTOMATIC_ID
from asiansite.content.markdown.sanitise import AUTHORS_ID
from asiansite.content.markdown.tape import Element, Tape, plain
from asiansite.content.text.slugs import slug_of

LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


def mark_headings(tape: Tape, anchors: Anchors) -> tuple[Heading, ...]:
    """Give every heading its level and its id, and return the body's outline."""
    elements = tape.named(*LEVELS)
    if not elements:
        return ()
    if len(elements) > 1:
        elements.sort(key=lambda found: found.open)
    headings = [(element, _text(tape, element)) for element in elements]
    for element, text in headings:
        if not text:
            tape.unwrap(element)
    headings = [(element, text) for element, text in headings if text]
    levels = _levels([int(element.name[1]) for element, _ in headings])
    _give_ids(headings, levels, anchors)
    outline = []
    for (element, text), level in zip(headings, levels, strict=True):
        tag, id = tape.pieces[element.open], anchors.id_of(element) or ""
        attributes = anchors.attribute(element)
        if " " in tag:
            attributes |= valid(element.name, attributes_of(tag))
        element.name = f"h{level}"
        tape.tag(element, start_tag(element.name, attributes), f"</{element.name}>")
        if not element.is_within("blockquote", "aside", "table", NOTE):
            outline.append(Heading(level, id, text))
    return tuple(outline)


def _text(tape: Tape, element: Element) -> str:
    text = tape.text(element)
    if text:
        return text
    # A heading may be a picture.
    tags = [tape.pieces[found.open] for found in tape.within(element) if found.name == "img"]
    return plain(" ".join(attributes_of(tag).get("alt", "") for tag in tags))


def _levels(given: list[int]) -> list[int]:
    """Levels without a gap, from 2: the page's title is the only heading of level 1."""
    levels = []
    path: list[int] = []
    for level in given:
        while path and path[-1] >= level:
            path.pop()
        path.append(level)
        levels.append(min(1 + len(path), 6))
    return levels


def _give_ids(headings: list[tuple[Element, str]], levels: list[int], anchors: Anchors) -> None:
    slugs = [slug_of(text) for _, text in headings]
    order, wanted = _wanted(slugs, levels)
    last: dict[str, int] = {}
    for at in order:
        element = headings[at][0]
        given = anchors.id_of(element)
        if given is None or given.startswith(AUTHORS_ID + AUTOMATIC_ID):
            anchors.replace(element, _free(wanted[at], anchors.taken, last))


def _wanted(slugs: list[str], levels: list[int]) -> tuple[Sequence[int], list[str]]:
    """The ids that headings would have, and the order in which they are to get them."""
    if "" not in slugs and len(set(slugs)) == len(slugs):
        return range(len(slugs)), [f"h-{slug}" for slug in slugs]
    often = Counter(slugs)
    alone = [bool(slug) and often[slug] == 1 for slug in slugs]
    wanted = [
        "-".join(filter(None, ["h", "" if alone[at] else slugs_above, slug]))
        for at, (slug, slugs_above) in enumerate(zip(slugs, _above(slugs, levels), strict=True))
    ]
    # Those that nobody else wants come first: no other heading can take their id from them.
    return sorted(range(len(wanted)), key=lambda at: (not alone[at], at)), wanted


def _above(slugs: list[str], levels: list[int]) -> list[str]:
    """For each heading the slug of the one under which it stands, or ""."""
    found = []
    path: list[tuple[int, str]] = []
    for slug, level in zip(slugs, levels, strict=True):
        while path and path[-1][0] >= level:
            path.pop()
        found.append(path[-1][1] if path else "")
        path.append((level, slug))
    return found


def _free(id: str, taken: set[str], last: dict[str, int]) -> str:
    """`id`, or that with the next number that is free; `last` remembers the numbers given."""
    if id not in taken and id != "h":
        return id
    number = max(last.get(id, 0), 0 if id == "h" else 1) + 1
    while f"{id}-{number}" in taken:
        number += 1
    last[id] = number
    return f"{id}-{number}"
