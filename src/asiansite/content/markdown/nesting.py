"""Nesting: what may stand in what, for tags that an author wrote by hand.

A browser draws `<b><p>…</p></b>` or a paragraph in a list without an item, but assistive technology
and validators do not agree on what it is.  Nobody's text is lost: tags are dropped, renamed or added
(the content models are those of the HTML standard).
"""

from __future__ import annotations

from asiansite.content.markdown.tape import Element, Tape

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_BLOCKS = HEADINGS | frozenset(
    "aside blockquote details div dl dt dd figcaption figure hr li ol p pre summary table ul".split()
)
_MARKS = frozenset(
    (
        "abbr b bdi bdo cite code dfn em i kbd mark q rp rt ruby s samp small span strong sub sup time u var"
    ).split()
)
_PARTS = {
    "li": ("ul", "ol"),
    "dt": ("dl",),
    "dd": ("dl",),
    "figcaption": ("figure",),
    "summary": ("details",),
}


def mend(tape: Tape) -> bool:
    """Put right what stands where it may not; whether anything did.

    Afterwards the tape is to be cut anew from its pieces, and looked at again.
    """
    groups = [div for terms in tape.named("dl") for div in tape.children(terms) if div.name == "div"]
    if groups:
        for div in groups:
            tape.unwrap(div)
        return True
    before = tape.pieces[:]
    for element in tape.elements:
        if element.name in _BLOCKS:
            _mend_block(tape, element)
        elif element.name in ("a", "dfn"):
            _mend_nested(tape, element)
        elif element.name in ("ruby", "rt", "rp"):
            _mend_ruby(tape, element)
    for group in tape.named("ul", "ol"):
        _wrap_strays(tape, group, "li", ("li",))
    for group in tape.named("dl"):
        _mend_terms(tape, group)
    for group in tape.named("figure", "details"):
        _mend_caption(tape, group)
    for group in tape.named("table"):
        _mend_table(tape, group)
    return tape.pieces != before


def _mend_block(tape: Tape, element: Element) -> None:
    around = _around(element)
    while around is not None and (around.name in _MARKS or around.name in ("a", "ins", "del")):
        # A link may hold blocks where its own parent may; a mark never does.
        if around.name in _MARKS or (around.name == "a" and element.name == "details"):
            tape.unwrap(around)
        around = _around(around)
    if around is not None and around.name in (*HEADINGS, "p", "pre", "summary"):
        if around.name != "summary" or element.name not in HEADINGS:
            tape.unwrap(element)
    elif (element.name in HEADINGS and element.is_within("th", "dt")) or (
        element.name == "table" and element.is_within("caption")
    ):
        tape.unwrap(element)
    elif element.name in _PARTS and not _is_child(element, _PARTS[element.name]):
        _rename(tape, element, "div")


def _mend_ruby(tape: Tape, element: Element) -> None:
    if element.name == "ruby":
        is_whole = any(child.name == "rt" for child in tape.children(element))
    else:
        is_whole = _is_child(element, ("ruby",))
    if not is_whole:
        tape.unwrap(element)


def _mend_nested(tape: Tape, element: Element) -> None:
    # A table in a link can hold links; those are what its author meant.
    outer = next((found for found in element.ancestors() if found.name == element.name), None)
    if outer is not None:
        tape.unwrap(outer)


def _mend_terms(tape: Tape, group: Element) -> None:
    children = tape.children(group)
    if not children or children[0].name != "dt" or children[-1].name != "dd":
        _rename(tape, group, "div")
    else:
        _wrap_strays(tape, group, "dd", ("dt", "dd"))


def _mend_caption(tape: Tape, group: Element) -> None:
    """Leave one caption in a figure, first or last, and one summary in details, which is first."""
    children = tape.children(group)
    captions = [child for child in children if child.name in ("figcaption", "summary")]
    kept = None
    if captions and tape.is_blank(group.open + 1, captions[0].open):
        kept = captions[0]
    elif captions and group.name == "figure" and tape.is_blank(captions[-1].close + 1, group.close):
        kept = captions[-1]
    for caption in captions:
        if caption is not kept:
            _rename(tape, caption, "div")
    if group.name == "details" and kept is None:
        _rename(tape, group, "div")


def _mend_table(tape: Tape, group: Element) -> None:
    """Leave a caption and a head at the start of a table, a foot at its end, and no row without a cell."""
    begun, last = "", next(reversed(tape.children(group)), None)
    for part in tape.children(group):
        if part.name == "caption":
            if begun:
                tape.tag(part, "<tbody><tr><td>", "</td></tr></tbody>")
            begun = begun or "caption"
            continue
        is_head, is_foot = part.name == "thead", part.name == "tfoot"
        if (is_head and begun not in ("", "caption")) or (is_foot and part is not last):
            _rename(tape, part, "tbody")
        begun = part.name
        for row in tape.children(part):
            if not tape.children(row):
                tape.remove(row)
        if not tape.children(part):
            tape.remove(part)
    if not tape.children(group):
        tape.remove(group)


def _around(element: Element) -> Element | None:
    """The element around it, of those that are still there."""
    return next((found for found in element.ancestors() if found.name), None)


def _is_child(element: Element, names: tuple[str, ...]) -> bool:
    parent = _around(element)
    return parent is not None and parent.name in names


def _rename(tape: Tape, element: Element, name: str) -> None:
    tape.tag(element, f"<{name}>", f"</{name}>")
    element.name = name


def _wrap_strays(tape: Tape, group: Element, item: str, items: tuple[str, ...]) -> None:
    """Put whatever is in `group` and in none of its `items` into an item of its own."""
    pieces, start = tape.pieces, group.open + 1
    for child in [*(child for child in tape.children(group) if child.name in items), None]:
        stop = child.open if child else group.close
        if not tape.is_blank(start, stop):
            # A text stands at each end of a run; it may be empty.
            pieces[start] = f"<{item}>{pieces[start]}"
            pieces[stop - 1] = f"{pieces[stop - 1]}</{item}>"
        start = child.close + 1 if child else stop
