"""Small sites, written file by file as an editor writes them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.functional.commands import Done, command, here

SETTINGS = """\
title: The Strait Gazette
base_url: https://gazette.example
timezone: Asia/Jakarta
"""

CLOCK = "2026-03-01T12:00"
"""The moment at which the sites of tests are built, in their own zone."""


class Newsroom:
    """A site in `folder`, with one author, and no article yet."""

    def __init__(self, folder: Path, settings: str = SETTINGS) -> None:
        self.folder = folder
        self.output = folder.parent / f"{folder.name}-output"
        self.write("site.yaml", settings)
        self.write("content/authors/mara.md", "---\nname: Mara Lim\n---\nReports from Batam.\n")

    def write(self, path: str, data: str | bytes) -> Path:
        """Write a file, from the site's folder."""
        place = self.folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data.encode("utf-8") if isinstance(data, str) else data)
        return place

    def article(self, name: str, body: str = "A paragraph.", **front: Any) -> Path:
        """Write content/articles/NAME.md; what `front` does not say is made up."""
        known: dict[str, Any] = {"title": f"About {name}", "author": "mara", "date": "2026-02-01 08:00"}
        return self.write(f"content/articles/{name}.md", source(known | front, body))

    def build(self, *words: object) -> dict[str, Any]:
        """Build in this process at the clock of tests, which must end well and say nothing; the report."""
        done = self.try_to_build("--json", *words)
        assert (done.status, done.err) == (0, ""), done
        return done.report

    def try_to_build(self, *words: object) -> Done:
        """Build in this process at the clock of tests, whatever comes of it."""
        return here("build", "--output", self.output, "--at", CLOCK, *words, cwd=self.folder)

    def run(self, *words: object) -> Done:
        """Run a command in the site's folder, in a process."""
        return command(*words, cwd=self.folder)

    def page(self, path: str) -> str:
        """The HTML of the page at a path such as `/2026/02/vote/`."""
        return (self.output / path.lstrip("/") / "index.html").read_text(encoding="utf-8")

    def has(self, path: str) -> bool:
        """Whether there is such a page."""
        return (self.output / path.lstrip("/") / "index.html").is_file()


def source(front: dict[str, Any], body: str) -> str:
    """The text of a source; a value is written as JSON, which is YAML. None leaves a key out."""
    lines = [
        f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items() if value is not None
    ]
    return "\n".join(["---", *lines, "---", body, ""])
