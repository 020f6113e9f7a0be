"""Sites at random: small, and full of what is easily got wrong; and every question one may ask of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from asiansite.content.article import Article
from asiansite.content.author import KINDS, AuthorDocument
from asiansite.content.corrections import CORRECTION_KINDS, Correction
from asiansite.content.feeds import FeedOptions
from asiansite.content.front import FrontPicks, Pick
from asiansite.content.images import Image
from asiansite.content.inline import Inline
from asiansite.content.legal_notice import LegalNotice
from asiansite.content.links import NamedLink
from asiansite.content.markdown import Link
from asiansite.content.markdown.placeholders import placeholder
from asiansite.content.notes import Spot
from asiansite.content.prose import Prose
from asiansite.content.rights import Rights
from asiansite.content.settings import SectionEntry, Settings
from asiansite.content.social import SOCIAL_IMAGES, Colours, Font, SocialKit
from asiansite.content.standing import StandingDocument
from asiansite.content.tags import TagEntry, TagTable, tag_key
from asiansite.content.withdrawal import Withdrawal
from asiansite.fingerprint import fingerprint, hash_of_bytes
from asiansite.site.contents import Contents
from asiansite.site.queries import QUERIES, SiteAnswers
from asiansite.site.snapshot import Snapshot
from asiansite.trace import Question, QuestionError
from tests.fakes.sites import article
from tests.fakes.values import replace

NAMES = tuple(f"a{number}" for number in range(9))
TAGS = ("haze", "Haze", "HAZE", "social media", "Social-Media", "Café", "trade", "synonym", "asean")
AUTHORS = ("siti", "Siti Aminah", "Budi", "budi", "Desk", "Đỗ Mai")
SECTIONS = (None, "politics", "Politics", "Arts & Culture", "arts, culture", "nowhere")
ZONES = (
    "Asia/Jakarta",
    "UTC",
    "Asia/Yangon",
    "Europe/London",
    "America/Havana",
    "Africa/Cairo",
    "Pacific/Apia",
)
CLOCKS = (
    datetime(2026, 8, 20, 12),
    datetime(2025, 12, 31, 23, 59, 59),
    datetime(2025, 10, 26, 1, 30),
    datetime(2025, 11, 2),
    datetime(2025, 3, 8, 20),
    datetime(2025, 4, 24, 18),
)
"""Moments, naive, in the outlet's zone: an ordinary one, a year's end, and some at which clocks change."""

KITS = (
    None,
    SocialKit("kit", (Font("social/fonts/a.ttf", "a", (32,), (126,)),), (), Colours(), shapes=True),
    SocialKit("other", (Font("social/fonts/a.ttf", "b", (32,), (96,)),), (), Colours(), shapes=True),
)
"""What social images are drawn with: by a font without capitals' small letters, too."""

_SPOT = Spot(1, 1, 1)
_AGES = st.one_of(
    st.integers(-3, 14).map(lambda days: timedelta(days=days)),
    st.integers(-30, 30).map(lambda hours: timedelta(hours=hours)),
    st.sampled_from([timedelta(0), timedelta(seconds=1), timedelta(seconds=-1), timedelta(days=400)]),
)


@st.composite
def _corrections(draw: st.DrawFn, now: datetime, settings: Settings) -> tuple[Correction, ...]:
    found = []
    for kind in draw(st.sampled_from([[], [], [], ["correction"], ["update"], [*CORRECTION_KINDS]])):
        links = tuple(Link(target, "link", 1, 1) for target in draw(st.sampled_from([[], ["a1.md"]])))
        text = Inline("x" + "".join(f'<a href="{placeholder(n)}">y</a>' for n in range(len(links))), links)
        date = _at(draw(_AGES), now, settings)
        assert date is not None
        found.append(Correction(date, kind, text))
    return tuple(found)


@st.composite
def _notices(draw: st.DrawFn, now: datetime, settings: Settings) -> LegalNotice | None:
    if draw(st.integers(0, 3)):
        return None
    begins, until = (_at(draw(st.none() | _AGES), now, settings) for _ in range(2))
    return LegalNotice("By <law>\nand order", begins, until, draw(st.booleans()))


_RARELY = st.one_of(st.none(), st.none(), st.none(), _AGES)


def _at(age: timedelta | None, now: datetime, settings: Settings) -> datetime | None:
    # As instants, so that no clock's change moves one.
    return None if age is None else (now.astimezone(UTC) - age).astimezone(settings.zone)


