from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from asiansite.content.article import Article
from asiansite.content.settings import Settings
from asiansite.site.contents import Contents
from asiansite.site.related import related_to
from asiansite.site.snapshot import Snapshot
from tests.fakes.sites import article

SETTINGS = Settings("x", "https://x.example", timezone="Asia/Jakarta")
NOW = datetime(2026, 8, 20, 12, tzinfo=SETTINGS.zone)


def made(id: str, *tags: str, days: float = 10, draft: bool = False) -> Article:
    return article(id, tags=tags, date=NOW - timedelta(days=days), draft=draft)


def related(articles: list[Article], id: str = "self", count: int = 6) -> list[str]:
    return [found.id for found in related_to(Snapshot(Contents(SETTINGS, tuple(articles)), NOW), id, count)]


TAGS = st.lists(st.sampled_from(["haze", "Haze", "trade", "asean", "vote"]), max_size=4)
SITES = st.lists(st.tuples(TAGS, st.integers(-2, 200), st.booleans()), min_size=1, max_size=12).map(
    lambda rows: [made(f"a{n}", *tags, days=days, draft=draft) for n, (tags, days, draft) in enumerate(rows)]
)


@given(SITES, st.integers(0, 8), st.randoms(use_true_random=False))
def test_related_are_others_public_few_and_the_same_each_time(
    articles: list[Article], count: int, random: Random
) -> None:
    snapshot = Snapshot(Contents(SETTINGS, tuple(articles)), NOW)
    shuffled = random.sample(articles, len(articles))
    for id in [each.id for each in articles]:
        found = related(articles, id, count)
        assert len(found) <= count
        assert len(set(found)) == len(found)
        assert id not in found
        assert set(found) <= {each.id for each in snapshot.articles}
        assert related(shuffled, id, count) == found
        assert related(articles, id, count + 1)[:count] == found


@given(SITES)
def test_related_articles_share_a_tag(articles: list[Article]) -> None:
    tags = {each.id: {text.casefold() for text in each.document.tags} for each in articles}
    for id, mine in tags.items():
        for other in related(articles, id):
            assert mine & tags[other]


def test_an_article_that_is_not_public_or_has_no_tags_has_none() -> None:
    articles = [made("self"), made("other", "haze"), made("hidden", "haze", days=-1)]
    assert related(articles) == []
    assert related(articles, "hidden") == []
    assert related(articles, "nobody") == []


def test_a_rare_tag_weighs_more_than_a_common_one() -> None:
    common = [made(f"c{n}", "asean") for n in range(5)]
    assert related([made("self", "asean", "haze"), made("z", "haze"), *common], count=1) == ["z"]


def test_two_shared_tags_weigh_more_than_one() -> None:
    articles = [
        made("self", "haze", "trade"),
        made("a", "haze"),
        made("b", "trade"),
        made("z", "haze", "trade"),
    ]
    assert related(articles, count=1) == ["z"]


def test_the_nearer_in_time_comes_first_and_before_and_after_are_alike() -> None:
    near, far = made("z-near", "haze", days=12), made("a-far", "haze", days=60)
    assert related([made("self", "haze"), near, far]) == ["z-near", "a-far"]
    for hours in (1, 13, 23, 25, 100):
        before, after = made("b", "haze", days=10 + hours / 24), made("a", "haze", days=10 - hours / 24)
        assert related([made("self", "haze"), before, after]) == ["a", "b"]
        before, after = made("a", "haze", days=10 + hours / 24), made("b", "haze", days=10 - hours / 24)
        assert related([made("self", "haze"), before, after]) == ["a", "b"]


def test_at_ninety_days_an_article_weighs_half() -> None:
    # One of four articles with a tag weighs a quarter, one of two a half: it must be 90 days nearer.
    four = [made(f"f{n}", "common", days=10) for n in range(3)]
    for days, first in ((99, "z"), (101, "f0")):
        found = related([made("self", "common", "rare"), made("z", "rare", days=days), *four], count=1)
        assert found == [first]


def test_equal_ones_go_by_id() -> None:
    assert related([made("self", "haze"), made("c", "haze"), made("a", "haze"), made("b", "haze")]) == [
        "a",
        "b",
        "c",
    ]


def test_only_the_three_rarest_tags_count() -> None:
    padding = [made(f"p{n}", "fourth", days=300) for n in range(9)]
    rare = [made(f"r{tag}", tag, days=10) for tag in ("one", "two", "three")]
    found = related([made("self", "one", "two", "three", "fourth"), *rare, *padding], count=50)
    assert found == ["rone", "rthree", "rtwo"]


def test_only_the_fifty_newest_of_a_tag_are_looked_at() -> None:
    newer = [made(f"n{n:02}", "haze", days=1 + n / 1000) for n in range(50)]
    assert "old" not in related(
        [made("self", "haze", days=100), made("old", "haze", days=100), *newer], count=100
    )
    assert "old" in related(
        [made("self", "haze", days=100), made("old", "haze", days=100), *newer[:49]], count=100
    )


def by_definition(articles: list[Article], id: str, count: int) -> list[str]:
    """Every candidate weighed, as the docstring says it."""
    snapshot = Snapshot(Contents(SETTINGS, tuple(articles)), NOW)
    if id not in snapshot.by_id:
        return []
    tags = {text.casefold() for text in snapshot.by_id[id].document.tags}
    lists = {tag: [each.id for each in snapshot.lists[f"tag:{tag}"]] for tag in tags}
    shared = sorted((tag for tag in tags if len(lists[tag]) > 1), key=lambda tag: (len(lists[tag]), tag))
    weights: dict[str, float] = {}
    for tag in shared[:3]:
        for other in lists[tag][:50]:
            weights[other] = weights.get(other, 0.0) + 1 / len(lists[tag])
    weights.pop(id, None)
    seconds = snapshot.seconds
    days = {other: abs(seconds[other] - seconds[id]) // (24 * 60 * 60) for other in weights}
    return sorted(weights, key=lambda other: (-weights[other] * 90 / (90 + days[other]), other))[:count]


CROWDS = st.lists(st.tuples(TAGS, st.floats(0, 400) | st.integers(0, 9)), min_size=1, max_size=130).map(
    lambda rows: [made(f"a{n}", *tags, days=days) for n, (tags, days) in enumerate(rows)]
)


@settings(max_examples=60)
@given(CROWDS, st.integers(0, 60))
def test_looking_at_the_nearest_alone_finds_what_weighing_all_does(
    articles: list[Article], count: int
) -> None:
    for each in articles[::7]:
        assert related(articles, each.id, count) == by_definition(articles, each.id, count)
