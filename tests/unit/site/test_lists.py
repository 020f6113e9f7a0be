from __future__ import annotations

import pytest

from asiansite.site import lists

SIZES, COUNTS = range(1, 20), range(200)


def pages(count: int, size: int) -> dict[int | None, list[int]]:
    """All pages of a list of `count` articles, which are numbered from the oldest."""
    newest_first = list(range(count, 0, -1))
    last = lists.pages_below_head(count, size)
    return {
        number: list(lists.items_of(newest_first, size, number)) for number in (None, *range(1, last + 1))
    }


@pytest.mark.parametrize("size", SIZES)
def test_nothing_stands_twice_and_nothing_is_lost(size: int) -> None:
    for count in COUNTS:
        found = pages(count, size)
        in_order = [
            item for number in (None, *sorted(filter(None, found), reverse=True)) for item in found[number]
        ]
        assert in_order == list(range(count, 0, -1))


@pytest.mark.parametrize("size", SIZES)
def test_numbered_pages_are_full_and_the_head_holds_the_rest(size: int) -> None:
    for count in COUNTS:
        found = pages(count, size)
        head = found.pop(None)
        assert all(len(items) == size for items in found.values())
        assert len(head) == count if count < 2 * size else size <= len(head) <= 2 * size - 1
        assert len(found) == max(0, count // size - 1)


@pytest.mark.parametrize("size", SIZES)
def test_publishing_at_the_new_end_moves_nothing_below_the_head(size: int) -> None:
    for count in COUNTS:
        before, after = pages(count, size), pages(count + 1, size)
        assert len(after) - len(before) in (0, 1)
        for number in before:
            if number is not None:
                assert after[number] == before[number]


@pytest.mark.parametrize("size", SIZES)
def test_newer_and_older_lead_from_page_to_page_and_back(size: int) -> None:
    for count in COUNTS:
        last = lists.pages_below_head(count, size)
        chain: list[int | None] = [None, *range(last, 0, -1)]
        for at, number in enumerate(chain):
            is_last = at == len(chain) - 1
            assert lists.older_than(number, last) == ((False, None) if is_last else (True, chain[at + 1]))
            assert lists.newer_than(number, last) == ((False, None) if at == 0 else (True, chain[at - 1]))


@pytest.mark.parametrize("size", SIZES)
def test_one_more_article_changes_the_newer_link_of_one_numbered_page_at_most(size: int) -> None:
    for count in COUNTS:
        before, after = lists.pages_below_head(count, size), lists.pages_below_head(count + 1, size)
        changed = [
            number
            for number in range(1, before + 1)
            if (lists.newer_than(number, before), lists.older_than(number, before))
            != (lists.newer_than(number, after), lists.older_than(number, after))
        ]
        assert changed == ([before] if after > before and before else [])


def test_paths() -> None:
    assert lists.path_of("/tags/haze/", None) == "/tags/haze/"
    assert lists.path_of("/tags/haze/", 3) == "/tags/haze/page/3/"