@st.composite
def _images(draw: st.DrawFn, now: datetime, settings: Settings) -> Image | None:
    src = draw(
        st.sampled_from([None, "a.jpg", "a.jpg", "missing.jpg", "/logo.png", "https://x.example/a.jpg"])
    )
    if src is None:
        return None
    end = _at(draw(_RARELY), now, settings)
    return Image(
        src,
        draw(st.sampled_from([None, "A field"])),
        credit=draw(st.sampled_from([None, "Mara Lim"])),
        licence=draw(st.sampled_from([None, None, "CC BY 4.0", "Ours"])),
        distribute=draw(st.sampled_from([True, True, True, False])),
        expires=None if end is None else end.astimezone(UTC),
    )


@st.composite
def rights_at_random(draw: st.DrawFn, now: datetime, settings: Settings) -> dict[str, Rights]:
    """What the files beside pictures say; of one that is not there, too."""
    found = {}
    for picture in draw(
        st.lists(
            st.sampled_from(
                ["content/articles/a.jpg", "content/authors/siti.jpg", "static/logo.png", "static/x.png"]
            ),
            unique=True,
            max_size=2,
        )
    ):
        end = _at(draw(_RARELY), now, settings)
        found[picture] = Rights(
            draw(st.sampled_from([None, "Siti Aminah"])),
            draw(st.sampled_from([None, "CC BY-SA 4.0"])),
            draw(st.sampled_from([None, "AFP"])),
            draw(st.booleans()),
            None if end is None else end.astimezone(UTC),
        )
    return found


@st.composite
def settings_at_random(draw: st.DrawFn) -> Settings:
    """Settings: with and without a path, a list of sections, quiet sidebars."""
    sections = [
        SectionEntry("politics", "Politics", None),
        SectionEntry("arts-culture", "Arts & Culture", "All of it"),
    ]
    return Settings(
        title="The Strait Gazette",
        base_url=draw(st.sampled_from(["https://gazette.example", "https://gazette.example/news"])),
        timezone=draw(st.sampled_from(ZONES)),
        sections=draw(st.sampled_from([None, tuple(sections)])),
        menu=(
            NamedLink("About", "pages/about.md"),
            NamedLink("Story", "articles/a1.md"),
            NamedLink("Out", "https://x.example"),
        ),
        permalink=draw(st.sampled_from(["/{year}/{month}/{slug}/", "/{section}/{id}/", "/{slug}/"])),
        page_size=draw(st.integers(1, 3)),
        recent_live=draw(st.sampled_from([None, 0, 1, 7])),
        lite=draw(st.booleans()),
        search=draw(st.booleans()),
        social_image=draw(st.sampled_from(SOCIAL_IMAGES)),
        feeds=draw(
            st.sampled_from(
                [FeedOptions(), FeedOptions("summary", 2, ("atom",), ("tags",)), FeedOptions(items=1)]
            )
        ),
    )


@st.composite
def articles_at_random(
    draw: st.DrawFn, settings: Settings, now: datetime, names: tuple[str, ...] = NAMES
) -> tuple[Article, ...]:
    """Articles: public, scheduled, drafts, without a date; some at the same instant, some linked."""
    made = []
    for name in draw(st.lists(st.sampled_from(names), unique=True, max_size=len(names))):
        age = draw(st.none() | _AGES)
        targets = draw(st.lists(st.sampled_from([f"{other}.md" for other in names[:4]]), max_size=2))
        made.append(
            article(
                name,
                title=draw(st.sampled_from(["Story", f"Story {name}"])),
                date=_at(age, now, settings),
                embargo=_at(draw(_RARELY), now, settings),
                is_held=draw(st.sampled_from([False] * 9 + [True])),
                expires=_at(draw(_RARELY), now, settings),
                withdrawn=None
                if (since := _at(draw(_RARELY), now, settings)) is None
                else Withdrawal(since, "By law."),
                corrections=draw(_corrections(now, settings)),
                legal_notice=draw(_notices(now, settings)),
                updated=_at(draw(st.none() | _AGES), now, settings),
                label=draw(st.sampled_from(["news", "news", "sponsored"])),
                draft=draw(st.sampled_from([False, False, False, True])),
                lacks=draw(st.sampled_from([()] * 6 + [("status: ready",)])),
                tags=tuple(draw(st.lists(st.sampled_from(TAGS), max_size=3))),
                authors=tuple(draw(st.lists(st.sampled_from(AUTHORS), max_size=2))),
                section=draw(st.sampled_from(SECTIONS)),
                image=draw(_images(now, settings)),
                aliases=draw(st.sampled_from([(), (f"/old/{name}/",)])),
                extra=json.dumps({"name": name}),
                prose=_prose(name, targets, draw(st.sampled_from([(), (), ("a.jpg",), ("missing.jpg",)]))),
            )
        )
    return tuple(sorted(made, key=lambda each: each.path))


