from __future__ import annotations

import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from asiansite.fingerprint import fingerprint, hash_of_bytes, hash_of_pieces


@dataclass(frozen=True, slots=True)
class Pair:
    first: object
    second: object


@dataclass(frozen=True, slots=True)
class Twin:
    first: object
    second: object


@dataclass(frozen=True, slots=True)
class Single:
    only: object


@dataclass(frozen=True, slots=True)
class Empty:
    pass


class Seal(str):
    __slots__ = ()


class Row(NamedTuple):
    first: object


SINGAPORE, MANILA = ZoneInfo("Asia/Singapore"), ZoneInfo("Asia/Manila")
NEIGHBOURS: tuple[object, ...] = (
    *(
        "",
        "a",
        "b",
        "ab",
        "a,b",
        "('a','b')",
        "None",
        "True",
        "1",
        "1.0",
        "b'1'",
        "é",
        "e\u0301",
        "'",
        '"',
        "\\",
        "\\'",
    ),
    *(None, True, False, 0, 1, -1, 1.0, -0.0, 0.0, float("inf"), b"", b"1", b"a"),
    *(
        (),
        ("",),
        (("",),),
        ("a", "b"),
        ("ab",),
        ("a,b",),
        ("a',", "b"),
        (("a", "b"),),
        (("a",), "b"),
        ("a", ("b",)),
    ),
    *((None,), ((),), (1,), (True,), ("1",), (1.0,)),
    *(Markup(""), Markup("a"), Markup("1"), Seal("a"), (Markup("a"), "b"), ("a", Markup("b"))),
    *(Pair("a", "b"), Pair("b", "a"), Twin("a", "b"), Pair(("a", "b"), None), Pair(Pair("a", "b"), "c")),
    *(
        Pair("a", Pair("b", "c")),
        Pair("c", Pair("a", "b")),
        Single("a"),
        Single(("a",)),
        Single(Single("a")),
        Empty(),
    ),
    *("Pair('a','b')", "Single('a')", ("Pair", "a", "b")),
    *(date(2026, 8, 20), datetime(2026, 8, 20), datetime(2026, 8, 20, tzinfo=UTC), "2026-08-20"),
    *(datetime(2026, 8, 20, 8, tzinfo=SINGAPORE), datetime(2026, 8, 20, 8, tzinfo=MANILA)),
    datetime(2026, 8, 20, 8, tzinfo=timezone(timedelta(hours=8))),
    *(datetime(2026, 8, 20, 0, 0, tzinfo=UTC, fold=1), datetime(2026, 8, 20, 0, 0, 0, 1, tzinfo=UTC)),
    *("a\ud800", "a\ud801", "\x00", "\x00\x00"),
)


HOLDERS: dict[str, Callable[[object], object]] = {
    "alone": lambda value: value,
    "in a tuple": lambda value: (value, "x"),
    "in a field": Single,
    "in a field beside another": lambda value: Pair("x", value),
}


@pytest.mark.parametrize("hold", HOLDERS.values(), ids=HOLDERS)
def test_neighbours_differ(hold: Callable[[object], object]) -> None:
    by_fingerprint: dict[bytes, list[object]] = {}
    for value in NEIGHBOURS:
        by_fingerprint.setdefault(fingerprint(hold(value)), []).append(value)
    assert [alike for alike in by_fingerprint.values() if len(alike) > 1] == []


PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.dates()
    | st.datetimes(timezones=st.sampled_from([UTC, SINGAPORE, MANILA]))
    | st.text().map(Markup),
    lambda inner: (
        st.lists(inner, max_size=4).map(tuple) | st.builds(Pair, inner, inner) | st.builds(Twin, inner, inner)
    ),
    max_leaves=12,
)


def spelt(value: object) -> object:
    """A value with its types beside it, so that Python tells 1 from True and 1.0."""
    if isinstance(value, tuple):
        return ("tuple", *map(spelt, value))
    if isinstance(value, Pair | Twin):
        return (type(value), spelt(value.first), spelt(value.second))
    if isinstance(value, datetime):
        return (datetime, value.replace(tzinfo=None), value.fold, str(value.tzinfo))
    return (type(value), str.__str__(value) if isinstance(value, str) else value, repr(value))


