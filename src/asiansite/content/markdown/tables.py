"""Tables: they scroll within the page, and their cells are aligned by classes."""

from __future__ import annotations

import re

from asiansite.content.markdown.tape import Tape

_ALIGNED = re.compile(r"text-align: ?(left|center|right)")


def alignment(attributes: dict[str, str]) -> dict[str, str]:
    """The class of a cell that is aligned by its style or in the old way, or nothing."""
    style = _ALIGNED.search(attributes.get("style", ""))
    side = style[1] if style else attributes.get("align", "").lower()
    return {"class": f"align-{side}"} if side in ("left", "center", "right") else {}


PLAIN_CELLS = {
    f'<{name} style="text-align:{side}">': f'<{name} class="align-{side}">'
    for name in ("td", "th")
    for side in ("left", "center", "right")
}
"""What becomes of a cell with an alignment and nothing else, as nearly all of those with attributes are."""


def mark_tables(tape: Tape) -> None:
    """Put each table, but for those in tables and in links, into a region that scrolls by the keyboard too."""
    tables = [table for table in tape.named("table") if not table.is_within("table", "a")]
    for number, table in enumerate(tables, 1):
        label = "Table" if len(tables) == 1 else f"Table {number}"
        start = f'<div class="table-scroll" role="region" tabindex="0" aria-label="{label}">'
        tape.tag(table, start + tape.pieces[table.open], "</table></div>")
