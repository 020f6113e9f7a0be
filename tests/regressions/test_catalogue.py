"""The catalogue in README.md: every case is tried here or says why it cannot occur, and all that it names is there."""

from __future__ import annotations

import re
from pathlib import Path

HERE = Path(__file__).parent
TEXT = (HERE / "README.md").read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading."""
    lines = TEXT.partition(f"# {heading}\n")[2].partition("\n#")[0].splitlines()
    return [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in lines
        if re.match(r"\| [A-E]\d", line)
    ]


def cases(text: str) -> set[str]:
    """The cases that a cell names, such as `A1–A3, B7`."""
    found = set()
    for kind, first, last in re.findall(r"([A-E])(\d+)(?:–[A-E](\d+))?", text):
        found |= {f"{kind}{number}" for number in range(int(first), int(last or first) + 1)}
    return found


def tried(name: str) -> set[str]:
    """The cases that the tests of a file name, in their own names or in the ids of their parameters."""
    text = (HERE / name).read_text("utf-8")
    names = [
        case
        for test in re.findall(r"^def test_((?:[a-e]\d+_)+)", text, re.MULTILINE)
        for case in test.split("_")
    ]
    return {case.upper() for case in names if case} | set(re.findall(r'id="([A-E]\d+)-', text))


def test_every_case_is_tried_or_cannot_occur() -> None:
    files = [(cases(cell), "–" in cell, name) for cell, _, name in rows("Stale builds")]
    everywhere = set().union(*(tried(name) for *_, name in files))
    excused = {case for cell, *_ in rows("What cannot occur here") for case in cases(cell)}
    catalogue = set().union(*(found for found, *_ in files))
    assert len(catalogue) == 15 + 11 + 16 + 6 + 12
    assert everywhere | excused == catalogue
    for found, is_range, name in files:
        assert tried(name) <= found, name
        # Where a row names single cases and no range, each is one of that file.
        assert is_range or tried(name) == found, name


def test_the_laws_that_are_named_are_there() -> None:
    named = rows("What laws cover besides")
    assert named
    for _, _, where in named:
        path, names = where.split(": ")
        text = (HERE.parent / path).read_text("utf-8")
        for name in re.findall(r"`(\w+)`", names):
            assert f"def {name}(" in text, (path, name)