@st.composite
def sites_at_random(draw: st.DrawFn) -> tuple[Contents, datetime]:
    """A site, and a clock at which to look at it."""
    settings = draw(settings_at_random())
    now = draw(st.sampled_from(CLOCKS)).replace(tzinfo=settings.zone, fold=draw(st.integers(0, 1)))
    articles = draw(articles_at_random(settings, now))
    bodies = {each.document.prose.digest: _html(each.document.prose) for each in articles}
    contents = Contents(
        settings,
        articles,
        authors={
            "content/authors/siti.md": _author("Siti Aminah", ["../articles/a1.md"]),
            "content/authors/quiet.md": _author("Quiet", []),
        },
        pages={
            "content/pages/about.md": _page("About", ["../articles/a0.md"]),
            "content/pages/plan.md": _page("Plan", [], draft=True),
        },
        tags=_table(),
        front=draw(_picks(now)),
        files=frozenset({"content/articles/a.jpg", "content/authors/siti.jpg"}),
        rights=draw(rights_at_random(now, settings)),
        static={"css/site.css": hash_of_bytes(b"css"), "logo.png": hash_of_bytes(b"logo")},
        assets=frozenset({"css/site.css"}),
        social=None if settings.social_image == "off" else draw(st.sampled_from(KITS)),
        body=bodies.__getitem__,
    )
    return contents, now


def published(contents: Contents, now: datetime) -> Contents:
    """The site without whatever is not public yet at `now`."""

    def is_public(each: Article) -> bool:
        document, seconds = each.document, now.timestamp()
        withdrawn = document.withdrawn
        # What is taken back needs no sign-off.
        is_signed = not document.lacks or (withdrawn is not None and withdrawn.date.timestamp() <= seconds)
        date = document.planned
        return not document.draft and is_signed and date is not None and date.timestamp() <= seconds

    pages = {path: page for path, page in contents.pages.items() if not page.draft}
    return replace(contents, articles=tuple(filter(is_public, contents.articles)), pages=pages)


def questions(contents: Contents) -> Iterator[Question]:
    """Every question that makes sense to someone who knows all sources, and some that do not."""
    ids = [*(each.id for each in contents.articles), "nobody"]
    tags = ["haze", "social-media", "cafe", "trade", "wording", "asean", "synonym", ""]
    authors = ["siti", "siti-aminah", "budi", "desk", "đo-mai", "do-mai", "quiet", ""]
    sections = ["politics", "arts-culture", "nowhere", ""]
    years, months = [2024, 2025, 2026], [1, 8, 10, 12]
    numbers = (None, 1, 2, 0, 99)
    yield from (
        (name, ())
        for name in (
            "front",
            "tags",
            "authors",
            "sections",
            "archive",
            "today",
            "current_year",
            "icons",
            "served",
        )
    )
    yield "front_notices", ()
    yield from (("corrections", (number,)) for number in (None, 1, 2, 0, 99))
    yield from (("newest_corrections", (count,)) for count in (0, 2, 50))
    yield from (
        ("setting", (name,))
        for name in ("title", "menu", "footer", "publisher", "recent", "share", "embeds", "x")
    )
    yield from ((name, (path,)) for name in ("url", "address") for path in ("/", "/tags/haze/", "/ข่าว/"))
    yield from (("asset", (name,)) for name in ("css/site.css", "logo.png", "none.css"))
    yield from ((name, (count,)) for name in ("recent", "recent_at_midnight") for count in (0, 1, 3, 50))
    yield from ((name, (id,)) for name in ("article", "body", "extra", "gone", "neighbours") for id in ids)
    yield from (("related", (id, count)) for id in ids for count in (1, 5))
    yield from (("standing", (path,)) for path in (*contents.pages, "content/pages/none.md"))
    yield from (("social", ("article", id)) for id in ids)
    yield from (("social", ("page", path)) for path in (*contents.pages, "content/pages/none.md"))
    yield from (("social", ("author", slug)) for slug in authors)
    yield from (("social", ("section", slug)) for slug in sections)
    yield from (("profile", (slug,)) for slug in authors)
    keys = {"tag": tags, "author": authors, "section": sections}
    for kind, slugs in keys.items():
        yield from ((kind, (slug, number)) for slug in slugs for number in (None, 1))
        yield from (("page_of", (f"{kind}:{slug}", number)) for slug in slugs for number in numbers)
    for year in years:
        yield from (("year", (year, number)) for number in (None, 1))
        yield from (("month", (year, month, number)) for month in months for number in (None, 1))
        yield from (("page_of", (f"year:{year}", number)) for number in numbers)
        yield from (
            ("page_of", (f"month:{year}-{month:02}", number)) for month in months for number in numbers
        )
    lists_of_all = [f"{kind}:{slug}" for kind, slugs in keys.items() for slug in slugs]
    yield from ((name, (key,)) for name in ("feeds_of", "feed") for key in ("", "year:2026", *lists_of_all))
    yield from ((name, ()) for name in ("feeds", "map_index", "news_maps"))
    yield from ((name, (number,)) for name in ("news", "mapped_lists") for number in (1, 2))
    yield from (
        ("mapped", (f"{year}-{month:02}", number)) for year in years for month in months for number in (1, 2)
    )
    for tag in (None, "haze", "none"):
        for author in (None, "siti"):
            for section in (None, "politics"):
                for year, month in ((None, None), (2026, None), (2026, 8), (None, 8)):
                    yield "articles", (tag, author, section, year, month, None)
                    yield "articles", (tag, author, section, year, month, 2)


