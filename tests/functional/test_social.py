"""Social images, as the command line makes them."""

from __future__ import annotations

import re
import shutil
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from tests.fakes.kits import HEADLINES
from tests.fakes.pictures import saved
from tests.functional.commands import built
from tests.functional.outputs import contents

SETTINGS = "title: The Strait Gazette\nbase_url: https://gazette.example/news\nsocial_image: article\n"
AT = ("--at", "2026-06-01")


def article(title: str, **more: str) -> str:
    front = {
        "title": f'"{title}"',
        "date": "2026-05-20",
        "author": "siti",
        "tags": "[haze]",
        "section": "Politics",
        **more,
    }
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in front.items()) + "---\n\nText.\n"


def write(site: Path, files: dict[str, str | bytes]) -> Path:
    for path, data in files.items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_bytes(data.encode() if isinstance(data, str) else data)
    return site


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write(
        tmp_path / "site",
        {
            "site.yaml": SETTINGS,
            "content/authors/siti.md": "---\nname: Siti\n---\n",
            **{
                f"content/articles/{lang.lower()}.md": article(title.replace('"', ""), lang=lang)
                for lang, title in HEADLINES.items()
            },
            "content/articles/secret.md": article("An embargoed secret", date="2026-07-01"),
        },
    )


def social(site: Path, page: str) -> Path:
    html = (site / "public" / page / "index.html").read_text("utf-8")
    (url,) = re.findall(r'<meta property="og:image" content="https://gazette.example/news/([^"]+)">', html)
    return site / "public" / url


def test_each_page_has_an_image_that_is_there_and_small(site: Path, tmp_path: Path) -> None:
    built("--site", site, *AT, "--verify", cwd=tmp_path)
    pages = [
        page for page in (site / "public").rglob("*.html") if 'http-equiv="refresh"' not in page.read_text()
    ]
    for page in pages:
        html = page.read_text("utf-8")
        url, twitter = (
            re.findall(rf'<meta {name} content="https://gazette.example/news/([^"]+)">', html)[0]
            for name in ('property="og:image"', 'name="twitter:image"')
        )
        assert url == twitter
        file = site / "public" / url
        assert file.stat().st_size < 100_000
        with Image.open(file) as image:
            assert image.size == (1200, 630)
        assert '<meta property="og:image:width" content="1200">' in html
        assert '<meta property="og:image:height" content="630">' in html
        assert '<meta name="twitter:card" content="summary_large_image">' in html
    assert {social(site, f"2026/05/{lang.lower()}").parent.name for lang in HEADLINES} == {
        lang.lower() for lang in HEADLINES
    }
    assert not [path for path in contents(site / "public") if "secret" in path]
    names = [path for path in contents(site / "public") if "/social." in f"/{path}"]
    assert len(names) == len(set(names)) == len(HEADLINES) + 2


def test_they_follow_edits_and_are_as_a_clean_build_makes_them(site: Path, tmp_path: Path) -> None:
    built("--site", site, *AT, cwd=tmp_path)
    before = social(site, "2026/05/en")
    write(site, {"content/articles/en.md": article("Another headline altogether")})
    built("--site", site, *AT, cwd=tmp_path)
    after = social(site, "2026/05/en")
    assert after != before
    assert after.is_file()
    assert not before.exists()
    shutil.copytree(site, tmp_path / "copy", ignore=shutil.ignore_patterns("public", ".asiansite"))
    built("--site", tmp_path / "copy", *AT, "--jobs", "2", cwd=tmp_path)
    assert contents(site / "public") == contents(tmp_path / "copy/public")
    write(site, {"site.yaml": SETTINGS.replace("article", "off")})
    built("--site", site, *AT, "--verify", cwd=tmp_path)
    assert not [path for path in contents(site / "public") if "social." in path]


def test_they_are_remembered(site: Path, tmp_path: Path) -> None:
    built("--site", site, *AT, cwd=tmp_path)
    first = contents(site / "public")
    shutil.rmtree(site / "public")
    (site / "public").mkdir()
    again = built("--site", site, *AT, cwd=tmp_path)
    assert contents(site / "public") == first
    assert again["rendered"] > 0


def test_a_font_and_a_brand_of_ones_own_make_other_images(site: Path, tmp_path: Path) -> None:
    built("--site", site, *AT, cwd=tmp_path)
    before = {social(site, f"2026/05/{lang}") for lang in ("en", "th")}
    write(site, {"static/css/brand.css": ":root { --paper: #ffffff; --ink: #000000; }"})
    built("--site", site, *AT, "--verify", cwd=tmp_path)
    after = {social(site, f"2026/05/{lang}") for lang in ("en", "th")}
    assert not before & after
    with Image.open(social(site, "2026/05/en")) as image:
        assert image.convert("RGB").getpixel((4, 300)) == (255, 255, 255)


def test_a_noisy_photograph_is_light_enough_for_every_messenger(site: Path, tmp_path: Path) -> None:
    noise = Image.effect_noise((1400, 900), 120).convert("RGB")
    write(
        site,
        {
            "content/articles/noise.jpg": saved(noise, quality=95),
            "content/articles/own.md": article("Own", image="{src: noise.jpg, alt: Noise}"),
        },
    )
    built("--site", site, *AT, "--verify", cwd=tmp_path)
    file = social(site, "2026/05/own")
    assert file.name.startswith("noise-1200x630.")
    assert 100_000 < file.stat().st_size < 300_000
    with Image.open(BytesIO(file.read_bytes())) as image:
        assert (image.format, image.size) == ("JPEG", (1200, 630))
