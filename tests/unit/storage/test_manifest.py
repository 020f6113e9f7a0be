"""The manifest: read back as it was written, and not at all if anything is wrong with it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from asiansite.fingerprint import hash_of_bytes
from asiansite.storage.manifest import form, parse
from asiansite.storage.names import is_plain

PATHS = (
    st.text(min_size=1, max_size=12)
    .filter(is_plain)
    .filter(lambda path: path.isprintable() or "\u2028" in path)
)
DIGESTS = st.binary(max_size=3).map(hash_of_bytes)
LINES = [
    ("index.html", hash_of_bytes(b"1")),
    ("a b/ก.html", hash_of_bytes(b"2")),
    ("index.html", hash_of_bytes(b"3")),
]


@given(st.lists(st.tuples(PATHS, DIGESTS)))
def test_it_is_read_back(lines: list[tuple[str, str]]) -> None:
    found = parse(form(lines))
    assert found is not None
    assert {(path, digest) for path, digests in found.items() for digest in digests} == set(lines)
    assert form(lines) == form(reversed(lines)) == form(lines * 2)


def test_it_looks_like_this() -> None:
    one, two, three = (hash_of_bytes(data) for data in (b"1", b"2", b"3"))
    body = f"{two}  a b/ก.html\n{min(one, three)}  index.html\n{max(one, three)}  index.html\n"
    assert form(LINES).decode() == f"asiansite-manifest 1 {hash_of_bytes(body.encode())}\n{body}"


def test_cut_off_anywhere_it_is_no_manifest() -> None:
    whole = form(LINES)
    assert parse(whole) is not None
    assert [length for length in range(len(whole)) if parse(whole[:length]) is not None] == []


def test_with_any_bit_turned_it_is_no_manifest() -> None:
    whole = form(LINES)
    for place in range(len(whole)):
        for bit in range(8):
            damaged = bytearray(whole)
            damaged[place] ^= 1 << bit
            assert parse(bytes(damaged)) is None, (place, bit)


def test_what_others_write_is_no_manifest() -> None:
    for data in (b"", b"\n", b"asiansite-manifest 2 " + b"0" * 32 + b"\n", b"\xff\xfe", form(LINES) + b"\n"):
        assert parse(data) is None


def test_an_empty_output_has_a_manifest_too() -> None:
    assert parse(form([])) == {}
