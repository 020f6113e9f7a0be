"""The documents say what the program says: lists are made from it, links lead somewhere, commands exist."""

from __future__ import annotations

import argparse
import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest

from asiansite.cli import arguments
from asiansite.errors import messages
from asiansite.site.transition import KINDS
from tools.reference import documents

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
STATUSES = {0, 1, 2, 70, 74, 75, 130}


@lru_cache
def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", documents())
def test_what_is_made_from_the_code_is_as_the_code_has_it(name: str) -> None:
    assert text_of(name) == documents()[name], "make docs"


def test_every_message_is_listed_once() -> None:
    headings = re.findall(r"^### (.+)$", text_of("docs/errors.md"), re.MULTILINE)
    assert sorted(headings) == sorted(messages())


def test_a_message_is_shown_with_its_words_in_capitals() -> None:
    page = text_of("docs/errors.md")
    assert "error[date-not-a-date]: `KEY` is not a date" in page
    assert "did you mean `NEAREST`?" in page


def test_every_status_of_a_message_is_explained() -> None:
    explained = {
        int(status) for status in re.findall(r"^- (\d+): ", text_of("docs/reference.md"), re.MULTILINE)
    }
    assert explained == STATUSES
    assert {message.status for message in messages().values()} <= explained


def test_every_kind_of_transition_is_explained() -> None:
    rows = re.findall(
        r"^\| `([a-z-]+)` \| ([^|]+) \|(?: (yes|) *\|)$", text_of("docs/reference.md"), re.MULTILINE
    )
    assert {what: noticed == "yes" for what, _, noticed in rows if what in KINDS} == {
        what: kind.is_noticed for what, kind in KINDS.items()
    }


def anchors(name: str) -> set[str]:
    """As GitHub and its like make them of headings."""
    found: set[str] = set()
    for heading in re.findall(
        r"^#+ (.+)$", re.sub(r"```.*?```", "", text_of(name), flags=re.DOTALL), re.MULTILINE
    ):
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        found.add(slug)
    return found


@pytest.mark.parametrize("name", PAGES)
def test_links_between_documents_lead_somewhere(name: str) -> None:
    for target in re.findall(
        r"\]\(([^)\s]+)\)", re.sub(r"```.*?```|`[^`\n]*`", "", text_of(name), flags=re.DOTALL)
    ):
        if target.startswith(("http://", "https://")):
            continue
        path, _, anchor = target.partition("#")
        page = (ROOT / name).parent / path if path else ROOT / name
        assert page.exists(), target
        if anchor:
            assert anchor in anchors(page.resolve().relative_to(ROOT).as_posix()), target


def code_of(name: str) -> str:
    """All code of a page, in blocks and in lines of text."""
    return "\n".join(re.findall(r"^```.*?^```|`[^`\n]+`", text_of(name), re.MULTILINE | re.DOTALL))


def commands() -> dict[str, argparse.ArgumentParser]:
    groups = (
        action for action in arguments.parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    return dict(next(groups).choices)


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/handbook.md", "docs/templates.md"])
def test_commands_in_the_documents_exist(name: str) -> None:
    known = commands()
    for line in re.findall(r"^`*asiansite ([a-z][^`\n]*)", code_of(name), re.MULTILINE):
        command, *words = line.split()
        assert command in known, line
        options = {option for action in known[command]._actions for option in action.option_strings}
        assert {word for word in words if word.startswith("--")} <= options, line


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_targets_of_make_in_the_documents_exist(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.MULTILINE))
    assert set(re.findall(r"^`*make ([a-z]+)", code_of(name), re.MULTILINE)) <= targets


def test_decisions_are_numbered_without_a_gap_and_have_their_parts() -> None:
    names = sorted(path.name for path in (ROOT / "docs/decisions").glob("*.md"))
    assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1))
    for name in names:
        text = text_of(f"docs/decisions/{name}")
        assert text.startswith(f"# {int(name[:4])}. ")
        parts = re.findall(r"^\*\*(.+?)\.\*\*", text, re.MULTILINE)
        assert parts == ["Context", "Decision", "Consequences", "Alternatives looked at"], name


def test_the_package_shows_the_readme() -> None:
    assert tomllib.loads(text_of("pyproject.toml"))["project"]["readme"] == "README.md"


def contracts() -> dict[str, dict[str, Any]]:
    """What import-linter enforces, by name."""
    found = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    return {contract["id"]: contract for contract in found}


def test_the_floors_are_those_that_are_enforced() -> None:
    told = {
        room: int(floor)
        for floor, room in re.findall(
            r"^\| (\d) \| `(\w+)(?:/|\.py)` \|", text_of("ARCHITECTURE.md"), re.MULTILINE
        )
    }
    layers = [layer.split(" | ") for layer in contracts()["floors"]["layers"] if not layer.startswith("(")]
    enforced = {room: floor for floor, rooms in enumerate(reversed(layers), 1) for room in rooms}
    assert told == enforced


def test_what_renders_has_no_way_to_the_output_as_the_law_says() -> None:
    assert "`rendering/` has no way to the output (`lint-imports`)" in text_of("docs/correctness.md")
    ways = [
        contract
        for contract in contracts().values()
        if contract["type"] == "forbidden" and "asiansite.rendering" in contract["source_modules"]
    ]
    assert any("asiansite.storage" in contract["forbidden_modules"] for contract in ways)
