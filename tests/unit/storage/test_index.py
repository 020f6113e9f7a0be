"""The index of a book: which pages look at what changed, and that it forgets what nobody looks at."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from asiansite.storage.index import ROOM, Index, Key, decode_index, encode_index
from asiansite.trace import Read

NAMES = st.lists(st.sampled_from([f"tag:{number}" for number in range(30)]), max_size=20, unique=True)
LOOKS = st.tuples(NAMES, NAMES)
"""What a page looks at, and what its fragments do."""
PAGES = st.dictionaries(st.sampled_from([f"{letter}/index.html" for letter in "abcdef"]), LOOKS, max_size=6)


def key(output: str) -> Key:
    return f"/{output}", "article", (output, 1, None), False


@given(st.lists(st.tuples(PAGES, st.sets(st.sampled_from("abcdef"))), max_size=6), NAMES)
def test_the_pages_that_look_at_something_are_known_after_any_builds(
    builds: list[tuple[dict[str, tuple[list[str], list[str]]], set[str]]], changed: list[str]
) -> None:
    index, pages = Index(), dict[str, tuple[list[str], list[str]]]()
    for made, gone in builds:
        pages = {output: looks for output, looks in (pages | made).items() if output[0] not in gone}
        looked = [
            (output, key(output), tuple(own), tuple(parts))
            for output, (own, parts) in made.items()
            if output in pages
        ]
        found = decode_index(encode_index(index.after(looked, {}, pages)))
        assert found is not None
        index = found
    own, by_parts = index.touched(frozenset(changed))
    assert own == {output for output, (names, _) in pages.items() if not set(names).isdisjoint(changed)}
    assert by_parts == {
        output: next(name for name in parts if name in changed)
        for output, (_, parts) in pages.items()
        if output not in own and not set(parts).isdisjoint(changed)
    }
    assert all(index.own(output) == tuple(names) for output, (names, _) in pages.items())
    assert {output: row.key for output, row in index.rows.items()} == {
        output: key(output) for output in pages
    }


def test_what_nobody_looks_at_any_more_is_forgotten() -> None:
    read = Read("recent", (6,), b"0" * 16)
    index = Index()
    for number in range(20 * ROOM):
        names, parts = (f"tag:{number}",), ("recent(6,)" if number < 5 else "url('/',)",)
        look = ("a/index.html", key("a/index.html"), names, parts)
        index = index.after([look], {parts[0]: read}, ["a/index.html"])
    assert len(index.names) <= ROOM * (1 + ROOM)
    assert set(index.asked) == {"url('/',)"}


def test_a_small_site_whose_pages_look_at_much_keeps_all_of_it() -> None:
    names = tuple(f"tag:{number}" for number in range(20 * ROOM))
    index = Index().after([("a/index.html", key("a/index.html"), names, ())], {}, ["a/index.html"])
    assert index.names == names


def test_numbers_of_another_kind_of_machine_are_not_read() -> None:
    assert decode_index(encode_index(Index("neither"))) is None
    assert decode_index(b"no index") is None