@given(PLAIN, PLAIN)
def test_equal_values_and_no_others_have_equal_fingerprints(one: object, other: object) -> None:
    assert (fingerprint(one) == fingerprint(other)) == (spelt(one) == spelt(other))


@given(PLAIN)
def test_a_fingerprint_has_sixteen_bytes_and_does_not_change(value: object) -> None:
    assert len(fingerprint(value)) == 16
    assert fingerprint(value) == fingerprint(value)


def test_two_forms_of_one_letter_are_two_values() -> None:
    composed, decomposed = (unicodedata.normalize(form, "é") for form in ("NFC", "NFD"))
    assert fingerprint(composed) != fingerprint(decomposed)


@dataclass(frozen=True)
class Sealed:
    title: str
    fingerprint: bytes = b""


class Opaque:
    def __init__(self, known: object) -> None:
        self.fingerprint = known


def test_a_value_with_a_fingerprint_of_its_own_is_taken_at_its_word() -> None:
    seal, other = b"0123456789abcdef", b"fedcba9876543210"
    assert fingerprint(Opaque(seal)) == fingerprint(Opaque(seal))
    assert fingerprint(Opaque(seal)) != fingerprint(Opaque(other))
    assert fingerprint(Opaque(seal)) != fingerprint(seal)
    assert fingerprint(Sealed("a", seal)) == fingerprint(Sealed("b", seal))


def test_a_value_whose_fingerprint_is_not_made_yet_is_known_by_its_fields() -> None:
    assert fingerprint(Sealed("a")) != fingerprint(Sealed("b"))
    assert fingerprint(Sealed("a")) == fingerprint(Sealed("a"))


def test_two_types_of_one_name_are_two_types() -> None:
    from asiansite.content.settings import Publisher as InSettings
    from asiansite.site.answers import Publisher as InAnswers

    assert fingerprint(InSettings("a", None, None)) != fingerprint(InAnswers("a", None, None))


@dataclass
class Mutable:
    value: int = 1


REFUSED = (
    {"a", "b"},
    frozenset({"a"}),
    {"a": 1},
    OrderedDict(a=1),
    ["a"],
    bytearray(b"a"),
    object(),
    object,
    Pair,
    len,
    lambda: 1,
    1j,
    timedelta(1),
    Row("a"),
    Mutable(),
    (value for value in "ab"),
    Opaque("a text"),
    Opaque(b"short"),
)


@pytest.mark.parametrize("value", REFUSED, ids=lambda value: type(value).__name__)
def test_values_without_a_stable_order_or_of_a_foreign_type_are_refused(value: object) -> None:
    for holder in (value, (value,), ("a", (value,)), Pair("a", value), Single(value)):
        with pytest.raises(TypeError):
            fingerprint(holder)


@given(st.binary(max_size=200), st.integers(1, 50))
def test_a_file_has_one_hash_however_it_is_read(data: bytes, size: int) -> None:
    pieces = [data[start : start + size] for start in range(0, len(data), size)]
    assert hash_of_pieces(pieces) == hash_of_bytes(data)
    assert len(hash_of_bytes(data)) == 32


@given(st.binary(), st.binary())
def test_files_differ_by_hash_iff_by_bytes(one: bytes, other: bytes) -> None:
    assert (hash_of_bytes(one) == hash_of_bytes(other)) == (one == other)


@dataclass(frozen=True)
class Open:
    """A value whose instances may carry a fingerprint that its class does not tell of."""

    text: str


def test_a_value_is_asked_for_its_own_fingerprint_whatever_others_of_its_kind_had() -> None:
    without, own = Open("a"), Open("a")
    object.__setattr__(own, "fingerprint", b"0123456789abcdef")
    plain = fingerprint((without,))
    assert fingerprint((own,)) == fingerprint((Carrying(b"0123456789abcdef"),)) != plain
    assert fingerprint((without,)) == plain
    unsealed = Carrying(b"")
    assert fingerprint((unsealed,)) == fingerprint((Carrying(b""),)) != fingerprint((own,))


@dataclass(frozen=True, slots=True)
class Carrying:
    fingerprint: bytes
