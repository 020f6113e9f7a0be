import pytest

from asiansite.content.markdown.attributes import attributes_of, start_tag, valid
from asiansite.content.markdown.tables import PLAIN_CELLS, alignment
from tests.unit.content.markdown.pages import ENGINES, assert_sound, html, read

engines = pytest.mark.parametrize("engine", ENGINES)

TABLE = "| a | b | c | d |\n|:--|:-:|--:|---|\n| 1 | 2 | 3 | 4 |\n"


@engines
def test_cells_are_aligned_by_classes(engine: str) -> None:
    page = assert_sound(html(TABLE, engine))
    classes = [attributes.get("class") for tag, attributes in page.tags if tag in ("th", "td")]
    assert classes == ["align-left", "align-center", "align-right", None] * 2


@engines
def test_a_table_scrolls_by_itself(engine: str) -> None:
    text = html(f"x\n\n{TABLE}\ny", engine)
    region = '<div class="table-scroll" role="region" tabindex="0" aria-label="Table"><table>'
    assert text.startswith(f"<p>x</p>\n{region}")
    assert text.endswith("</table></div>\n<p>y</p>")


@engines
def test_several_tables_have_names_of_their_own(engine: str) -> None:
    page = read(html(f"{TABLE}\nx\n\n{TABLE}", engine))
    labels = [attributes["aria-label"] for _, attributes in page.tags if "aria-label" in attributes]
    assert labels == ["Table 1", "Table 2"]


@engines
def test_a_table_in_a_table_scrolls_with_it(engine: str) -> None:
    text = html("<table><tr><td><table><tr><td>x</td></tr></table></td></tr></table>", engine)
    assert text.count("table-scroll") == 1
    assert_sound(text)


@engines
@pytest.mark.parametrize(
    ("cell", "left"),
    [
        ('<td align="RIGHT">', '<td class="align-right">'),
        ('<td style="text-align:center;color:red">', '<td class="align-center">'),
        ('<td style="text-align:justify" align="char">', "<td>"),
        ('<td colspan="2" rowspan="0" width="9">', '<td colspan="2">'),
        ('<th scope="row" lang="th">', '<th lang="th" scope="row">'),
        ('<th scope="all">', "<th>"),
    ],
)
def test_cells_by_hand(engine: str, cell: str, left: str) -> None:
    text = html(f"<table><tr>{cell}x</{cell[1:3]}></tr></table>", engine)
    tag, given = read(left + f"</{cell[1:3]}>").tags[0]
    assert (tag, given) in assert_sound(text).tags


@engines
@pytest.mark.parametrize(
    "table",
    [
        "<tr><td>x</td></tr><caption>c</caption>",
        "<caption>c</caption><caption>d</caption><tr><td>x</td></tr>",
        "<colgroup><col span=2></colgroup><tr><td>x</td></tr>",
        "<tr></tr><tr><td>x</td></tr>",
        "<tbody><tr><td>x</td></tr></tbody><thead><tr><th>h</th></tr></thead>",
        "<tfoot><tr><td>f</td></tr></tfoot><tr><td>x</td></tr>",
        "<p>stray</p><tr><td>x</td></tr>",
    ],
)
def test_the_parts_of_a_table_are_in_order(engine: str, table: str) -> None:
    page = assert_sound(html(f"<table>{table}</table>", engine))
    parts = [tag for tag, _ in page.tags if tag in ("caption", "thead", "tbody", "tfoot")]
    assert parts == sorted(parts, key=["caption", "thead", "tbody", "tfoot"].index)
    assert parts.count("caption") <= 1


@engines
def test_a_table_of_nothing_is_nothing(engine: str) -> None:
    assert html("a\n\n<table><tr></tr></table>", engine).strip() == "<p>a</p>"


@pytest.mark.parametrize("tag", PLAIN_CELLS)
def test_a_plain_cell_is_written_as_any_other(tag: str) -> None:
    name, given = tag[1:3], attributes_of(tag)
    assert PLAIN_CELLS[tag] == start_tag(name, valid(name, given) | alignment(given))
