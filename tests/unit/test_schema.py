"""The schemas say what the readers of the same files take: no more keys, no fewer, and the same words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from asiansite.cli.options.schema import KINDS
from tests.fakes.typed_yaml import typed
from tests.fakes.values import replace
from tools.reference.schema import schema_of
from tools.reference.snippets import SNIPPETS_PATH
from tools.reference.written import FILES

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "src/asiansite/schemas"

NEEDED = {
    "article": {"title": "T", "date": "2026-01-01"},
    "author": {"name": "N"},
    "page": {"title": "T"},
    "site": {"title": "T", "base_url": "https://e.example"},
    "front": {},
    "picture": {},
}
"""What a file needs to have no problem."""

VALUES = (
    """
|word|two words|2019|1.10|-3|0|1|7|60|600|'7'|007|true|True|'TRUE'|tRuE|false|No|~|null
2026-05-10|2026-5-1|2026-05-10 9:30|2026-05-10T09:30:00.5+08:00|"2026-05-10 09:30Z"|2013-06-27 11:00:01 +0000
20th of May|2026-02-30|[]|[one, 2]|[one, ~]|[true]|[[one]]|one, two|{}|{a: b}|{a: {b: [c, 1]}}|[{a: b}]
a-story|รายงาน|A Story|-a|en|zh-Hant|english|/old/|[/old/, /older/]|old|https://e.example/x|javascript:x
{src: a.jpg}|{src: a.jpg, alt: A boat, focus: 30% 20%}|{src: a.jpg, alt: ""}|{alt: A boat}|{src: a.jpg, width: 3}
{github: name, X: "@name"}|{title: A, url: /b/}|[{title: A, url: /b/}]|[{title: A}]|[{title: A, url: 7}]
{name: N}|{name: 2019, url: https://e.example}|{name: N, who: me}|[{slug: news}]|[{slug: news, name: 1}]|[{name: n}]
[{slug: News}]|{article: a-story}|{article: a-story, until: 2026-05-10}|[a-story, {article: b-story}]|{until: 2026-05-10}
all|7 days|7d|d MMMM yyyy|/{slug}/|Asia/Tokyo|{extensions: [tables]}|{extensions: tables}|{img-src: [self, "data:"]}
{img-src: https://e.example}|{frame-ancestors: none}|{widths: [320, 640], quality: 70}|{widths: 320}|{quality: 7}|[320]
whatsapp|[whatsapp, line]|[youtube]|news|opinion|gossip|commonmark|CNAME|[CNAME, .git]
""".strip("\n")
    .replace("\n", "|")
    .split("|")
)


@lru_cache
def schema(kind: str) -> dict[str, Any]:
    found = json.loads((SCHEMAS / f"{kind}.json").read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def validates(kind: str, text: str) -> bool:
    return bool(Draft202012Validator(schema(kind)).is_valid(typed(text)))


def is_read(kind: str, text: str) -> bool:
    return all(found.level != "error" for found in FILES[kind].read(text.encode()))


def with_value(kind: str, key: str, value: str) -> str:
    """A file in which all is well but, perhaps, the value of one key."""
    if kind == "tags":
        return f"ports:\n  {key}: {value}\n"
    rest = "".join(f"{name}: {text}\n" for name, text in NEEDED[kind].items() if name != key)
    return f"{rest}{key}: {value}\n"


@cache
def taken(kind: str, key: str) -> tuple[str, ...]:
    """The values, and those that the schema itself suggests, of which the reader says nothing."""
    values = [*VALUES, *(json.dumps(each, ensure_ascii=False) for each in examples(properties(kind)[key]))]
    return tuple(value for value in values if is_read(kind, with_value(kind, key, value)))


def examples(value: dict[str, Any]) -> list[object]:
    """A few values that a schema describes: of mappings, one with the keys that it needs and one with all."""
    if "anyOf" in value:
        return [each for form in value["anyOf"] for each in examples(form)]
    if "enum" in value:
        return [word for word in value["enum"] if word is not None]
    kinds = [value["type"]] if isinstance(value["type"], str) else value["type"]
    if "object" in kinds:
        all_keys = {key: examples(each)[0] for key, each in value.get("properties", {}).items()}
        return [{key: all_keys[key] for key in value.get("required", ())}, all_keys]
    if "array" in kinds:
        return [[each] for each in examples(value["items"])]
    return [value["minimum"]] if "minimum" in value else ["2026-05-10", "a-text", "en"]


def enumerations(value: object, way: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], list[object]]]:
    """(keys that lead to it, its words) of each enumeration."""
    if isinstance(value, dict):
        if isinstance(value.get("enum"), list):
            yield way, value["enum"]
        for name, each in value.items():
            if name == "properties":
                for key, inner in each.items():
                    yield from enumerations(inner, (*way, key))
            else:
                yield from enumerations(each, way)
    elif isinstance(value, list):
        for each in value:
            yield from enumerations(each, way)


def properties(kind: str) -> dict[str, Any]:
    root = schema(kind)
    if kind == "tags":
        root = root["additionalProperties"]["anyOf"][0]
    found = root["properties"]
    assert isinstance(found, dict)
    return found


KEYS = [(kind, key) for kind, written in FILES.items() for key in sorted(written.keys)]


def test_there_is_one_for_each_kind_of_file() -> None:
    assert [*FILES] == [*KINDS]
    assert sorted(path.stem for path in SCHEMAS.iterdir()) == sorted(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(schema(kind))
    assert schema(kind)["$schema"] == Draft202012Validator.META_SCHEMA["$schema"].replace("#", "")


@pytest.mark.parametrize("kind", KINDS)
def test_it_has_the_keys_of_the_reader_each_with_its_words(kind: str) -> None:
    assert properties(kind).keys() == FILES[kind].keys
    assert all(each["description"] for each in properties(kind).values())


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_that_is_read_and_not_listed_or_listed_and_not_read_has_no_schema(kind: str) -> None:
    written = FILES[kind]
    key = min(written.keys)
    for keys in (written.keys | {"other"}, written.keys - {key}):
        with pytest.raises(LookupError):
            schema_of(replace(written, keys=keys))


@pytest.mark.parametrize(("kind", "key"), KEYS)
def test_what_the_reader_takes_validates(kind: str, key: str) -> None:
    refused = [value for value in taken(kind, key) if not validates(kind, with_value(kind, key, value))]
    assert refused == []


def test_most_keys_have_a_value_that_is_taken() -> None:
    silent = [each for each in KEYS if not {*taken(*each)} - {"", "~", "null", "[]", "{}"}]
    assert len(silent) < len(KEYS) / 10, f"add values for {silent}"


BELOW = {"corrections": "[{{date: 2026-08-20, kind: {}, text: It was ten.}}]"}
"""The keys whose enumerations stand in values below them."""


@pytest.mark.parametrize(("kind", "key"), KEYS)
def test_the_words_of_an_enumeration_are_those_of_the_reader(kind: str, key: str) -> None:
    for way, words in enumerations(properties(kind)[key]):

        def written(word: object, way: tuple[str, ...] = way) -> str:
            text = word if isinstance(word, str) else json.dumps(word)
            if key in BELOW:
                return with_value(kind, key, BELOW[key].format(text))
            for inner in reversed(way):
                text = f"{{{inner}: {text}}}"
            return with_value(kind, key, text)

        assert [word for word in words if not is_read(kind, written(word))] == []
        for word in ("gossip", "News"):
            assert not is_read(kind, written(word))
            assert not validates(kind, written(word))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("article", "{}"),
        ("article", "title: T\nlable: news"),
        ("article", "title: T\nlabel: gossip"),
        ("article", "title: T\ndate: 20th of August"),
        ("article", "title: T\ndate: 2026"),
        ("article", "title: T\nid: No Id"),
        ("article", "title: T\nlang: English"),
        ("article", "title: T\nslug: A Slug"),
        ("article", "title: T\ndraft: perhaps"),
        ("article", "title: T\ntags: {a: b}"),
        ("article", "title: T\nextra: text"),
        ("article", "title: T\nimage: {alt: A boat}"),
        ("article", "title: T\nimage: {src: a.jpg, width: 3}"),
        ("author", "name: N\nlinks: text"),
        ("author", "role: R"),
        ("page", "title: [T]"),
        ("site", "title: T"),
        ("site", "title: T\nbase_url: https://e.example\npage_size: 0"),
        ("site", "title: T\nbase_url: https://e.example\npage_size: many"),
        ("site", "title: T\nbase_url: https://e.example\nshare: [carrier-pigeon]"),
        ("site", "title: T\nbase_url: https://e.example\nsections: [{name: News}]"),
        ("site", "title: T\nbase_url: https://e.example\ncsp: {img: self}"),
        ("site", "title: T\nbase_url: https://e.example\npublisher: Us"),
        ("site", "title: T\nbase_url: https://e.example\npictures: {widths: [3]}"),
        ("tags", "ports: {nam: Ports}"),
        ("tags", "ports: text"),
        ("front", "lead: {until: 2026-01-01}"),
        ("front", "until: soon"),
    ],
)
def test_what_it_can_tell_it_refuses_as_the_reader_does(kind: str, text: str) -> None:
    assert not is_read(kind, text)
    assert not validates(kind, text)


def front_matter(path: Path) -> str:
    return path.read_text("utf-8").split("---\n")[1]


def files_of(site: Path) -> Iterator[tuple[str, str, str]]:
    for kind, folder in (("article", "articles"), ("author", "authors"), ("page", "pages")):
        for path in sorted((site / "content" / folder).rglob("*.md")):
            yield str(path), kind, front_matter(path)
    for kind, name in (("site", "site.yaml"), ("tags", "content/tags.yaml"), ("front", "content/front.yaml")):
        if (site / name).is_file():
            yield name, kind, (site / name).read_text("utf-8")


@pytest.mark.parametrize("site", [ROOT, ROOT / "src/asiansite/starter"], ids=["own", "starter"])
def test_the_files_of_a_site_validate(site: Path) -> None:
    found = [*files_of(site)]
    assert {"article", "author", "page", "site"} <= {kind for _, kind, _ in found}
    for name, kind, text in found:
        errors = [*Draft202012Validator(schema(kind)).iter_errors(typed(text))]
        assert errors == [], name


def test_the_snippets_of_front_matter_are_read() -> None:
    snippets = json.loads((ROOT / SNIPPETS_PATH).read_text("utf-8"))
    assert {each["prefix"] for each in snippets.values()} == {"article", "author", "page"}
    for each in snippets.values():
        keys = {line.partition(":")[0] for line in each["body"] if ":" in line}
        assert keys <= FILES[each["prefix"]].keys
        assert set(schema(each["prefix"])["required"]) <= keys
