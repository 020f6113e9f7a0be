"""A site with pictures, as the command line makes it."""

from __future__ import annotations

import re
import subprocess
import time
from io import BytesIO
from pathlib import Path

from PIL import Image

from tests.fakes.pictures import painted, saved
from tests.functional.commands import PROGRAM, built, environment
from tests.functional.outputs import contents

SITE = {
    "site.yaml": "title: The Strait Gazette\nbase_url: https://gazette.example/news\n",
    "content/articles/haze.md": (
        "---\ntitle: Haze season\ndate: 2026-05-20\nauthor: siti\n"
        "image: {src: haze.jpg, alt: Smoke, credit: Mara, focus: 20% 40%}\n---\n"
        'The text.\n\n![The harbour](/img/harbour.png "The harbour | Mara")\n\n[Larger](haze.jpg)\n\n![Mark](mark.svg)\n'
    ),
    "content/articles/mark.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"></svg>',
    "content/authors/siti.md": "---\nname: Siti\nphoto: {src: siti.webp, alt: Siti}\n---\n\nShe.\n",
}
SECRET = "Secret place"


def write(folder: Path) -> Path:
    """The site, in a folder."""
    exif = Image.Exif()
    exif[0x010E], exif[0x013B] = SECRET, "Mara Lim"
    files = {path: text.encode() for path, text in SITE.items()} | {
        "content/articles/haze.jpg": saved(painted(1, 1300, 900), exif=exif),
        "content/authors/siti.webp": saved(painted(2, 40, 40), "WEBP"),
        "static/img/harbour.png": saved(painted(3, 600, 400), "PNG"),
    }
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


def opened(site: Path, url: str) -> Image.Image:
    return Image.open(BytesIO((site / "public" / url.removeprefix("/news/")).read_bytes()))


def test_every_address_of_a_picture_leads_to_one_of_the_size_it_says(tmp_path: Path) -> None:
    site = write(tmp_path / "site")
    report = built("--site", site, "--at", "2026-06-01", "--verify", cwd=tmp_path)
    assert report["rendered"] == report["pages"]
    found = 0
    for page in (site / "public").rglob("*.html"):
        text = page.read_text("utf-8")
        for url, width in re.findall(r"(/news/[^\s\",]+) (\d+)w", text):
            image = opened(site, url)
            assert image.width == int(width)
            assert f".{(image.format or '').lower()}" == Path(url).suffix
            found += 1
        for tag in re.findall(r"<img [^>]*>", text):
            src, width, height = (
                re.findall(rf' {name}="([^"]*)"', tag)[0] for name in ("src", "width", "height")
            )
            if src.endswith(".svg"):
                continue
            size = opened(site, src).size
            assert size == (int(width), int(height))
            assert (' loading="lazy"' in tag) != (' loading="eager" fetchpriority="high"' in tag)
    assert found > 12
    article = (site / "public/2026/05/haze/index.html").read_text("utf-8")
    assert len(re.findall(r"<picture>(?:<source [^>]*>){2}<img [^>]*></picture>", article)) >= 3
    assert 'width="60" height="20"' in article
    assert re.search(r'<a href="/news/2026/05/haze/haze-1300\.[0-9a-f]{16}\.jpg">Larger</a>', article)


def test_no_published_picture_says_where_it_was_taken(tmp_path: Path) -> None:
    site = write(tmp_path / "site")
    built("--site", site, "--at", "2026-06-01", cwd=tmp_path)
    files = contents(site / "public")
    assert not [path for path, data in files.items() if SECRET.encode() in data]
    credited = [path for path, data in files.items() if b"Mara Lim" in data and "/haze-" in path]
    crops = [path for path in credited if "x" in Path(path).stem.split(".")[0]]
    assert (len(credited), len(crops)) == (11, 4)
    shapes = {(1200, 675), (1200, 900), (900, 900), (1200, 630)}
    assert {Image.open(BytesIO(files[path])).size for path in crops} == shapes


def test_two_processes_make_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for number, seed in enumerate(("0", "1")):
        site = write(tmp_path / str(number))
        words = ("--at", "2026-06-01", "--jobs", str(number + 1))
        built("--site", site, *words, cwd=tmp_path, env={"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo"})
        made.append(contents(site / "public"))
    assert made[0] == made[1]


def test_a_restored_memory_is_enough(tmp_path: Path) -> None:
    site = write(tmp_path / "site")
    built("--site", site, "--at", "2026-06-01", cwd=tmp_path)
    clone = write(tmp_path / "clone")
    (site / ".asiansite").rename(clone / ".asiansite")
    fresh = built("--site", clone, "--at", "2026-06-01", cwd=tmp_path)
    assert contents(clone / "public") == contents(site / "public")
    assert fresh["problems"] == []


def test_without_pictures_and_without_work_pillow_is_not_imported(tmp_path: Path) -> None:
    site = write(tmp_path / "site")
    built("--site", site, "--at", "2026-06-01", cwd=tmp_path)
    plain = tmp_path / "plain"
    (plain / "content/articles").mkdir(parents=True)
    (plain / "site.yaml").write_text(SITE["site.yaml"] + "social_image: off\n")
    (plain / "content/articles/a.md").write_text("---\ntitle: A\ndate: 2026-05-20\n---\n[A](/b.pdf)\n")
    # A file as young as the build is read again by the next one.
    time.sleep(2.1)
    built("--site", site, "--at", "2026-06-01", cwd=tmp_path)
    look = "import sys; from asiansite.cli import main; main(); sys.exit(any(n.split('.')[0] == 'PIL' for n in sys.modules))"
    for folder in (site, plain):
        done = subprocess.run(
            [*PROGRAM[:-2], "-c", look, "build", "--site", str(folder), "--at", "2026-06-01"],
            env=environment(),
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=tmp_path,
        )
        assert done.returncode == 0, done.stderr
