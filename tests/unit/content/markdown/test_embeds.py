import pytest

from asiansite.content.markdown import PROVIDERS, MarkdownOptions
from asiansite.content.markdown.render import render_markdown
from tests.unit.content.markdown.pages import ENGINES, assert_sound, html, read

engines = pytest.mark.parametrize("engine", ENGINES)

YOUTUBE = "https://www.youtube-nocookie.com/embed/"
VIMEO = "https://player.vimeo.com/video/"

FILMS = {
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ": YOUTUBE + "dQw4w9WgXcQ",
    "http://youtube.com/watch?feature=share&v=dQw4w9WgXcQ": YOUTUBE + "dQw4w9WgXcQ",
    "https://m.youtube.com/watch?v=dQw4w9WgXcQ&list=PL1&index=2": YOUTUBE + "dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ?si=abc": YOUTUBE + "dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ?t=90": YOUTUBE + "dQw4w9WgXcQ?start=90",
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1h2m3s": YOUTUBE + "dQw4w9WgXcQ?start=3723",
    "https://www.youtube.com/shorts/dQw4w9WgXcQ": YOUTUBE + "dQw4w9WgXcQ",
    "https://www.youtube.com/live/dQw4w9WgXcQ": YOUTUBE + "dQw4w9WgXcQ",
    "https://www.youtube.com/embed/dQw4w9WgXcQ": YOUTUBE + "dQw4w9WgXcQ",
    "https://youtu.be/a--b---c_d_": YOUTUBE + "a--b---c_d_",
    "https://youtu.be/_UIPuNqRZi_": YOUTUBE + "_UIPuNqRZi_",
    "https://youtu.be/__abcdefg__": YOUTUBE + "__abcdefg__",
    "https://vimeo.com/76979871": VIMEO + "76979871?dnt=1",
    "https://vimeo.com/76979871/8272103f6e": VIMEO + "76979871?h=8272103f6e&dnt=1",
    "https://vimeo.com/channels/staffpicks/76979871": VIMEO + "76979871?dnt=1",
    "https://player.vimeo.com/video/76979871": VIMEO + "76979871?dnt=1",
}


@engines
@pytest.mark.parametrize("form", ["{}", "<{}>", "[{0}]({0})"])
@pytest.mark.parametrize("url", FILMS)
def test_the_url_of_a_film_alone_is_its_player(engine: str, form: str, url: str) -> None:
    if form.startswith("[") and ("_" in url or "--" in url):
        form = "<{}>"
    text = html(f"x\n\n{form.format(url)}\n\ny", engine)
    tags = assert_sound(text).tags
    provider = "vimeo" if "vimeo" in url else "youtube"
    assert tags[1:3] == [
        ("div", {"class": "embed", "data-provider": provider, "data-src": FILMS[url]}),
        ("a", {"href": url, "rel": "noopener"}),
    ]
    assert [tag for tag, _ in tags] == ["p", "div", "a", "p"]


@engines
@pytest.mark.parametrize(
    "source",
    [
        "See https://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/dQw4w9WgXcQ and",
        "https://youtu.be/dQw4w9WgXcQ https://youtu.be/dQw4w9WgXcQ",
        "[A film](https://youtu.be/dQw4w9WgXcQ)",
        "[https://youtu.be/dQw4w9WgXcQ](other.md)",
        "![i](p.jpg)https://youtu.be/dQw4w9WgXcQ",
        "- https://youtu.be/dQw4w9WgXcQ",
        "> https://youtu.be/dQw4w9WgXcQ",
        "    https://youtu.be/dQw4w9WgXcQ",
        "https://youtu.be/short",
        "https://youtu.be.e.x/dQw4w9WgXcQ",
        "https://e.x/?https://youtu.be/dQw4w9WgXcQ",
        "https://www.youtube.com/@channel",
        "https://vimeo.com/about",
    ],
)
def test_nothing_else_is(engine: str, source: str) -> None:
    text = html(source, engine)
    assert "embed" not in text
    assert_sound(text)


@engines
@pytest.mark.parametrize("provider", PROVIDERS)
def test_only_providers_that_the_site_names(engine: str, provider: str) -> None:
    source = "https://youtu.be/dQw4w9WgXcQ\n\nhttps://vimeo.com/76979871\n"
    options = ENGINES[engine]
    body = render_markdown(source, MarkdownOptions(options.markup, options.extensions, (provider,)))
    assert [tag[1]["data-provider"] for tag in read(body.html).tags if tag[0] == "div"] == [provider]
