import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asiansite.content.markdown import Body, MarkdownError, resolve, resolve_parts
from asiansite.content.markdown.render import render_markdown
from tests.unit.content.markdown.pages import ENGINES, assert_sound, read
from tests.unit.content.markdown.soups import prose, soups

engines = pytest.mark.parametrize("engine", ENGINES)
texts = given(soups | prose)


def body_of(source: str, engine: str) -> Body:
    try:
        return render_markdown(source, ENGINES[engine])
    except MarkdownError as error:
        assert str(error)
        return render_markdown("", ENGINES[engine])


def url(number: int) -> str:
    return f"/r/{number}?a=1&b=\"'<>"


@engines
@example("<p><button><p>x</p></button></p>")
@example("<a href=x><table><tr><td><a href=y>z</a></table></a>")
@example("[a[^1]](b.md)\n\n[^1]: n")
@example("<ul>t<p>x</ul>")
@example("<b><p>x</b>")
@example("&#2;0&#3; [x](y.md)")
@example("<pre><img>\n\nx</pre>")
@example("![i](p.jpg) <https://youtu.be/dQw4w9WgXcQ>")
@texts
def test_whatever_goes_in_sound_html_comes_out(engine: str, source: str) -> None:
    body = body_of(source, engine)
    assert_sound(resolve(body.html, url))
    assert_sound(resolve(body.html, lambda number: None))
    assert_sound(resolve(body.html, lambda number: None if number % 2 else url(number)))


@engines
@texts
def test_every_target_is_asked_for_once(engine: str, source: str) -> None:
    body = body_of(source, engine)
    asked: list[int] = []

    def replacement(number: int) -> str:
        asked.append(number)
        return url(number)

    filled = resolve(body.html, replacement)
    assert sorted(asked) == list(range(len(body.links)))
    targets = read(filled).targets()
    assert all(targets.count(url(number)) == 1 for number in asked)


@engines
@texts
def test_the_two_parts_are_whole_and_make_the_whole(engine: str, source: str) -> None:
    body = body_of(source, engine)
    assert 0 <= body.split <= len(body.html)
    before, after = resolve_parts(body.html, body.split, url)
    assert before + after == resolve(body.html, url)
    assert_sound(before)
    assert_sound(after)


@engines
@texts
def test_a_target_stands_where_its_link_says(engine: str, source: str) -> None:
    lines = source.split("\n")
    for link in body_of(source, engine).links:
        assert link.kind in ("link", "image")
        assert "\n" not in link.target
        assert 1 <= link.line <= len(lines)
        assert 1 <= link.column <= len(lines[link.line - 1]) + 1
        if (link.line, link.column) != (1, 1):
            assert lines[link.line - 1].startswith(
                link.target.replace("&", "&amp;"), link.column - 1
            ) or lines[link.line - 1].startswith(link.target, link.column - 1)


@engines
@texts
def test_the_outline_has_no_gap(engine: str, source: str) -> None:
    body = body_of(source, engine)
    page = read(body.html)
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert all(level <= before + 1 for before, level in zip([1, *levels], levels, strict=False))
    assert all(level >= 2 for level in levels)
    ids = page.ids()
    assert [heading.id for heading in body.headings if heading.id not in ids] == []
    assert all(heading.text for heading in body.headings)


@engines
@texts
def test_notes_and_their_references_find_each_other(engine: str, source: str) -> None:
    page = read(body_of(source, engine).html)
    ids = set(page.ids())
    ours = [target for target in page.targets() if re.match(r"#fn(ref)?-\d", target)]
    assert all(target[1:] in ids for target in ours)


@engines
@texts
def test_the_same_text_gives_the_same_body(engine: str, source: str) -> None:
    assert body_of(source, engine) == body_of(source, engine)


@given(st.text())
def test_text_alone_stays_text(text: str) -> None:
    # Signs that Markdown reads are taken out; what is left must come back as it is.
    plain = " ".join(re.sub(r"[^\w ]|_", " ", text).split())
    plain = re.sub(r"^(?=\d)", "x", plain)
    body = render_markdown(plain, ENGINES["commonmark"])
    assert body.first_paragraph == plain
    assert body.html == (f"<p>{plain}</p>" if plain else "")
