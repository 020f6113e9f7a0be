"""`asiansite serve`: what it answers is what `build` writes, and it follows the files."""

from __future__ import annotations

import shutil
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.functional.outputs import Output
from tests.functional.previews import preview
from tests.functional.sites import CLOCK, ELSEWHERE, Site

STORY = """---
title: {title}
author: desk
tags: [haze]
date: {date}
---

{body}
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site of two articles."""
    site = tmp_path / "small"
    folder = site / "content" / "articles"
    folder.mkdir(parents=True)
    (site / "site.yaml").write_text(
        "title: Small\nbase_url: https://small.example\ntimezone: Asia/Singapore\n"
    )
    for name in ("one", "two"):
        write(site, name)
    return site


def write(
    site: Path, name: str, body: str = "Some words.", title: str = "A story", date: str = "2026-01-02"
) -> Path:
    path = site / "content" / "articles" / f"{name}.md"
    path.write_text(STORY.format(title=title, body=body, date=date))
    return path


@pytest.mark.parametrize("base", ["", "/some/path"])
def test_what_is_served_is_what_is_built(
    own_site: Site, own: Output, own_elsewhere: Output, base: str, tmp_path: Path
) -> None:
    built = own_elsewhere if base else own
    # With what is remembered of pictures, which take long to make.
    site = Path(shutil.copytree(own_site.folder, tmp_path / "site"))
    settings = site / "site.yaml"
    if base:
        settings.write_text(settings.read_text().replace("https://asiansite.example\n", f"{ELSEWHERE}\n", 1))
    with preview("--watch", "--at", CLOCK, "--port", "8300", cwd=site) as shown:
        shown.ready(f"{base}/")
        for name, data in built.files.items():
            if name == ".asiansite-manifest":
                continue
            path = (
                f"{base}/{quote(name.removesuffix('index.html') if name.endswith('/index.html') else name)}"
            )
            response = shown.get(path)
            assert response.status == 200, path
            assert response.page == data, path
            assert response.headers["cache-control"] == "no-store"
