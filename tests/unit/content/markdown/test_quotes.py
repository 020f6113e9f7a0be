import pytest

from tests.unit.content.markdown.pages import ENGINES, assert_sound, html, read

engines = pytest.mark.parametrize("engine", ENGINES)


def captions(text: str) -> list[str]:
    return [part.partition("</figcaption>")[0] for part in text.split("<figcaption>")[1:]]


@engines
@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("> Said.\n>\n> — Tran Thi B", "Tran Thi B"),
        ("> Said.\n>\n> -- Tran Thi B", "Tran Thi B"),
        ("> Said.\n>\n> —Tran Thi B, *Hanoi*", "Tran Thi B, <em>Hanoi</em>"),
        ("> Said.\n>\n> — [B](b.md), Hanoi", '<a href="→b.md">B</a>, Hanoi'),
        ("> One.\n>\n> Two.\n>\n> — B", "B"),
        ("> Said.\n> — Tran Thi B", "Tran Thi B"),
        ("> Said.\n> -- B and *C*", "B and <em>C</em>"),
        ("> Said  \n> — B", "B"),
        ("> - Said.\n>\n> — B", "B"),
    ],
)
def test_a_quotation_names_its_source(engine: str, source: str, name: str) -> None:
    text = html(f"x\n\n{source}\n\ny", engine)
    assert captions(text) == [name]
    assert '<figure class="quote"><blockquote>' in text
    assert text.replace("\n", "").endswith(
        "</blockquote><figcaption>" + name + "</figcaption></figure><p>y</p>"
    )
    assert "—" not in text
    assert "<br>" not in text
    assert_sound(text)


@engines
@pytest.mark.parametrize(
    "source",
    [
        "> Said.",
        "> — B",
        "> -- B\n>\n> Said.",
        "> Said -- well.",
        "> Said\n> -- well\n> and more.",
        "> Said.\n>\n> —",
        "> Said.\n>\n> — B\n>\n> - more",
        "> Said.\n> —so",
        "— B",
    ],
)
def test_no_other_quotation_is_a_figure(engine: str, source: str) -> None:
    text = html(source, engine)
    assert "<figure" not in text
    assert "B" in text or "B" not in source


@engines
def test_a_quotation_within_a_quotation_has_its_own_source(engine: str) -> None:
    text = html("> > Inner.\n> >\n> > — A\n>\n> Outer.\n>\n> — B", engine)
    assert captions(text) == ["A", "B"]
    assert_sound(text)


@engines
def test_what_a_quotation_says_of_its_language_stays(engine: str) -> None:
    source = '<blockquote lang="fr">\n<p>Dit.</p>\n<p>— B</p>\n</blockquote>'
    assert '<figure class="quote"><blockquote lang="fr">' in html(source, engine)


@engines
def test_an_aside_that_repeats_the_text_is_hidden_from_those_who_hear_it(engine: str) -> None:
    source = 'He said "the haze is back" today.\n\n<aside>“The haze is back”</aside>\n\n<aside>the haze is back</aside>'
    asides = [attributes for tag, attributes in read(html(source, engine)).tags if tag == "aside"]
    assert asides == [
        {"class": "pull-quote", "role": "note"},
        {"class": "pull-quote", "aria-hidden": "true"},
    ]


@engines
def test_an_aside_with_a_link_can_be_heard(engine: str) -> None:
    text = html("See more here.\n\n<aside><a href=a.md>more here</a></aside>", engine)
    assert '<aside class="pull-quote" role="note">' in text
