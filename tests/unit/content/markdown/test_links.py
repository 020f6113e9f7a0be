import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.markdown import Link
from tests.unit.content.markdown.pages import ENGINES, html, read, render

engines = pytest.mark.parametrize("engine", ENGINES)


@engines
@pytest.mark.parametrize(
    ("given", "target"),
    [
        ("https://e.x/a?b=c&d=e#f", "https://e.x/a?b=c&d=e#f"),
        ("HTTP://e.x/", "HTTP://e.x/"),
        ("mailto:a@e.x", "mailto:a@e.x"),
        ("tel:+6591234567", "tel:+6591234567"),
        ("#part", "#part"),
        ("#", "#"),
        ("//e.x/a", "https://e.x/a"),
        ("http://user:word@e.x/@a", "http://e.x/@a"),
        ("https://e.x/a|b[c]", "https://e.x/a%7Cb%5Bc%5D"),
        ("https://e.x/50%", "https://e.x/50%25"),
        ("https://e.x/a#b#c", "https://e.x/a#b%23c"),
    ],
)
def test_a_target_that_needs_no_site_stays(engine: str, given: str, target: str) -> None:
    body = render(f'a <a href="{given}">b</a>', engine)
    assert body.links == ()
    assert read(body.html).targets() == [target]


@engines
@pytest.mark.parametrize(
    "target",
    [
        "haze.md",
        "../2024/haze.md#h-law",
        "/tags/x/",
        "?page=2",
        "my%20photo.jpg",
        "tình-hình.md",
        "C:\\photos\\haze.jpg",
        "file:///home/a/haze.jpg",
        "\\\\server\\haze.jpg",
        "a&b.md?c=1&d=2",
        "ភាព.jpg#ក",
        "100%.jpg",
    ],
)
def test_any_other_is_left_to_the_site_as_it_was_written(engine: str, target: str) -> None:
    source = f"One\ntwo\n\n- a **[b](<{target}>)** c\n\nsee ![d](<{target}>) \n"
    links = render(source.replace("\\", "\\\\"), engine).links
    assert [link.kind for link in links] == ["link", "image"]
    assert [link.target for link in links] == [target] * 2
    if "\\" not in target:
        assert [link.line for link in links] == [4, 6]
        assert all(source.split("\n")[link.line - 1].startswith(target, link.column - 1) for link in links)


@engines
def test_places_are_those_of_the_targets_and_not_of_equal_texts(engine: str) -> None:
    lines = [
        'See a.md, (a.md) and [a.md](a.md) [x](a.md "a.md")',
        "<a href=a.md>b</a> <a href='a.md'>c</a>",
        "",
        "![a.md](a.md)",
    ]
    places = [(link.line, link.column) for link in render("\n".join(lines), engine).links]
    assert places == [(1, 29), (1, 39), (2, 9), (2, 29), (4, 9)]


@engines
def test_a_reference_is_placed_where_it_is_defined(engine: str) -> None:
    source = "[x][r] and [y](y.md)\n\n[r]: r.md\n"
    assert render(source, engine).links == (Link("r.md", "link", 3, 6), Link("y.md", "link", 1, 16))


def test_a_target_that_is_not_found_is_on_the_first_line() -> None:
    assert render("a\n\n[b](c\\_d.md)").links == (Link("c_d.md", "link", 1, 1),)


@engines
def test_a_link_to_nothing_is_for_the_site_to_report(engine: str) -> None:
    assert render("a\n[b]() c", engine).links == (Link("", "link", 2, 5),)


@engines
def test_links_abroad_tell_nothing_of_the_window(engine: str) -> None:
    page = read(html("[a](https://e.x) [b](mailto:c@e.x) [d](e.md) [f](#g)", engine))
    assert [attributes.get("rel") for tag, attributes in page.tags if tag == "a"] == [
        "noopener",
        None,
        None,
        None,
    ]


@engines
def test_a_link_without_a_target_is_its_text(engine: str) -> None:
    assert html("a <a>b</a> <a href='javascript:x'>c</a>", engine) == "<p>a b c</p>"


@engines
def test_a_link_without_a_text_is_nothing(engine: str) -> None:
    body = render("a [](b.md) <a href=c.md> </a> <a id=d href=e.md></a>", engine)
    assert body.links == ()
    assert [attributes for tag, attributes in read(body.html).tags if tag == "a"] == [{"id": "u-d"}]


@engines
def test_pictures_wait_until_they_are_seen(engine: str) -> None:
    page = read(html('a ![b](https://e.x/d.jpg "e") <img src="f.jpg" width="50%" height="20">', engine))
    assert [attributes for tag, attributes in page.tags if tag == "img"] == [
        {"src": "https://e.x/d.jpg", "alt": "b", "title": "e", "loading": "lazy", "decoding": "async"},
        {"src": "→f.jpg", "alt": "", "height": "20", "loading": "lazy", "decoding": "async"},
    ]


@engines
@pytest.mark.parametrize("given", ["[Haze season](haze.md)", "[Haze](https://e.x/)", "<https://e.x/>"])
def test_a_paragraph_that_is_one_link_is_a_card(engine: str, given: str) -> None:
    text = html(f"a\n\n{given}\n\nb", engine)
    assert '<p class="link-card"><a href="' in text
    assert text.startswith("<p>a</p>")


@engines
@pytest.mark.parametrize(
    "given",
    [
        "[a](b.md) c",
        "c [a](b.md)",
        "[a](b.md) [c](d.md)",
        "[a](#b)",
        "[a](mailto:b@c.d)",
        "- [a](b.md)\n\n- [c](d.md)",
        "> [a](b.md)",
        "x[^1]\n\n[^1]: <https://e.x/>",
    ],
)
def test_no_other_link_is_a_card(engine: str, given: str) -> None:
    assert "link-card" not in html(given, engine)


@given(st.from_regex(r"/?([A-Za-z0-9._~+-]{1,4}/?){1,4}", fullmatch=True))
def test_a_plain_path_is_read_as_one_that_needs_a_closer_look(path: str) -> None:
    plain, titled = render(f"a [b]({path}) c", "commonmark"), render(f'a [b]({path} "t") c', "commonmark")
    assert plain.links == titled.links
    assert plain.html == titled.html.replace(' title="t"', "")


@engines
def test_many_targets_are_found_on_their_lines(engine: str) -> None:
    source = "\n\n".join(f"{'x' * number} [a](p{number}.md)" for number in range(50))
    places = [(link.line, link.column) for link in render(source, engine).links]
    assert places == [(1 + 2 * number, number + 6) for number in range(50)]
