from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.site.snapshot import Snapshot
from tests.fakes.sites import CLOCK, Site, site, stories, story

LONDON = "title: x\nbase_url: https://x.example\ntimezone: Europe/London\n"


def ids(found: Site) -> list[str]:
    return [article.id for article in found.snapshot.articles]


def test_articles_run_by_date_newest_first_and_then_by_id() -> None:
    found = site(
        stories(b="2026-08-01", a="2026-08-01", z="2026-08-02", old="2020-01-01", c="2026-08-01T01:00+09:00")
    )
    assert ids(found) == ["z", "a", "b", "c", "old"]


def test_the_order_is_that_of_instants_where_clocks_go_back() -> None:
    # 01:30 the first time, 01:10 the second, forty minutes later.
    drawing = stories(first="2025-10-26 01:30+01:00", second="2025-10-26 01:10+00:00")
    assert ids(site({"site.yaml": LONDON, **drawing}, at="2025-10-26 12:00")) == ["second", "first"]


def test_what_is_public_stays_public_where_clocks_go_back() -> None:
    drawing = {"site.yaml": LONDON, **stories(vote="2025-10-26 01:30+01:00")}
    clocks = [
        "2025-10-26 01:29+01:00",
        "2025-10-26 01:30+01:00",
        "2025-10-26 01:00+00:00",
        "2025-10-26 01:29+00:00",
    ]
    assert [ids(site(drawing, at=clock)) for clock in clocks] == [[], ["vote"], ["vote"], ["vote"]]


@pytest.mark.parametrize(
    ("front", "is_public"),
    [
        ({"date": CLOCK}, True),
        ({"date": "2026-08-20 11:59:59"}, True),
        ({"date": "2026-08-20 12:00:01"}, False),
        ({"date": "2026-08-20T05:00+01:00"}, True),
        ({"date": "2026-08-20T04:00:01Z"}, False),
        ({"date": ""}, False),
        ({"date": None}, False),
        ({"date": "2020-01-01", "draft": True}, False),
        ({"date": "2020-01-01", "draft": False}, True),
    ],
)
def test_an_article_is_public_from_its_date_on(front: dict[str, str], is_public: bool) -> None:
    drawing = {"content/articles/vote.md": story(**front)}
    assert ids(site(drawing)) == (["vote"] if is_public else [])
    assert ids(site(drawing, drafts=True)) == ["vote"]


def test_the_clock_may_come_in_any_zone() -> None:
    from datetime import UTC

    found = site(stories(vote=CLOCK))
    again = Snapshot(found.contents, found.snapshot.now.astimezone(UTC))
    assert [article.id for article in again.articles] == ["vote"]
    assert again.now.tzinfo == found.snapshot.now.tzinfo


MARKS = {"2026-08-21": ("scheduled",), "2026-08-01": (), "": ("draft",)}


@pytest.mark.parametrize(("date", "marks"), MARKS.items())
def test_unpublished_articles_are_marked_where_they_are_shown(date: str, marks: tuple[str, ...]) -> None:
    found = site({"content/articles/vote.md": story(date=date)}, drafts=True)
    assert found.ask("article", "vote").marks == marks


def tagged(*spellings: tuple[str, list[str]]) -> Site:
    return site({f"content/articles/{date}.md": story(date=date, tags=tags) for date, tags in spellings})


def test_a_tag_has_the_spelling_of_its_oldest_article_and_counts_each_article_once() -> None:
    found = tagged(
        ("2026-03-03", ["asean", "Social Media"]),
        ("2026-01-01", ["ASEAN", "Asean", "social-media"]),
        ("2026-02-02", ["Asean"]),
        ("2027-01-01", ["aSEAN", "social_media", "secret"]),
    )
    assert [(tag.name, tag.slug, tag.count) for tag in found.ask("tags")] == [
        ("Asean", "asean", 3),
        ("social-media", "social-media", 2),
    ]
    assert [card.id for card in found.ask("page_of", "tag:asean", None).items] == [
        "2026-03-03",
        "2026-02-02",
        "2026-01-01",
    ]


