import pytest

from asiansite.content.markdown import resolve, resolve_parts
from tests.unit.content.markdown.pages import ENGINES, read, render

engines = pytest.mark.parametrize("engine", ENGINES)


def without(source: str, engine: str, *missing: str) -> str:
    """The HTML of a site that has no page and no picture of these names."""
    body = render(source, engine)
    targets = [link.target for link in body.links]
    return resolve(body.html, lambda number: None if targets[number] in missing else "/" + targets[number])


@engines
def test_a_url_is_escaped(engine: str) -> None:
    body = render("a [b](c.md)", engine)
    filled = resolve(body.html, lambda number: "/x?a=1&b=\"'<>")
    assert read(filled).targets() == ["/x?a=1&b=\"'<>"]


@engines
@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("a [b *c*](x.md) d [e](y.md)", '<p>a b <em>c</em> d <a href="/y.md">e</a></p>'),
        ("[b](x.md)", "<p>b</p>"),
        ("a ![b](x.jpg) c", "<p>a  c</p>"),
        ("a\n\n![b](x.jpg)\n\nc", "<p>a</p>\n\n<p>c</p>"),
        ('![b](x.jpg "d | e")', ""),
        ("[![b](x.jpg)](https://e.x)", ""),
        ("![b](x.jpg)\n![c](x.jpg)", ""),
        ("<figure><img src=x.jpg><figcaption>a</figcaption></figure>", ""),
    ],
)
def test_what_is_left_without_a_target(engine: str, source: str, left: str) -> None:
    assert without(source, engine, "x.md", "x.jpg").replace("<p></p>", "") == left


@engines
def test_a_gallery_keeps_its_other_pictures(engine: str) -> None:
    page = read(without("![a](x.jpg)\n![b](y.jpg)\n![c](x.jpg)", engine, "x.jpg"))
    assert [tag for tag, _ in page.tags] == ["div", "figure", "img"]
    assert page.targets() == ["/y.jpg"]


@engines
def test_a_picture_stays_without_its_link(engine: str) -> None:
    text = without("[![a](y.jpg)](x.md)", engine, "x.md")
    assert [tag for tag, _ in read(text).tags] == ["figure", "img"]


@engines
def test_a_figure_keeps_what_else_is_in_it(engine: str) -> None:
    source = "<figure><img src=x.jpg><img src=y.jpg><figcaption>a</figcaption></figure>"
    assert read(without(source, engine, "x.jpg")).targets() == ["/y.jpg"]


def test_html_without_placeholders_is_as_it_was() -> None:
    body = render("a [b](https://e.x)")

    def never(number: int) -> str:
        raise AssertionError(number)

    assert resolve(body.html, never) == body.html
    assert resolve_parts(body.html, 3, never) == (body.html[:3], body.html[3:])
