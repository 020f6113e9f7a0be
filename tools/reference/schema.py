"""src/asiansite/schemas/: JSON Schema (2020-12) of the files that editors write, made from what their readers ask.

An editor such as VS Code reads YAML with types (YAML 1.2: `2019` is a number), our readers as texts: a
text here may be any scalar. No schema refuses what the reader takes, but for `""` in the place of no value; what
only the reader can judge (a time zone, a slug that is taken) passes.
"""

from __future__ import annotations

import json
import re
import typing
from collections.abc import Iterator, Mapping

import msgspec

from asiansite.content import dates
from asiansite.errors import messages
from tools.reference.asked import ANY_KEY, Form, asked
from tools.reference.asked import Mapping as AskedMapping
from tools.reference.declared import REQUIRED, fields_of
from tools.reference.keys import plain_words, words_of
from tools.reference.written import FILES, Written

Schema = dict[str, object]

_FLAG = r"^\s*(?:[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])\s*$"
"""In quotes, and in any case, as the reader takes it."""

DRAFT = "https://json-schema.org/draft/2020-12/schema"

_TEXT: Schema = {"type": ["string", "number", "boolean"]}
_SLUG = re.compile(r"(?:[a-z0-9-]|[^\x00-\x7f])+")
"""As far as a pattern can say what is_slug tells."""


def schema_files() -> dict[str, str]:
    """The text of each schema, by its path in the repository."""
    return {
        f"src/asiansite/schemas/{name}.json": json.dumps(schema_of(written), indent=2, ensure_ascii=False)
        + "\n"
        for name, written in FILES.items()
    }


def schema_of(written: Written) -> Schema:
    """The schema of one kind of file. LookupError: a key that nobody reads, or that has no words."""
    root = asked(written.read)
    if written.is_table:
        (entry,) = root.forms[ANY_KEY]
        assert entry.below is not None
        return {
            "$schema": DRAFT,
            "title": written.title,
            "type": ["object", "null"],
            "additionalProperties": {"anyOf": [_object(entry.below, written), {"type": "null"}]},
        }
    found = {"$schema": DRAFT, "title": written.title, **_object(root, written)}
    # An empty file has no problem, unless it lacks a key.
    return found if root.required else found | {"type": ["object", "null"]}


def _object(mapping: AskedMapping, written: Written) -> Schema:
    if mapping.known != written.keys or mapping.forms.keys() != written.keys:
        strays = sorted(written.keys ^ mapping.forms.keys())
        raise LookupError(f"{written.title}: nobody reads {strays}, or they are missing in KEYS")
    fields = words_of(written)
    hints = {
        name: hint for cls in reversed(written.classes) for name, hint in typing.get_type_hints(cls).items()
    }
    # What stands in the settings where front matter is silent is no default of front matter's own.
    other = {name for cls in written.classes[1:] for name in fields_of(cls)}
    properties: dict[str, Schema] = {}
    for key, field in fields.items():
        classes = tuple(_classes_in(hints[field.name])) or written.classes
        words: Schema = {"description": plain_words(field)}
        if field.default != REQUIRED and isinstance(field.default, (str, int)) and key not in other:
            words |= {"default": field.default}
        properties[key] = words | _value(mapping.forms[key], classes, is_required=key in mapping.required)
    return _mapping(properties, mapping)


def _mapping(properties: Mapping[str, object], mapping: AskedMapping) -> Schema:
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    if mapping.required:
        found["required"] = sorted(mapping.required)
    return found


def _below(mapping: AskedMapping, classes: tuple[type, ...]) -> Schema:
    """The schema of a mapping inside of a file; the words are those of the fields of `classes`."""
    if mapping.known is None:
        return {"type": "object", "additionalProperties": _value(mapping.forms[ANY_KEY], classes)}
    words = {}
    for cls in reversed(classes):
        words |= {name: plain_words(field) for name, field in fields_of(cls).items() if field.says}
    properties = {}
    for key in [
        *(key for key in words if key in mapping.forms),
        *sorted(mapping.forms.keys() - words.keys()),
    ]:
        says = {"description": words[key]} if key in words else {}
        properties[key] = says | _value(mapping.forms[key], (), is_required=key in mapping.required)
    return _mapping(properties, mapping)


