from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast
from unittest.mock import patch

import pytest

from asiansite.rendering import facts
from asiansite.rendering.facts import MOST, Facts, facts_of
from asiansite.rendering.templates import Closures, asks_day, named_assets
from asiansite.work.facts import recall_facts
from tests.fakes.remembered import MemoryDocuments

TEMPLATES = {
    "page.html": '{% extends "base.html" %}{% include ["x.html", site.title] %}{{ site.asset("a.css") }}',
    "base.html": "{{ site.today|day }}",
    "broken.html": "{% if %}{{ site.asset('b.css') }}",
}
FACTS = {
    "page.html": Facts(("base.html", "x.html", None), ("a.css",)),
    "base.html": Facts(says_today=True),
    "broken.html": Facts(),
}


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    with patch.object(facts, "_KNOWN", {}):
        yield


def test_what_a_text_tells_of_its_template() -> None:
    assert {name: facts_of(text) for name, text in TEMPLATES.items()} == FACTS


def test_templates_that_are_remembered_are_not_read_by_jinja_again() -> None:
    documents = cast("Any", MemoryDocuments())
    recall_facts(documents, TEMPLATES)
    before = Closures(TEMPLATES).of("page.html")
    with patch.object(facts, "_KNOWN", {}), patch.object(facts, "_facts_of", side_effect=AssertionError):
        recall_facts(documents, TEMPLATES)
        assert named_assets(TEMPLATES) == {"a.css"}
        assert asks_day(TEMPLATES)
        assert Closures(TEMPLATES).of("page.html") == before
    with patch.object(facts, "_KNOWN", {}):
        assert Closures(TEMPLATES).of("page.html") == before


def test_of_changed_templates_only_those_are_read() -> None:
    documents = cast("Any", MemoryDocuments())
    recall_facts(documents, TEMPLATES)
    with (
        patch.object(facts, "_KNOWN", {}),
        patch.object(facts, "_facts_of", side_effect=facts._facts_of) as read,
    ):
        recall_facts(documents, {**TEMPLATES, "base.html": "{{ site.title }}"})
        assert [call.args for call in read.call_args_list] == [("{{ site.title }}",)]
        assert not asks_day({"base.html": "{{ site.title }}"})


def test_a_long_life_forgets_what_was_edited() -> None:
    for number in range(MOST + 50):
        facts_of(f"{{{{ site.asset('{number}.css') }}}}")
    assert len(facts._KNOWN) <= MOST + 1
    assert facts_of("{{ site.asset('1.css') }}") == Facts(assets=("1.css",))
