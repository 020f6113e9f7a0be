from __future__ import annotations

import dataclasses
import inspect
import types
import typing
from datetime import date, datetime

import msgspec
import pytest
from markupsafe import Markup

from asiansite.content.images import Image
from asiansite.content.prose import Prose
from asiansite.fingerprint import fingerprint
from asiansite.site import answers
from asiansite.site.answers import Body, Card
from tests.fakes.sites import site, story

PLAIN = (type(None), bool, int, float, str, bytes, date, datetime, Markup)
SHAPES = [
    shape
    for _, shape in inspect.getmembers(answers, inspect.isclass)
    if shape.__module__ == answers.__name__ and issubclass(shape, msgspec.Struct)
]


def is_plain(hint: object) -> bool:
    """Whether every value of this type has a stable fingerprint."""
    if hint in PLAIN:
        return True
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return all(map(is_plain, arguments))
    if origin is tuple:
        return all(argument is ... or is_plain(argument) for argument in arguments)
    if hint is Body:
        return is_plain(Prose)
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        frozen = hint.__struct_config__.frozen
        return frozen and all(map(is_plain, typing.get_type_hints(hint).values()))
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        frozen = getattr(hint, "__dataclass_params__").frozen  # noqa: B009 - no type knows it
        return frozen and all(map(is_plain, typing.get_type_hints(hint).values()))
    return False


@pytest.mark.parametrize("shape", [*SHAPES, Image, Prose], ids=lambda shape: shape.__name__)
def test_an_answer_is_frozen_and_made_of_values_with_a_fingerprint(shape: type) -> None:
    assert is_plain(shape)
    assert hasattr(shape, "__slots__")


def test_the_walk_over_types_finds_what_has_no_fingerprint() -> None:
    assert not is_plain(list[str])
    assert not is_plain(dict[str, str])
    assert not is_plain(tuple[set[str], ...])
    assert not is_plain(object)


def card(**front: object) -> Card:
    found = site({"content/articles/a.md": story(**front), "content/articles/p.jpg": b"x"}).ask(
        "article", "a"
    )
    assert isinstance(found, Card)
    return found


FRONT = {
    "title": "Other",
    "date": "2026-08-02",
    "updated": "2026-08-05",
    "description": "Other",
    "label": "opinion",
    "section": "Haze",
    "lang": "ms-Arab",
    "author": "Siti",
    "tags": ["haze"],
    "image": "p.jpg",
    "dateline": "RIAU",
    "slug": "other",
    "id": "other-id",
}


@pytest.mark.parametrize("key", FRONT)
def test_what_a_card_shows_is_in_its_fingerprint(key: str) -> None:
    if key == "id":
        changed = site({"content/articles/a.md": story(id="other-id")}).ask("article", "other-id")
    else:
        changed = card(**{key: FRONT[key]})
    assert fingerprint(changed) != fingerprint(card())


@pytest.mark.parametrize(
    ("key", "value"), [("aliases", ["/old/"]), ("extra", {"a": "b"}), ("markup", "markdown")]
)
def test_what_a_card_does_not_show_is_not(key: str, value: object) -> None:
    assert fingerprint(card(**{key: value})) == fingerprint(card())


def test_a_card_is_sealed_over_all_its_fields() -> None:
    found = card(**{key: value for key, value in FRONT.items() if key != "id"})
    for name in Card.__struct_fields__:
        if name != "fingerprint":
            other = msgspec.structs.replace(found, **{name: "something else"}).sealed()
            assert fingerprint(other) != fingerprint(found), name


def body(text: str, **front: object) -> Body:
    drawing = {
        "content/articles/a.md": story(**front).replace("A paragraph.", text),
        "content/articles/b.md": story(slug="the-other"),
        "content/articles/hidden.md": story(date="2027-01-01"),
    }
    found = site(drawing).ask("body", "a")
    assert isinstance(found, Body)
    return found


def test_a_body_is_its_html_with_its_links_resolved() -> None:
    found = body("See [b](b.md), [hidden](hidden.md) & <script>x</script>.")
    assert found.html == '<p>See <a href="/2026/08/the-other/">b</a>, hidden &amp; .</p>'
    assert isinstance(found.html, Markup)
    assert found.parts[0] + found.parts[1] == found.html


def test_a_body_is_the_same_if_its_html_is() -> None:
    one = body("See [b](b.md).")
    assert fingerprint(body("See [b](b.md).")) == fingerprint(one)
    assert fingerprint(body("See [b](b.md).", extra={"one": "more line"})) == fingerprint(one)
    assert fingerprint(body("See [b](./b.md).")) == fingerprint(one)
    others = ["See [c](b.md).", "See [b](hidden.md).", "See b.", "See [b](b.md#x).", "See [b](b.md). More."]
    assert len({fingerprint(body(text)) for text in others} | {fingerprint(one)}) == len(others) + 1


def test_a_body_changes_when_what_it_links_to_moves_or_comes_out() -> None:
    drawing = {
        "content/articles/a.md": story().replace("A paragraph.", "[b](b.md)"),
        "content/articles/b.md": story(date="2026-08-19"),
    }
    moved = {**drawing, "content/articles/b.md": story(date="2026-08-19", slug="moved")}
    fingerprints = {
        fingerprint(site(each, at=at).ask("body", "a"))
        for each, at in ((drawing, "2026-08-18"), (drawing, "2026-08-20"), (moved, "2026-08-20"))
    }
    assert len(fingerprints) == 3
