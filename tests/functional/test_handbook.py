"""The handbook and the README, tried as a new editor would: all that they show is what the program prints today."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import select
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.functional import clocked
from tests.functional.commands import ROOT, environment
from tests.functional.sites import copy_of_the_repositorys
from tests.functional.walkthrough import (
    QUESTION,
    Step,
    add,
    agree,
    answers,
    change,
    cut,
    sections,
    steps,
    write,
)

NOW = "2026-11-29T09:22+08:00"
"""The day on which an editor tries them."""

ID = "qj7bbyrk"
"""The id that a new article gets on that day."""

DOCUMENTS = ("README.md", "docs/handbook.md")
SECTIONS = [
    pytest.param(name, title, id=f"{Path(name).stem}: {title}")
    for name in DOCUMENTS
    for title, text in sections((ROOT / name).read_text("utf-8")).items()
    if any(step.order == "type" for step in steps(text))
]


@dataclass(slots=True)
class Newcomer:
    """Somebody who does what a document says, step by step, in the folder of a site."""

    home: Path
    site: Path | None = None

    def does(self, step: Step) -> list[str]:
        """Do it; what the terminal showed, for each command."""
        if step.order == "not tried":
            assert len(step.given.split()) > 2, "say why"
            return []
        if step.order == "site":
            self.site = self._begin(step.given)
            return []
        assert self.site is not None, "say in which site: <!-- site: new -->, or own"
        path, _, words = step.given.partition(": ")
        match step.order:
            case "type":
                return [self._types(each.line, answers(each.prints)) for each in step.typed]
            case "first":
                self._first(self.site, step.given)
            case "file":
                write(self.site / path, step.text)
            case "write":
                with (self.site / path).open("a", encoding="utf-8") as file:
                    file.write(step.text)
            case "add":
                add(self.site / path, step.text)
            case "change":
                change(self.site / path, words)
            case "cut":
                cut(self.site / path, words)
            case "remove":
                (self.site / path).unlink()
            case "shows":
                assert (self.site / path).read_text("utf-8").rstrip("\n") == step.text.rstrip("\n")
        return []

    def _begin(self, kind: str) -> Path:
        folder = self.home / f"site{len(list(self.home.glob('site*')))}"
        if kind == "own":
            return copy_of_the_repositorys(folder).folder
        assert kind == "new"
        self._first(self.home, f"asiansite init {folder}")
        return folder

    def _first(self, site: Path, line: str) -> None:
        done = subprocess.run(
            ["sh", "-c", line],
            cwd=site,
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr

    def _types(self, line: str, typed: list[str]) -> str:
        leader, follower = pty.openpty()
        with subprocess.Popen(
            ["sh", "-c", line],
            cwd=self.site,
            env=self._environment(),
            stdin=follower,
            stdout=follower,
            stderr=follower,
        ) as process:
            os.close(follower)
            seen = b""
            with contextlib.suppress(OSError):  # as Linux tells that nobody is at the other end any more
                while select.select([leader], [], [], 120)[0] and (piece := os.read(leader, 65536)):
                    seen += piece
                    if re.search(QUESTION + r"\Z", _shown(seen), re.MULTILINE):
                        os.write(leader, f"{typed.pop(0) if typed else ''}\n".encode())
            process.kill()
        os.close(leader)
        return _shown(seen).replace(f"{self.home}/", "/home/mara/")

    def _environment(self) -> dict[str, str]:
        programs = self.home / "bin"
        if not programs.is_dir():
            programs.mkdir()
            words = [sys.executable, "-W", "error", clocked.__file__, NOW, ID]
            (programs / "asiansite").write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
            (programs / "asiansite").chmod(0o755)
        path = f"{programs}{os.pathsep}{os.environ['PATH']}"
        return environment(
            {
                **{"PATH": path, "HOME": str(self.home), "OUTLET": str(ROOT), "PYTHONPATH": str(ROOT)},
                **{"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"},
                # A hundred processes: each would compile the program anew where bytecode is not to be written.
                **{"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(ROOT / ".cache/bytecode")},
            }
        )


def _shown(seen: bytes) -> str:
    """What stands on the terminal in the end: a bar of progress was taken away again."""
    text = seen.decode("utf-8", "replace").replace("\r\n", "\n")
    return re.sub(r"^.*\r(?:\x1b\[K)?", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize(("name", "title"), SECTIONS)
def test_what_is_shown_is_what_happens(
    name: str, title: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    newcomer, document = Newcomer(tmp_path), ROOT / name
    for step in steps(sections(document.read_text("utf-8"))[title]):
        printed = newcomer.does(step)
        if all(agree(each.prints, text) for each, text in zip(step.typed, printed, strict=True)):
            continue
        happened = "".join(f"$ {each.line}\n{text}" for each, text in zip(step.typed, printed, strict=True))
        happened = re.sub(r" +$", "", happened, flags=re.MULTILINE).rstrip()
        if request.config.getoption("--accept", default=False):
            page = document.read_text("utf-8")
            old = sections(page)[title]
            new = old.replace(f"```text\n{step.text}```", f"```text\n{happened}\n```", 1)
            assert new != old, "the block is indented"
            document.write_text(page.replace(old, new), encoding="utf-8")
        else:
            assert happened == step.text.rstrip(), f"line {step.line} of the section"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_the_program_prints_stands_below_its_command(name: str) -> None:
    """So that it is tried, or says why not."""
    for title, text in sections((ROOT / name).read_text("utf-8")).items():
        excused = {step.text for step in steps(text) if step.order == "not tried"}
        for block in re.findall(r"^```text\n(.*?)^```$", text, re.MULTILINE | re.DOTALL):
            if re.match(r"error\[|warning\[|public: |urls\.lock: ", block):
                assert block in excused, f"{title}: {block}"


def test_the_handbook_begins_with_the_list_of_its_sections() -> None:
    text = (ROOT / "docs/handbook.md").read_text("utf-8")
    listed = re.findall(r"\[([^\]]+)\]\(#[^)]+\)", text[: text.index("\n## ")])
    assert listed == list(sections(text))


# --- the reader itself ---

WALK = """\
# A page

