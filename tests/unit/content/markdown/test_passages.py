from __future__ import annotations

from asiansite.content.markdown import MarkdownOptions
from asiansite.content.markdown.passages import Passage, passages
from asiansite.content.markdown.render import render_markdown

TEXT = """\
Intro *para*graph with a note[^1] and a [link](vote.md).

## A heading

> A quotation
>
> — Somebody

<aside class="pull-quote">A quotation</aside>

![A harbour](/img/harbour.png "The harbour & its quay | Mara Lim")

| Country | Seats |
|--|--|
| Laos | 164 |

- one
- two<br>lines

`a < b`

[^1]: The note.
"""


def test_a_body_is_its_words_block_by_block() -> None:
    html = render_markdown(TEXT, MarkdownOptions("commonmark")).html
    assert [*passages(html)] == [
        Passage("Intro paragraph with a note and a link.", False),
        Passage("A heading", True),
        Passage("A quotation", False),
        Passage("Somebody", False),
        Passage("The harbour & its quay Mara Lim", False),
        *(
            Passage(cell, False)
            for cell in ("Country", "Seats", "Laos", "164", "one", "two", "lines", "a < b")
        ),
        Passage("The note.", False),
    ]


def test_no_body_has_no_passage() -> None:
    assert [*passages("")] == []
    assert [*passages("<hr>\n")] == []
