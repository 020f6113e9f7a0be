import pytest

from tests.unit.content.markdown.pages import ENGINES, assert_sound, html

engines = pytest.mark.parametrize("engine", ENGINES)

IMAGE = '<img src="→f.jpg" alt="a" loading="lazy" decoding="async">'


@engines
@pytest.mark.parametrize(
    ("title", "caption"),
    [
        ("", ""),
        (' "C"', "<figcaption>C</figcaption>"),
        (' "C | D"', '<figcaption>C <span class="credit">D</span></figcaption>'),
        (' "C|D"', '<figcaption>C <span class="credit">D</span></figcaption>'),
        (' "A | B | D"', '<figcaption>A | B <span class="credit">D</span></figcaption>'),
        (' "| D"', '<figcaption><span class="credit">D</span></figcaption>'),
        (' "C |"', "<figcaption>C</figcaption>"),
        (' " | "', ""),
        (" \"C & <b> 'q'\"", "<figcaption>C &amp; &lt;b&gt; 'q'</figcaption>"),
    ],
)
def test_a_picture_alone_is_a_figure(engine: str, title: str, caption: str) -> None:
    text = html(f"x\n\n![a](f.jpg{title})\n\ny", engine)
    assert text == f'<p>x</p>\n<figure class="figure">{IMAGE}{caption}</figure>\n<p>y</p>'
    assert_sound(text)


@engines
def test_an_empty_alternative_stays(engine: str) -> None:
    assert 'alt=""' in html("![](f.jpg)", engine)


@engines
@pytest.mark.parametrize("between", ["\n", " ", "  \n", "\\\n"])
def test_several_pictures_are_a_gallery(engine: str, between: str) -> None:
    if engine == "markdown" and between == "\\\n":
        between = "<br>\n"
    text = html(f'![a](f.jpg){between}![a](f.jpg "C | D"){between}![a](f.jpg)', engine)
    figure = '<figure class="figure">{}</figure>'
    captioned = f'{IMAGE}<figcaption>C <span class="credit">D</span></figcaption>'
    figures = [figure.format(IMAGE), figure.format(captioned), figure.format(IMAGE)]
    assert text == "\n".join(['<div class="gallery">', *figures, "</div>"])


@engines
def test_a_picture_can_be_a_link(engine: str) -> None:
    text = html('[![a](f.jpg "C")](https://e.x/)', engine)
    link = f'<a href="https://e.x/" rel="noopener">{IMAGE}</a>'
    assert text == f'<figure class="figure">{link}<figcaption>C</figcaption></figure>'


@engines
@pytest.mark.parametrize(
    "source",
    [
        "![a](f.jpg) b",
        "b ![a](f.jpg)",
        "[b ![a](f.jpg)](c.md)",
        "**![a](f.jpg)**",
        "[![a](f.jpg) ![a](f.jpg)](c.md)",
        "![a](f.jpg) [b](c.md)",
        "# ![a](f.jpg)",
        "| b |\n|---|\n| ![a](f.jpg) |",
    ],
)
def test_a_picture_in_a_line_of_text_is_none(engine: str, source: str) -> None:
    assert "<figure" not in html(source, engine)


@engines
@pytest.mark.parametrize("source", ["- ![a](f.jpg)\n\n- b", "> ![a](f.jpg)", "x[^1]\n\n[^1]: ![a](f.jpg)"])
def test_a_figure_can_stand_within_other_things(engine: str, source: str) -> None:
    text = html(source, engine)
    assert f'<figure class="figure">{IMAGE}</figure>' in text
    assert_sound(text)


@engines
def test_a_figure_by_hand_is_one_figure(engine: str) -> None:
    source = '<figure>\n<img src="f.jpg" alt="a">\n<figcaption>b</figcaption>\n</figure>'
    text = html(source, engine)
    assert text.replace("\n", "") == f'<figure class="figure">{IMAGE}<figcaption>b</figcaption></figure>'


def test_markdown_within_a_figure_by_hand_makes_no_second_one() -> None:
    text = html("<figure>\n\n![a](f.jpg)\n\n<figcaption>b</figcaption>\n</figure>")
    assert text.replace("\n", "") == f'<figure class="figure">{IMAGE}<figcaption>b</figcaption></figure>'


@engines
def test_the_language_of_a_figures_paragraph_stays(engine: str) -> None:
    assert html('<p lang="km"><img src="f.jpg" alt="a"></p>', engine) == (
        f'<figure class="figure" lang="km">{IMAGE}</figure>'
    )
