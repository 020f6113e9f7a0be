import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.markdown import resolve_parts
from tests.unit.content.markdown.pages import ENGINES, render

engines = pytest.mark.parametrize("engine", ENGINES)


def parts(source: str, engine: str) -> tuple[str, str]:
    body = render(source, engine)
    before, after = resolve_parts(body.html, body.split, str)
    return before.strip(), after.strip()


@engines
@pytest.mark.parametrize(
    "source",
    [
        "",
        "a\n\nb\n\nc",
        "- a\n\n- b\n\n- c\n\n- d",
        "## a\n\nb\n\n## c\n\nd\n\n## e\n\nf",
        "> a\n>\n> b\n>\n> c\n>\n> d",
    ],
)
def test_a_short_body_is_not_split(engine: str, source: str) -> None:
    body = render(source, engine)
    assert body.split == len(body.html)


@engines
def test_the_middle_is_that_of_the_text(engine: str) -> None:
    assert parts("a\n\nb\n\nc\n\nd", engine) == ("<p>a</p>\n<p>b</p>", "<p>c</p>\n<p>d</p>")
    assert parts("aaaaaaaaaa\n\nb\n\nc\n\nd", engine)[0] == "<p>aaaaaaaaaa</p>"
    assert parts("a\n\nb\n\nc\n\ndddddddddd", engine)[1] == "<p>dddddddddd</p>"


@engines
def test_tags_and_targets_have_no_weight(engine: str) -> None:
    link = f"*[a](https://e.x/{'x' * 500})*"
    assert parts(f"{link}\n\nb\n\nc\n\nd", engine)[1] == "<p>c</p>\n<p>d</p>"


@engines
def test_a_heading_stays_with_its_text(engine: str) -> None:
    before, after = parts("a\n\nb\n\n## h\n\nc\n\nd", engine)
    assert before.endswith("<p>b</p>")
    assert after.startswith("<h2")
    before, after = parts("a\n\nbbb\n\n## h\n\n- ccccccccccccccc\n\nd\n\ne", engine)
    assert not before.endswith("</h2>")
    assert after.startswith(("<h2", "<p>"))


@engines
def test_notes_stand_after_it(engine: str) -> None:
    notes = "\n\n".join(f"[^{number}]: {'note ' * 50}" for number in range(4))
    before, after = parts(f"a[^0]\n\nb[^1]\n\nc[^2]\n\nd[^3]\n\n{notes}\n", engine)
    assert "<p>b" in before
    assert "<p>c" in after
    assert "<section" not in before


blocks = st.lists(
    st.sampled_from(
        ["p" * 9, "p" * 40, "## h", "- a\n- b", "> q", "![i](f.jpg)", "[l](m.md)", "| a |\n|---|\n| b |"]
    ),
    max_size=12,
)


@engines
@given(blocks)
def test_it_follows_a_paragraph_and_no_place_is_nearer(engine: str, blocks: list[str]) -> None:
    source = "\n\n".join(blocks)
    body = render(source, engine)
    if sum(block.startswith("p") for block in blocks) < 4:
        assert body.split == len(body.html)
    else:
        assert body.html[: body.split].endswith("</p>")
        assert body.html[body.split :].strip()