def answers_of(snapshot: Snapshot, asked: list[Question]) -> dict[Question, Any]:
    """The fingerprint of each answer, or the name of what was raised; bodies with their HTML."""
    site, found = SiteAnswers(snapshot), {}
    for question in asked:
        try:
            answer = site.answer(*question)
        except QuestionError as error:
            found[question] = type(error).__name__
            continue
        found[question] = fingerprint(answer)
        body = getattr(answer, "body", answer) if question[0] in ("body", "standing") else None
        if body is not None:
            in_feed = body.in_feed("https://gazette.example", "https://gazette.example/x/")
            found["html", question[1]] = (body.html, in_feed, *body.parts)
    assert {name for name, _ in asked} == set(QUERIES)
    return found


def _prose(name: str, targets: list[str], pictures: tuple[str, ...] = ()) -> Prose:
    links = tuple(Link(target, "link", number, 1) for number, target in enumerate(targets, 1))
    links += tuple(Link(target, "image", 9, 1) for target in pictures)
    made = Prose(hash_of_bytes(f"{name}{targets}{pictures}".encode()), links, word_count=10)
    return replace(made, split=len(_html(made)))


def _html(prose: Prose) -> str:
    shown = {"link": '<a href="{}">x</a>', "image": '<img src="{}" alt="x">'}
    parts = [shown[link.kind].format(placeholder(at)) for at, link in enumerate(prose.links)]
    return f"<p>{''.join(parts)}</p>"


def _author(name: str, targets: list[str]) -> AuthorDocument:
    bio = _prose(name, targets)
    return AuthorDocument(
        name, KINDS[len(name) % 2], "Reporter", (), Image("siti.jpg"), ("/staff/siti/",), bio, _html(bio), {}
    )


def _page(title: str, targets: list[str], *, draft: bool = False) -> StandingDocument:
    prose = _prose(title, targets)
    return StandingDocument(title, "", None, draft, None, None, (), "{}", prose, _html(prose), {})


def _table() -> TagTable:
    trade = TagEntry("trade", "Trade & more", "wording", "Of goods", ("/topics/trade/",), _SPOT)
    return TagTable({"trade": trade}, {tag_key("synonym"): "haze"})


@st.composite
def _picks(draw: st.DrawFn, now: datetime) -> FrontPicks:
    untils = st.none() | _AGES.map(lambda age: (now.astimezone(UTC) - age).astimezone(now.tzinfo))
    pick = st.builds(Pick, st.sampled_from([*NAMES[:5], "nobody"]), untils, st.just(_SPOT))
    return FrontPicks(draw(st.none() | pick), tuple(draw(st.lists(pick, max_size=3))))
