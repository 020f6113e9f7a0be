from __future__ import annotations

from typing import Any

from asiansite.content.pictures import Picture
from asiansite.site.snapshot import Snapshot
from tests.fakes.kits import theme_kit
from tests.fakes.sites import Site, site, source, story
from tests.fakes.values import replace

BASE = "title: The Strait Gazette\nbase_url: https://gazette.example/news\nsections: [{slug: politics, name: Politics}]\n"
FILES = {
    "content/articles/plain.md": story("Rice prices rise", section="politics"),
    "content/articles/apart.md": story("Nowhere"),
    "content/articles/own.md": story("Haze", image={"src": "haze.jpg", "alt": "Smoke", "focus": "left top"}),
    "content/articles/small.md": story("Stamp", image="stamp.png"),
    "content/articles/far.md": story("Far", image={"src": "//cdn.example/far.jpg", "alt": ""}),
    "content/articles/grain.md": story("Rice 🌾"),
    "content/articles/later.md": story("Secret", date="2026-09-01"),
    "content/articles/draft.md": story("Hidden", draft=True),
    "content/articles/haze.jpg": b"1",
    "content/articles/stamp.png": b"2",
    "content/authors/siti.md": source(name="Siti", photo="siti.jpg"),
    "content/authors/siti.jpg": b"3",
    "content/pages/about.md": source("Text.", title="About", image="/us.jpg"),
    "static/us.jpg": b"4",
}
PICTURES = {
    "content/articles/haze.jpg": Picture("h", "jpeg", 1600, 1200, key="h"),
    "content/articles/stamp.png": Picture("s", "png", 300, 300, key="s"),
    "content/authors/siti.jpg": Picture("p", "jpeg", 500, 700, key="p"),
    "static/us.jpg": Picture("u", "jpeg", 1300, 700, key="u"),
}


def outlet(mode: str = "section", **more: Any) -> Site:
    files = {
        **FILES,
        "content/articles/plain.md": story("Rice prices rise", section="politics", author=["siti"]),
    }
    found = site({"site.yaml": f"{BASE}social_image: {mode}\n", **files, **more})
    kit = None if mode == "off" else theme_kit()
    contents = replace(found.contents, pictures=PICTURES, social=kit)
    return replace(found, snapshot=Snapshot(contents, found.snapshot.now))


def image(found: Site, kind: str, name: str = "") -> Any:
    return found.ask("social", kind, name)


def test_one_image_a_section_and_one_for_all_else() -> None:
    found = outlet()
    section, whole = image(found, "section", "politics"), image(found, "section")
    assert (section.width, section.height, section.type) == (1200, 630, "image/png")
    assert section.alt == "Politics — The Strait Gazette"
    assert section.url.startswith("https://gazette.example/news/politics/social.")
    assert whole.alt == "The Strait Gazette"
    assert whole.url.startswith("https://gazette.example/news/social.")
    assert image(found, "article", "plain") == section
    for kind, name in (
        ("article", "apart"),
        ("article", "small"),
        ("section", "nowhere"),
        ("author", "budi"),
    ):
        assert image(found, kind, name) == whole
    drawn = found.plan().drawn
    assert {"/" + path for path in drawn} == {
        each.url.removeprefix("https://gazette.example/news") for each in (section, whole)
    }


def test_one_image_an_article_with_its_headline() -> None:
    found = outlet("article")
    plain = image(found, "article", "plain")
    assert plain.url.startswith("https://gazette.example/news/2026/08/plain/social.")
    assert plain.alt == "Rice prices rise"
    # No font has the grain: the section's image, or the outlet's.
    assert image(found, "article", "grain") == image(found, "section")
    titles = {drawing.title for drawing in found.plan().drawn.values()}
    assert titles == {"The Strait Gazette", "Politics", "Rice prices rise", "Nowhere", "Stamp"}
    drawing = next(each for each in found.plan().drawn.values() if each.title == "Rice prices rise")
    assert (drawing.kicker, drawing.outlet, drawing.lang) == ("Politics", "The Strait Gazette", "en")


def test_what_is_not_public_leaves_no_trace() -> None:
    with_them, without = outlet("article"), outlet("article")
    public = [
        each
        for each in without.contents.articles
        if each.path not in ("content/articles/later.md", "content/articles/draft.md")
    ]
    contents = replace(without.contents, articles=tuple(public))
    alone = replace(without, snapshot=Snapshot(contents, without.snapshot.now))
    assert with_them.plan().drawn == alone.plan().drawn
    assert with_them.plan().pictures == alone.plan().pictures
    assert image(with_them, "article", "later") is image(with_them, "article", "draft") is None


def test_a_picture_of_its_own_is_cut_around_its_focus() -> None:
    for mode in ("section", "article", "off"):
        found = outlet(mode)
        own = image(found, "article", "own")
        assert (own.width, own.height, own.type, own.alt) == (1200, 630, "image/jpeg", "Smoke")
        assert own.url.startswith("https://gazette.example/news/2026/08/own/haze-1200x630.")
        assert own.url.removeprefix("https://gazette.example/news/") in found.plan().pictures
        page = image(found, "page", "content/pages/about.md")
        assert page.url.removeprefix("https://gazette.example/news/") in found.plan().pictures
        face = image(found, "author", "siti")
        assert (face.width, face.height) == (500, 500)
        assert face.url.removeprefix("https://gazette.example/news/") in found.plan().pictures
        far = image(found, "article", "far")
        assert (far.url, far.width, far.alt) == ("https://cdn.example/far.jpg", None, None)
    _, variant = found.plan().pictures[own.url.removeprefix("https://gazette.example/news/")]
    assert variant.box is not None
    assert variant.box[:2] == (0, 0)
    assert variant.most_bytes < 300_000


def test_off_draws_nothing() -> None:
    found = outlet("off")
    assert found.plan().drawn == {}
    assert image(found, "article", "plain") is None
    assert image(found, "section", "politics") is None


def test_what_cannot_be_set_is_said_once_and_of_public_articles() -> None:
    def said(found: Site) -> list[str]:
        return [f"{each.place.path if each.place else ''}: {each.slug}" for each in found.review()]

    assert "content/articles/grain.md: social-image-no-font" in said(outlet("article"))
    assert not [line for line in said(outlet()) if "social" in line]
    more = {f"content/articles/{name}.md": story("Rice 🌾") for name in ("x", "y")}
    several = [line for line in said(outlet("article", **more)) if "social" in line]
    assert several == ["content/articles/grain.md: social-image-no-font"]


def test_an_article_has_the_weave_and_the_dye_of_its_cover() -> None:
    from asiansite.rendering.covers import cover

    found = outlet("article")
    for article in found.snapshot.articles:
        card = found.snapshot.card(article)
        drawing = next(
            (each for each in found.plan().drawn.values() if each.title == article.document.title), None
        )
        if drawing is not None:
            classes = cover(card).split()
            assert f"weave-{drawing.weave}" in classes
            assert drawing.dye == theme_kit().colours.dyes[int(classes[2].removeprefix("dye-")) - 1]
            assert (drawing.cloth == drawing.dye) == ("way-1" in classes)
