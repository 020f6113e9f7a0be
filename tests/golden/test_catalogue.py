"""The catalogue of messages: each is used, each is shown by a golden case, and all are written alike."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest

import asiansite
from asiansite.errors import Message, describe, messages, problem
from tests.golden.cases import cases_in

SOURCE = Path(asiansite.__file__).parent
SLUGS = sorted(messages())
STATUSES = {1, 2, 70, 74, 75}
MAKERS = {
    "problem": frozenset[str](),
    "about": frozenset({"name"}),
    "unreadable": frozenset({"name", "cause"}),
}
"""The functions that make a problem from a slug, and the words that each brings along."""


class Use(NamedTuple):
    """A line of the source that makes a problem."""

    slug: str
    words: frozenset[str]
    is_open: bool
    """Other words may be given as well: `**words`."""
    where: str


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(SOURCE.rglob("*.py")):
        yield path.relative_to(SOURCE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def uses() -> Iterator[Use]:
    for path, tree in trees():
        for call in ast.walk(tree):
            if not isinstance(call, ast.Call) or not call.args or not isinstance(call.args[0], ast.Constant):
                continue
            slug, brought = call.args[0].value, frozenset[str]()
            if isinstance(call.func, ast.Name) and call.func.id in MAKERS:
                brought = MAKERS[call.func.id]
            elif not (
                isinstance(call.func, ast.Attribute) and call.func.attr == "add" and len(call.args) > 1
            ):
                continue
            words = frozenset(keyword.arg for keyword in call.keywords if keyword.arg)
            is_open = any(keyword.arg is None for keyword in call.keywords)
            yield Use(str(slug), words | brought, is_open, f"{path}:{call.lineno}")


USES = tuple(uses())


def test_the_source_makes_problems() -> None:
    assert len(USES) > 80


@pytest.mark.parametrize("use", USES, ids=lambda use: use.where)
def test_a_problem_is_in_the_catalogue_and_gets_its_words(use: Use) -> None:
    assert use.slug in messages()
    message = messages()[use.slug]
    known = names(message.says).union(*(names(text) for _, text in message.facts))
    assert use.is_open or names(message.says) <= use.words, "a word of the sentence is not given"
    assert use.words <= known | {"name"}, "a word is given that no sentence has"


def test_every_message_is_used() -> None:
    texts, ends = set[str](), set[str]()
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[-1], ast.Constant):
                ends.add(str(node.values[-1].value))
    dead = [
        slug
        for slug in SLUGS
        if slug not in texts and not any(slug.endswith(end) for end in ends if end[:1] == "-")
    ]
    assert dead == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_message_is_shown_by_a_case(slug: str) -> None:
    own = [
        case
        for case in cases_in("errors")
        if case.folder.name == slug or case.folder.name.startswith(f"{slug}-")
    ]
    assert any(f"[{slug}]: " in case.expected.read_text(encoding="utf-8") for case in own)


def test_every_fact_is_shown_by_a_case() -> None:
    shown = "\n".join(case.expected.read_text(encoding="utf-8") for case in cases_in("errors"))
    for message in messages().values():
        for label, _ in message.facts:
            assert f"\n  {label}:" in shown, f"{message.slug}: {label}"


@pytest.mark.parametrize("message", messages().values(), ids=lambda message: message.slug)
def test_a_message_is_one_that_a_tired_editor_reads(message: Message) -> None:
    lines = [message.says, *(text for _, text in message.facts), *message.help.splitlines()]
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)*", message.slug)
    assert message.status in STATUSES
    assert message.help
    assert message.help.endswith((".", ":")) or "\n    " in message.help
    assert all(len(line) <= 110 for line in message.help.splitlines())
    assert "\n" not in message.says
    assert not message.says.endswith(".")
    assert not re.match(r"[A-Z]", message.says)
    assert not re.search(
        r"\b(sorry|please|oops|unfortunately|apolog\w*|invalid|illegal|unable)\b",
        " ".join(lines),
        re.IGNORECASE,
    )
    assert not any(line != line.rstrip() or "\t" in line for line in lines)


def test_no_slug_stands_twice_and_only_known_keys() -> None:
    raw = tomllib.loads((files("asiansite") / "messages.toml").read_text(encoding="utf-8"))
    for slug, entry in raw.items():
        assert set(entry) <= {"says", "facts", "help", "level", "status"}, slug
        assert entry.get("level", "warning") == "warning", slug


def test_each_sentence_takes_words_of_any_kind() -> None:
    strange = "a\nb\x1b[31m{c}\u202e\ud800" + "x" * 5000
    for slug, message in messages().items():
        words = names(message.says).union(*(names(text) for _, text in message.facts))
        text = describe(problem(slug, None, **dict.fromkeys(words, strange)))
        assert all(line.isprintable() for line in text.split("\n"))
        assert len(text) < 5000


def test_words_that_are_missing_leave_no_gap() -> None:
    # Two show what is written in braces.
    shown_in_braces = {"not-a-permalink", "not-an-editor"}
    by_label = defaultdict(set)
    for slug, message in messages().items():
        shown = describe(problem(slug, None, **dict.fromkeys(names(message.says), "x")))
        by_label[slug] = set(re.findall(r"\{\w+\}", shown))
    assert {slug: found for slug, found in by_label.items() if found and slug not in shown_in_braces} == {}
