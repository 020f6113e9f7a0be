from __future__ import annotations

import re

import pytest
from hypothesis import example, given

from asiansite.content.markdown import resolve
from asiansite.content.markdown.syndicated import syndicated
from tests.unit.content.markdown.pages import ENGINES, assert_sound, read, render
from tests.unit.content.markdown.soups import prose, soups

engines = pytest.mark.parametrize("engine", ENGINES)

PAGE = "https://gazette.example/2026/08/haze/?a=1&b"


def feed_of(source: str, engine: str = "commonmark") -> str:
    body = render(source, engine)
    return resolve(
        syndicated(body.html, PAGE), lambda number: "https://g.example/" + body.links[number].target
    )


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a *b*", "<p>a <em>b</em></p>"),
        (
            "[The law](law.md)",
            '<p><a href="https://g.example/law.md">The law</a></p>',
        ),
        (
            "https://youtu.be/dQw4w9WgXcQ",
            '<p><a href="https://youtu.be/dQw4w9WgXcQ" rel="noopener">https://youtu.be/dQw4w9WgXcQ</a></p>',
        ),
        ("Fires burn.\n\n<aside>Fires burn.</aside>\n\nx", "<p>Fires burn.</p>\n\n<p>x</p>"),
        ("<aside>Something else.</aside>", '<aside role="note">Something else.</aside>'),
        ("## Rain\n\nx", "<h2>Rain</h2>\n<p>x</p>"),
        (
            "[there](#h-rain)",
            '<p><a href="https://gazette.example/2026/08/haze/?a=1&amp;b#h-rain">there</a></p>',
        ),
        ('Say `id="x"`.', '<p>Say <code>id="x"</code>.</p>'),
    ],
)
def test_what_becomes_of_it(source: str, expected: str) -> None:
    assert re.sub(r"\n{2,}", "\n\n", feed_of(source)) == expected


def test_pictures_stay_with_their_words() -> None:
    page = read(feed_of('![A hill](c.jpg "Mount Merapi | Siti")\n\n![a](x.jpg)\n![b](y.jpg)'))
    shown = [attributes["src"] for tag, attributes in page.tags if tag == "img"]
    assert shown == [f"https://g.example/{name}.jpg" for name in "cxy"]
    assert "div" not in [tag for tag, _ in page.tags]


def test_a_table_is_as_it_was_without_its_box() -> None:
    page = feed_of("| a | b |\n|--:|---|\n| 1 | 2 |").strip()
    assert page.startswith("<table>")
    assert page.endswith("</table>")


@engines
def test_footnotes_lead_to_the_page(engine: str) -> None:
    page = read(feed_of("a[^1] b[^2]\n\n[^1]: c\n[^2]: d", engine))
    leads = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert len(leads) == 4
    assert all(each.startswith(f"{PAGE}#") for each in leads)
    assert page.ids() == []


def test_a_link_that_waits_is_its_text() -> None:
    body = render("[b](x.md)\n\n[card](x.md)")
    assert "<a" not in resolve(syndicated(body.html, PAGE), lambda number: None)


@engines
@example("<h2 id=a data-x=1>y</h2> [b](#a)")
@example("<details><summary id=s>x</summary></details> <a name=n>y</a>")
@example("![i](p.jpg) <https://youtu.be/dQw4w9WgXcQ>")
@given(soups | prose)
def test_nothing_of_our_own_pages_is_left(engine: str, source: str) -> None:
    html = feed_of(source, engine)
    assert_sound(html)
    for tag, attributes in read(html).tags:
        assert not {"id", "name", "class", "tabindex", "aria-hidden"} & set(attributes), tag
        assert not any(name.startswith("data-") for name in attributes), tag
        assert not attributes.get("href", "").startswith("#"), tag
