import pytest

from tests.unit.content.markdown.pages import ENGINES, assert_sound, html, read, render

engines = pytest.mark.parametrize("engine", ENGINES)

SOURCE = """\
One[^b] two[^a] three[^b].

[^a]: Note *a*[^c].
[^b]: Note b.

    More of b.

[^c]: Note c.
"""

EXPECTED = """\
<p>One<sup class="footnote-ref"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup> \
two<sup class="footnote-ref"><a href="#fn-2" id="fnref-2" role="doc-noteref">2</a></sup> \
three<sup class="footnote-ref"><a href="#fn-1" id="fnref-1-2" role="doc-noteref">1</a></sup>.</p>
<section class="footnotes" role="doc-endnotes" aria-label="Footnotes">
<ol>
<li id="fn-1">
<p>Note b.</p>
<p>More of b. \
<a href="#fnref-1" role="doc-backlink" aria-label="Back to reference 1 (1)">↩\ufe0e<sup>1</sup></a> \
<a href="#fnref-1-2" role="doc-backlink" aria-label="Back to reference 1 (2)">↩\ufe0e<sup>2</sup></a></p>
</li>
<li id="fn-2">
<p>Note <em>a</em><sup class="footnote-ref"><a href="#fn-3" id="fnref-3" role="doc-noteref">3</a></sup>. \
<a href="#fnref-2" role="doc-backlink" aria-label="Back to reference 2">↩\ufe0e</a></p>
</li>
<li id="fn-3">
<p>Note c. <a href="#fnref-3" role="doc-backlink" aria-label="Back to reference 3">↩\ufe0e</a></p>
</li>
</ol>
</section>"""


@engines
def test_notes_are_numbered_as_they_are_referred_to(engine: str) -> None:
    assert html(SOURCE, engine) == EXPECTED


@engines
def test_a_note_that_nobody_refers_to_comes_last(engine: str) -> None:
    text = html("[^x]: Lost.\n\nOne[^y].\n\n[^y]: Found.\n", engine)
    page = assert_sound(text)
    assert [id for id in page.ids() if id.startswith("fn-")] == ["fn-1", "fn-2"]
    assert '<li id="fn-2">\n<p>Lost.</p>\n</li>' in text


@engines
def test_a_reference_to_no_note_is_text(engine: str) -> None:
    assert html("One[^x].", engine) == "<p>One[^x].</p>"


@engines
@pytest.mark.parametrize("label", ["1", "ghi-chú", "note.1", "%41", "x-y_z"])
def test_any_label_will_do(engine: str, label: str) -> None:
    page = assert_sound(html(f"One[^{label}].\n\n[^{label}]: Note.\n", engine))
    assert page.targets() == ["#fn-1", "#fnref-1"]


@engines
def test_a_note_may_end_with_other_than_a_paragraph(engine: str) -> None:
    text = html("One[^a].\n\n[^a]: Note:\n\n    - item\n", engine)
    assert_sound(text)
    assert '</ul>\n<p><a href="#fnref-1"' in text


@engines
def test_notes_stand_at_the_end_wherever_they_were_written(engine: str) -> None:
    text = html("One[^a].\n\n[^a]: Note.\n\nTwo.\n\n> Three[^b].\n\n[^b]: Note.\n\nFour.", engine)
    assert text.index("<p>Four.</p>") < text.index("<section") < text.index("Note.")
    assert text.endswith("</section>")


@engines
def test_a_note_in_a_link_takes_nothing_from_it(engine: str) -> None:
    source = '<a href="b.md">One[^a] two</a>\n\n[^a]: Note.\n'
    page = assert_sound(html(source, engine))
    assert "→b.md" in page.targets()
    assert "#fn-1" in page.targets()


@engines
@pytest.mark.parametrize(
    "source",
    [
        '<div class="footnote-definition" id="a">b</div>',
        '<sup class="footnote-reference"><a href="#a">1</a></sup> b',
        '<div class="footnote"><hr><ol><li>b</li></ol></div>',
        '<div class="footnote"><hr><ol><li id="fn:a">b</li><li id="fn:a">c</li></ol></div>',
        '<div class="footnote-definition" id="a">b<div class="footnote-definition" id="a">c</div></div>',
        '<div class="footnote-definition" id="a">b<div class="footnote-definition" id="c">d</div></div>',
    ],
)
def test_notes_forged_by_hand_do_no_harm(engine: str, source: str) -> None:
    text = html(source, engine)
    assert_sound(text)
    assert "b" in text


def test_links_in_notes_are_placed() -> None:
    body = render("One[^a] [b](b.md).\n\n[^a]: [c](c.md)\n")
    assert {(link.target, link.line) for link in body.links} == {("b.md", 1), ("c.md", 3)}
    assert read(body.html).targets()[0] == "#fn-1"
