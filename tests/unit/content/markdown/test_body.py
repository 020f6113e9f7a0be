import pytest

from asiansite.content.markdown import Body
from asiansite.content.text.words import count_words
from tests.unit.content.markdown.pages import ENGINES, html, render

engines = pytest.mark.parametrize("engine", ENGINES)


@engines
def test_an_empty_text_is_an_empty_body(engine: str) -> None:
    assert render(" \n\n", engine) == Body("", (), (), "", 0, 0)


@engines
@pytest.mark.parametrize(
    ("source", "first"),
    [
        ("a *b*\nc & `d` [e](f.md)\n\ng", "a b c & d e"),
        ("## h\n\n![i](f.jpg 'j')\n\n- k\n\n> l\n\n| m |\n|---|\n| n |\n\no", "o"),
        ("[a](b.md)\n\nc", "c"),
        ("https://youtu.be/dQw4w9WgXcQ\n\nc", "c"),
        ("<aside><p>a</p></aside>\n\nb", "b"),
        ("<div><p>a</p></div>\n\nb", "a"),
        ("a[^1] b\n\n[^1]: c", "a b"),
        ("[^1]: c\n\n## d[^1]", ""),
        ("a<br>b", "a b"),
        ("    code", ""),
        ("x" * 3000, "x" * 3000),
    ],
)
def test_the_first_paragraph_is_plain_text(engine: str, source: str, first: str) -> None:
    assert render(source, engine).first_paragraph == first


@engines
@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("one *two* three\n\n## four\n\n- five", "one two three four five"),
        ("| one | two |\n|---|---|\n| three | four |", "one two three four"),
        ("one  \ntwo", "one two"),
        ("one & two&nbsp;three", "one & two three"),
        ("one[^1] two\n\n[^1]: three", "one two"),
        ("ភាសាខ្មែរ", "ភាសាខ្មែរ"),
    ],
)
def test_words_are_counted_as_a_reader_sees_them(engine: str, source: str, text: str) -> None:
    assert render(source, engine).word_count == count_words(text)


@engines
def test_what_commonmark_and_its_extensions_say(engine: str) -> None:
    assert html("a *b* **c** `d`", engine) == "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>"
    assert html("a\n: b", engine) == "<dl>\n<dt>a</dt>\n<dd>b</dd>\n</dl>"
    assert html('"a" -- it\'s...', engine) == "<p>“a” – it’s…</p>"


def test_what_only_commonmark_says() -> None:
    assert html("~~a~~") == "<p><del>a</del></p>"
    assert html("a\n- b") == "<p>a</p>\n<ul>\n<li>b</li>\n</ul>"


def test_what_only_python_markdown_says() -> None:
    assert html("a\n- b", "markdown") == "<p>a\n- b</p>"
    assert html("*[HTML]: Hyper\n\nHTML", "markdown") == '<p><abbr title="Hyper">HTML</abbr></p>'
