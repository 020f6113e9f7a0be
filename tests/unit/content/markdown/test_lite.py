from __future__ import annotations

import re

import pytest
from hypothesis import example, given

from asiansite.content.markdown import MarkdownError, resolve
from asiansite.content.markdown.lite import lite
from asiansite.content.markdown.render import render_markdown
from tests.unit.content.markdown.pages import ENGINES, Page, assert_sound, read, render
from tests.unit.content.markdown.soups import prose, soups

engines = pytest.mark.parametrize("engine", ENGINES)

FETCHING = frozenset(
    "img picture source script iframe style link video audio track embed object svg use form input button".split()
)
FETCHING_ATTRIBUTES = frozenset(
    {"src", "srcset", "poster", "style", "background", "data", "class", "tabindex"}
)


class Words(Page):
    """What a reader sees, a run of white space as one space; a hidden pull quote is not for reading."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.said: list[str] = []
        self.alts: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        found = dict(attrs)
        if tag == "aside" and (self.hidden or found.get("aria-hidden") == "true"):
            self.hidden += 1
        if tag == "img" and not self.hidden:
            self.alts.append(found.get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        if tag == "aside" and self.hidden:
            self.hidden -= 1

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.said.append(data)


def words_of(text: str) -> Words:
    page = Words()
    page.feed(text)
    page.close()
    return page


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def lite_of(source: str, engine: str = "commonmark") -> str:
    body = render(source, engine)
    return resolve(lite(body.html), lambda number: "/" + body.links[number].target).strip()


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a ![b](c.jpg) d", "<p>a [b] d</p>"),
        ("a ![](c.jpg) d", "<p>a  d</p>"),
        ("x <img src=d.jpg alt='a \"b\" & <c>'>", '<p>x [a "b" &amp; &lt;c&gt;]</p>'),
        ("![](c.jpg)", ""),
        ("![](c.jpg)\n![](d.jpg)\n\nx", "<p>x</p>"),
        (
            '![A hill](c.jpg "Mount Merapi | Siti")',
            "<figure>[A hill]<figcaption>Mount Merapi <span>Siti</span></figcaption></figure>",
        ),
        (
            '![Mount Merapi](c.jpg "Mount Merapi | Siti")',
            "<figure><figcaption>Mount Merapi <span>Siti</span></figcaption></figure>",
        ),
        ('![](c.jpg "Merapi")', "<figure><figcaption>Merapi</figcaption></figure>"),
        ("[![](c.jpg)](https://e.x/)", '<figure><a href="https://e.x/" rel="noopener">[…]</a></figure>'),
        ("[![b](c.jpg)](https://e.x/)", '<figure><a href="https://e.x/" rel="noopener">[b]</a></figure>'),
        (
            "<details><summary><img src=c.jpg></summary>x</details>",
            "<details><summary>[…]</summary>x</details>",
        ),
        (
            "https://youtu.be/dQw4w9WgXcQ",
            '<p><a href="https://youtu.be/dQw4w9WgXcQ" rel="noopener">https://youtu.be/dQw4w9WgXcQ</a></p>',
        ),
        ("[The law](https://e.x/law)", '<p><a href="https://e.x/law" rel="noopener">The law</a></p>'),
        (
            "Fires burn again.\n\n<aside>Fires burn again.</aside>\n\nx",
            "<p>Fires burn again.</p>\n\n<p>x</p>",
        ),
        ("<aside>Something else.</aside>", '<aside role="note">Something else.</aside>'),
        ("<pre><img src=x.jpg>\n\nx</pre>", "<pre>x</pre>"),
        ('Say `src="x"`.', '<p>Say <code>src="x"</code>.</p>'),
    ],
)
def test_what_becomes_of_it(source: str, expected: str) -> None:
    assert re.sub(r"\n{2,}", "\n\n", lite_of(source)) == expected


def test_a_gallery_is_its_pictures_words() -> None:
    page = lite_of('![a](x.jpg "One")\n![b](y.jpg)')
    assert [tag for tag, _ in read(page).tags] == ["figure", "figcaption", "figure"]


def test_a_table_is_as_it_was_without_its_box() -> None:
    page = lite_of("| a | b |\n|--:|---|\n| 1 | 2 |")
    assert page.startswith("<table>")
    assert page.endswith("</table>")
    assert [attributes for _, attributes in read(page).tags if attributes] == []


@engines
def test_footnotes_still_lead_there_and_back(engine: str) -> None:
    page = read(lite_of("a[^1] b[^2]\n\n[^1]: c\n[^2]: d", engine))
    leads = [attributes["href"] for tag, attributes in page.tags if tag == "a"]
    assert len(leads) == 4
    assert {each.removeprefix("#") for each in leads} <= set(page.ids())


def test_a_link_that_waits_is_its_text() -> None:
    body = render("[![a](c.jpg)](x.md) [b](x.md)\n\n[card](x.md)")
    assert resolve(lite(body.html), lambda number: None) == "<p>[a] b</p>\n<p>card</p>"


@engines
@example("[![](p.jpg)](b.md)")
@example("<aside><img src=p.jpg alt=x>y</aside> y")
@example("<aside id=a>y</aside>\n\ny y [b](#a)")
@example("<figure id=a><img src=x></figure>")
@example("<details><summary><img src=x></summary></details>")
@example("![i](p.jpg) <https://youtu.be/dQw4w9WgXcQ>")
@example("<pre><img src=x>\n\n\nx</pre>")
@given(soups | prose)
def test_nothing_is_fetched_and_no_word_is_lost(engine: str, source: str) -> None:
    try:
        full = render_markdown(source, ENGINES[engine]).html
    except MarkdownError:
        return
    for replacement in (lambda number: f"/r/{number}", lambda number: None):
        found = resolve(lite(full), replacement)
        page = assert_sound(found)
        for tag, attributes in page.tags:
            assert tag not in FETCHING
            assert not attributes.keys() & FETCHING_ATTRIBUTES, (tag, attributes)
            assert not any(name.startswith(("on", "data-")) for name in attributes)
    before, after = words_of(resolve(full, str)), words_of(resolve(lite(full), str))
    said = squeezed("".join(after.said))
    assert is_within(squeezed("".join(before.said)), said)
    for alt in before.alts:
        assert squeezed(alt) in said
    lost = set(before.ids()) - set(after.ids())
    assert not lost & {target.removeprefix("#") for target in after.targets()}


def is_within(text: str, longer: str) -> bool:
    """Whether `text` is `longer` with parts left out: pictures' words come between those of the text."""
    signs = iter(longer)
    return all(sign in signs for sign in text)


@given(soups | prose)
def test_a_lite_form_has_no_other(source: str) -> None:
    try:
        once = lite(render_markdown(source, ENGINES["commonmark"]).html)
    except MarkdownError:
        return
    assert lite(once) == once