def test_an_article_carries_each_tag_once() -> None:
    found = tagged(("2026-01-01", ["ASEAN", "asean", "Haze", unicodedata.normalize("NFD", "Café"), "café"]))
    assert [tag.slug for tag in found.ask("article", "2026-01-01").tags] == ["asean", "haze", "cafe"]
    assert len(found.ask("page_of", "tag:asean", None).items) == 1


TABLE = """\
asean: {name: ASEAN, description: Eleven members., synonyms: [association]}
"c++": {slug: cpp}
unused: {name: Unused}
"""


def test_the_table_of_tags_gives_names_and_addresses_to_those_in_use() -> None:
    found = site(
        {
            "content/tags.yaml": TABLE,
            "content/articles/a.md": story(tags=["Association", "C++"]),
            "content/articles/b.md": story(tags=["asean"]),
        }
    )
    assert [(tag.name, tag.slug, tag.count, tag.description) for tag in found.ask("tags")] == [
        ("ASEAN", "asean", 2, "Eleven members."),
        ("c++", "cpp", 1, None),
    ]
    assert found.review() == ()


SECTIONS = "sections:\n  - {slug: politics, name: Politics}\n  - {slug: haze, name: Haze & Fire}\n"


@pytest.mark.parametrize(
    ("given", "slug"),
    [("politics", "politics"), ("POLITICS", "politics"), ("haze & fire", "haze"), ("fire", None)],
)
def test_a_section_is_named_by_slug_or_by_name(given: str, slug: str | None) -> None:
    found = site({"content/articles/a.md": story(section=given)}, settings=SECTIONS)
    card = found.ask("article", "a")
    assert (card.section.slug if card.section else None) == slug
    assert [section.slug for section in found.ask("sections")] == ["politics", "haze"]


@given(
    st.lists(
        st.sampled_from(["Arts & Culture", "arts, culture", "Südost", "Sudost", "ARTS - CULTURE", "haze"]),
        min_size=1,
        max_size=5,
    )
)
def test_without_a_list_every_article_with_a_section_is_in_one(names: list[str]) -> None:
    found = site(
        {
            f"content/articles/a{n}.md": story(date=f"2026-01-{n + 1:02}", section=name)
            for n, name in enumerate(names)
        }
    )
    counts = [found.ask("section", section.slug, None).count for section in found.ask("sections")]
    assert sum(counts) == len(names)
    by_slug = {section.slug: section.name for section in found.ask("sections")}
    for n in range(len(names)):
        ref = found.ask("article", f"a{n}").section
        assert by_slug[ref.slug] == ref.name


def test_a_section_of_nobodys_public_article_is_nowhere_without_a_list() -> None:
    found = site({"content/articles/a.md": story(section="Haze", date="2027-01-01")})
    assert found.ask("sections") == ()


PERMALINKS = {
    "/{year}/{month}/{day}/{slug}/": "/2026/08/01/vote/",
    "/{section}/{slug}/": "/haze/vote/",
    "/{lang}/{id}/": "/ms/vote-2026/",
    "/{slug}/": "/vote/",
}


@pytest.mark.parametrize(("permalink", "path"), PERMALINKS.items())
def test_paths_of_articles(permalink: str, path: str) -> None:
    drawing = {"content/articles/vote.md": story(section="Haze", lang="ms", id="vote-2026")}
    found = site(drawing, settings=f"permalink: {permalink}\n")
    card = found.ask("article", "vote-2026")
    assert card.url == path
    assert card.absolute == f"https://gazette.example{path}"


def test_the_day_of_an_article_is_that_of_the_outlets_zone() -> None:
    found = site(
        {"content/articles/vote.md": story(date="2025-12-31T23:30Z")},
        settings="permalink: /{year}/{month}/{day}/{slug}/\n",
    )
    assert found.ask("article", "vote").url == "/2026/01/01/vote/"
    assert [year.year for year in found.ask("archive")] == [2026]
