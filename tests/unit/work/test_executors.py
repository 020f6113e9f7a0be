from __future__ import annotations

import gc
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.work.executors import (
    BATCH,
    UNDER_WAY,
    WORTH_A_POOL,
    InlineExecutor,
    executor_for,
    in_batches,
    in_order,
    nothing,
)


@given(st.integers(0, 300))
def test_batches_hold_all_items_in_their_order(count: int) -> None:
    batches = list(in_batches(range(count)))
    assert [item for batch in batches for item in batch] == list(range(count))
    assert all(len(batch) == BATCH for batch in batches[:-1])
    assert all(0 < len(batch) <= BATCH for batch in batches)


@given(st.lists(st.integers(), max_size=60))
def test_answers_come_in_the_order_of_the_orders(orders: list[int]) -> None:
    assert list(in_order(InlineExecutor(), lambda number: number * 2, orders)) == [
        number * 2 for number in orders
    ]


def test_no_more_orders_are_under_way_than_a_few() -> None:
    given_out, answered = [], []

    def orders() -> Iterator[int]:
        for number in range(100):
            given_out.append(number)
            yield number

    for answer in in_order(InlineExecutor(), lambda number: number, orders()):
        answered.append(answer)
        assert len(given_out) - len(answered) < UNDER_WAY
    assert answered == list(range(100))


def test_nothing_is_carried_out_before_it_is_asked_for() -> None:
    done: list[int] = []
    answers = in_order(InlineExecutor(), done.append, range(100))
    assert done == []
    next(answers)
    assert done == list(range(UNDER_WAY))


class Broken(Exception):
    pass


def fail(order: Any) -> Any:
    if order == 3:
        raise Broken("three")
    return order


def test_what_an_order_raises_is_raised_to_who_waits_for_it() -> None:
    with pytest.raises(Broken):
        list(in_order(InlineExecutor(), fail, range(9)))
    with pytest.raises(Broken):
        InlineExecutor().submit(fail, 3)


@pytest.mark.parametrize(("work", "jobs"), [(0, 4), (WORTH_A_POOL - 1, 4), (10_000, 1), (10_000, 0)])
def test_little_work_starts_no_process(work: int, jobs: int) -> None:
    prepared: list[str] = []
    with executor_for(work, jobs, lambda: prepared.append("here")) as executor:
        assert isinstance(executor, InlineExecutor)
        assert prepared == ["here"]
        assert executor.submit(lambda: 5).result() == 5
    assert prepared == ["here"]


def test_what_is_raised_meanwhile_passes_through() -> None:
    with pytest.raises(Broken), executor_for(1, 1, lambda: None) as executor:
        executor.submit(fail, 3)


@pytest.mark.parametrize("work", [1, WORTH_A_POOL])
def test_what_was_there_does_not_stay_for_ever(work: int) -> None:
    # A preview reads the site anew now and then; what it had before must be let go.
    with executor_for(work, 2, nothing):
        assert gc.get_freeze_count() > 0
    assert gc.get_freeze_count() == 0
