"""Attributes: those of a tag that nh3 wrote, and which of them HTML accepts with such a value.

Values stand here as they stand in the HTML: escaped.
"""

from __future__ import annotations

import re
from datetime import datetime

_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')
_WHOLE = re.compile(r"0|[1-9]\d{0,4}")
_COUNT = re.compile(r"[1-9]\d{0,2}")
_NUMBER = re.compile(r"-?\d{1,6}")
_ANYTHING = re.compile(r"[^\0]*")
_FORMS = {
    "alt": _ANYTHING,
    "colspan": _COUNT,
    "dir": re.compile(r"ltr|rtl|auto", re.IGNORECASE),
    "height": _WHOLE,
    "lang": re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*"),
    "open": _ANYTHING,
    "reversed": _ANYTHING,
    "rowspan": _COUNT,
    "scope": re.compile(r"row|col|rowgroup|colgroup", re.IGNORECASE),
    "start": _NUMBER,
    "title": _ANYTHING,
    "type": re.compile(r"[1aAiI]"),
    "value": _NUMBER,
    "width": _WHOLE,
}
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d)?)?")
_MONTH = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2]))?")


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of a start tag: name to escaped value."""
    return dict(_ATTRIBUTE.findall(tag))


def start_tag(name: str, attributes: dict[str, str]) -> str:
    """A start tag with these attributes, whose values are escaped."""
    return f"<{name}" + "".join([f' {key}="{value}"' for key, value in attributes.items()]) + ">"


def valid(name: str, attributes: dict[str, str]) -> dict[str, str]:
    """The attributes that HTML accepts on an element, with the values that they have.

    Ids, targets and classes are none of them: those are given by the steps that know the whole body.
    """
    found = {
        key: value for key, value in attributes.items() if key in _FORMS and _FORMS[key].fullmatch(value)
    }
    if "datetime" in attributes and is_date(attributes["datetime"], edit=name in ("del", "ins")):
        found["datetime"] = attributes["datetime"]
    return found


def is_date(value: str, *, edit: bool = False) -> bool:
    """Whether `value` is a machine's date for `<time>`; or, as `edit`, for `<ins>` and `<del>`."""
    shape = _DATE.fullmatch(value)
    if shape is None:
        return not edit and _MONTH.fullmatch(value) is not None
    if edit and len(value) > len("2026-08-20") and shape[1] is None:
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def escape_text(text: str) -> str:
    """Plain text as HTML writes it between tags."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\xa0", "&nbsp;")


def escape_value(text: str) -> str:
    """Plain text as HTML writes it within double quotes."""
    return escape_text(text).replace('"', "&quot;")
