from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.front import FrontPicks, Pick
from asiansite.content.notes import Spot
from asiansite.content.settings import SectionEntry, Settings
from asiansite.site.answers import Front
from asiansite.site.contents import Contents
from asiansite.site.queries import SiteAnswers
from asiansite.site.snapshot import Snapshot
from tests.fakes.sites import Site, article, site, stories

SETTINGS = Settings(
    "x",
    "https://x.example",
    timezone="Asia/Jakarta",
    sections=tuple(SectionEntry(slug, slug, None) for slug in "pqr"),
    page_size=3,
)
NOW = datetime(2026, 8, 20, 12, tzinfo=SETTINGS.zone)
NAMES = [f"a{number}" for number in range(12)]


def shown(front: Front) -> tuple[str | None, list[str], list[tuple[str, list[str]]]]:
    blocks = [(block.section.slug, [card.id for card in block.items]) for block in front.sections]
    return front.lead.id if front.lead else None, [card.id for card in front.secondary], blocks


def pick(id: str, until: datetime | None = None) -> Pick:
    return Pick(id, until, Spot(1, 1, 1))


UNTIL = st.none() | st.sampled_from([NOW, NOW - timedelta(days=1), NOW + timedelta(seconds=1)])
PICKS = st.builds(pick, st.sampled_from([*NAMES[:4], "nobody"]), UNTIL)
ARTICLES = st.lists(
    st.tuples(st.integers(-3, 9), st.sampled_from(["p", "q", "none", None]), st.booleans()),
    max_size=len(NAMES),
)


@given(ARTICLES, st.none() | PICKS, st.lists(PICKS, max_size=6))
def test_the_picks_come_first_then_the_newest_and_no_story_stands_twice(
    made: list[tuple[int, str | None, bool]], lead: Pick | None, others: list[Pick]
) -> None:
    articles = tuple(
        article(name, date=NOW - timedelta(days=age), section=section, draft=draft)
        for name, (age, section, draft) in zip(NAMES, made, strict=False)
    )
    snapshot = Snapshot(Contents(SETTINGS, articles, front=FrontPicks(lead, tuple(others))), NOW)
    front = SiteAnswers(snapshot).answer("front", ())
    assert isinstance(front, Front)
    public = [found.id for found in snapshot.articles]
    led, secondary, blocks = shown(front)
    everything = [*([led] if led else []), *secondary, *(id for _, ids in blocks for id in ids)]
    assert len(everything) == len(set(everything))
    assert set(everything) <= set(public)

    # At the top: the lead and four more, or all that there are; the picks that hold, then the newest.
    assert len([led, *secondary] if led else []) == min(len(public), 5)
    holds = [each for each in others if each.article in public and (each.until is None or each.until > NOW)]
    if lead is not None and lead.article in public and (lead.until is None or lead.until > NOW):
        assert led == lead.article
    chosen = list(dict.fromkeys(each.article for each in holds if each.article != led))[:4]
    assert [id for id in secondary if id in chosen] == secondary[: len(chosen)]
    if not holds and lead is None:
        assert [led, *secondary] == (public[:5] or [None])

    # Below it: the newest four of each section that do not stand above, in the sections' order.
    for slug, ids in blocks:
        mine = [found.id for found in snapshot.lists[f"section:{slug}"] if found.id not in (led, *secondary)]
        assert ids == mine[:4]
    order = [slug for slug, _ in blocks]
    assert order == [slug for slug in "pqr" if slug in order]
    assert [card.id for card in front.latest] == public[:3]


def chosen(front: str, **dates: str) -> tuple[str | None, list[str]]:
    found: Site = site({**stories(**dates), "content/front.yaml": front})
    lead, others, _ = shown(found.ask("front"))
    return lead, others


DATES = {
    "a": "2026-08-05",
    "b": "2026-08-04",
    "c": "2026-08-03",
    "d": "2026-08-02",
    "e": "2026-08-01",
    "f": "2026-07-01",
}


def test_without_picks_the_newest_lead() -> None:
    assert chosen("", **DATES) == ("a", ["b", "c", "d", "e"])
    assert chosen("") == (None, [])
    assert chosen("", a="2026-08-01") == ("a", [])


def test_picks_come_in_their_order_and_the_newest_fill_what_is_left() -> None:
    assert chosen("lead: f\nsecondary: [e, d]", **DATES) == ("f", ["e", "d", "a", "b"])
    assert chosen("secondary: [a]", **DATES) == ("b", ["a", "c", "d", "e"])


def test_a_pick_that_is_said_twice_takes_one_place() -> None:
    assert chosen("lead: f\nsecondary: [f, e, e, d]", **DATES) == ("f", ["e", "d", "a", "b"])


def test_more_picks_than_places() -> None:
    assert chosen("secondary: [f, e, d, c, b]", **DATES) == ("a", ["f", "e", "d", "c"])


def test_an_unpublished_pick_is_passed_over() -> None:
    assert chosen("lead: z\nsecondary: [y]", **DATES, z="2027-01-01") == ("a", ["b", "c", "d", "e"])


def test_a_pick_ends_at_its_time() -> None:
    drawing = {**stories(**DATES), "content/front.yaml": "lead: {article: f, until: 2026-08-20 12:00}"}
    leads = [
        site(drawing, at=clock).ask("front").lead.id for clock in ("2026-08-20 11:59:59", "2026-08-20 12:00")
    ]
    assert leads == ["f", "a"]


def test_scheduled_articles_do_not_count() -> None:
    assert chosen("", **DATES) == chosen("", **DATES, z="2027-01-01")
