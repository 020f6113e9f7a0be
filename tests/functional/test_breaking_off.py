"""Ctrl-C while a site is being read: what was read already is not read again."""

from __future__ import annotations

from pathlib import Path
from unittest.mock import patch

import pytest

from asiansite.build import Request, build
from asiansite.work import reading
from asiansite.work.executors import BATCH
from asiansite.work.moment import Moment
from tests.laws.desk import source

COUNT = 3 * BATCH
AT = Moment(at="2026-09-01T00:00:00Z")


def site(folder: Path) -> Path:
    (folder / "content/articles").mkdir(parents=True)
    (folder / "site.yaml").write_text("title: T\nbase_url: https://a.example\ntimezone: Asia/Singapore\n")
    for number in range(COUNT):
        text = source({"title": f"Story {number}", "date": "2026-08-01"}, f"It is number {number}.")
        (folder / f"content/articles/{number}.md").write_text(text)
    return folder


def test_what_was_read_is_kept(tmp_path: Path) -> None:
    request = Request(site(tmp_path), tmp_path / "public", AT)

    def break_off(stage: str, done: int, total: int) -> None:
        if stage == "articles read" and done == 2 * BATCH:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(request, break_off)
    assert not (tmp_path / "public/index.html").exists()
    with patch.object(reading, "_read_article", wraps=reading._read_article) as read:
        build(request)
    assert read.call_count == COUNT - 2 * BATCH