## First

<!-- site: new -->
<!-- file: content/articles/haze.md
title: Haze season
date: 2026-11-20
-->
```text
$ asiansite list draft
no articles
```

## Second

<!-- file: notes.md -->
```markdown
## No heading
```

- In a list:

  <!-- add: site.yaml -->
  ```yaml
  share: [email]
  ```
"""


def test_a_document_is_read_in_its_order() -> None:
    parts = sections(WALK)
    assert list(parts) == ["First", "Second"]
    first = list(steps(parts["First"]))
    assert [(step.order, step.given) for step in first] == [
        ("site", "new"),
        ("file", "content/articles/haze.md"),
        ("type", ""),
    ]
    assert first[1].text == "title: Haze season\ndate: 2026-11-20\n"
    assert [(each.line, each.prints) for each in first[2].typed] == [
        ("asiansite list draft", "no articles\n")
    ]
    assert [(step.order, step.text) for step in steps(parts["Second"])] == [
        ("file", "## No heading\n"),
        ("add", "share: [email]\n"),
    ]


@pytest.mark.parametrize(
    "wrong", ["<!-- sit: new -->", "<!-- file: a.md -->\nText.\n", "<!-- file: a.md -->"]
)
def test_a_slip_in_a_comment_is_told(wrong: str) -> None:
    with pytest.raises(AssertionError):
        list(steps(f"{wrong}\n"))


@pytest.mark.parametrize(
    ("expected", "printed", "same"),
    [
        ("a\nin 0.10 s\n", "a\nin 23.45 s\n\n", True),
        ("a\n…\nd\n", "a\nb\nc\nd\n", True),
        ("…\nd\n", "d\n", True),
        ("a\n…\nd\n", "a\nb\nc\n", False),
        ("3 pages in 0.10 s\n", "4 pages in 0.10 s\n", False),
        ("a.c\n", "abc\n", False),
        ("a\n", "a\nb\n", False),
        ("", "a\n", False),
    ],
)
def test_what_differs_is_noticed(expected: str, printed: str, same: bool) -> None:
    assert agree(expected, printed) is same


def test_a_newcomer_sees_what_the_terminal_shows(tmp_path: Path) -> None:
    newcomer = Newcomer(tmp_path)
    seen = [text for step in steps(sections(WALK)["First"]) for text in newcomer.does(step)]
    assert seen == ["no articles\n"]
    (site,) = tmp_path.glob("site*")
    assert (site / "content/articles/haze.md").read_text("utf-8").startswith("---\ntitle: Haze season\n")
    (step,) = steps("```text\n$ asiansite new --tags x\nHeadline: A market\n```\n")
    (shown,) = newcomer.does(step)
    assert shown.startswith("Headline: A market\nAuthor (news-desk), Enter: the outlet itself: \n")
    assert f"id: {ID}\n" in (site / "content/articles/2026/a-market.md").read_text("utf-8")
    with pytest.raises(AssertionError):
        newcomer.does(Step("shows", "content/articles/2026/a-market.md", "---\n"))
    with pytest.raises(AssertionError):
        newcomer.does(Step("first", "asiansite build --at never"))