def _value(forms: list[Form], classes: tuple[type, ...], *, is_required: bool = False) -> Schema:
    """What a value may be: one of its forms, or, as a key without a value is one that is not there, nothing."""
    found = [each for form in forms for each in _kinds(form, classes)]
    if not is_required:
        first = found[0]
        if "enum" in first:
            first["enum"] = [*typing.cast("list[object]", first["enum"]), None]
        else:
            kinds = first["type"]
            first["type"] = [*(kinds if isinstance(kinds, list) else [kinds]), "null"]
    return found[0] if len(found) == 1 else {"anyOf": found}


def _kinds(form: Form, classes: tuple[type, ...]) -> Iterator[Schema]:
    """The schemas of one form; each is another kind of value, the most usual first."""
    if form.below is not None:
        yield from _with_keys(form.kind, _below(form.below, classes))
        return
    match form.kind:
        case "text" | "choice":
            yield _one_of(form.options)
        case "texts":
            yield {"type": "array", "items": _one_of(form.options)}
            yield _one_of(form.options)
        case "slug":
            yield _TEXT | _pattern(_whole(_SLUG), "slug-not-a-slug")
        case "matching":
            assert form.pattern is not None
            yield _TEXT | _pattern(_whole(form.pattern), form.problem)
        case "date":
            yield {"type": "string"} | _pattern(_whole(dates.FORM), "date-not-a-date")
        case "flag":
            yield {"type": ["boolean", "string"]} | _pattern(_FLAG, "not-true-or-false")
        case "number":
            yield _number(form)
        case "numbers":
            yield {"type": "array", "items": _number(form)}
            yield _number(form)
        case "anything":
            yield {"type": "object"}
        case _:
            raise LookupError(f"no schema for what Entries.{form.kind} reads")


def _with_keys(kind: str, mapping: Schema) -> Iterator[Schema]:
    match kind:
        case "entries":
            yield mapping
        case "list_of_entries":
            yield {"type": "array", "items": mapping}
        case "list_of_either":
            yield {"type": "array", "items": {"anyOf": [dict(_TEXT), mapping]}}
            yield dict(_TEXT)
            yield dict(mapping)
        case _:
            raise LookupError(f"no schema for what Entries.{kind} reads")


def _pattern(pattern: str, slug: str) -> Schema:
    """A pattern, and what VS Code says of a text without it: what the message `slug` expects."""
    expected = dict(messages()[slug].facts).get("expected")
    says = {"patternErrorMessage": f"expected: {expected}"} if expected and "{" not in expected else {}
    return {"pattern": pattern, **says}


def _number(form: Form) -> Schema:
    return {
        "type": ["integer", "string"],
        "minimum": form.low,
        "maximum": form.high,
        "pattern": r"^\s*[0-9]{1,9}\s*$",
    }


def _one_of(options: tuple[str, ...]) -> Schema:
    """One of some words; any text, if there are none."""
    if not options:
        return dict(_TEXT)
    typed = [json.loads(option) for option in options if re.fullmatch(r"true|false|-?\d+(?:\.\d+)?", option)]
    return {"enum": [*options, *typed]}


def _whole(pattern: re.Pattern[str]) -> str:
    """A pattern as JSON Schema has it: of ECMA 262, which knows no flags and other named groups; spaces around it pass."""
    plain = re.sub(r"\(\?P<\w+>", "(?:", pattern.pattern)
    return rf"^\s*(?:{plain})\s*$"


def _classes_in(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        yield hint
    for each in typing.get_args(hint):
        yield from _classes_in(each)
