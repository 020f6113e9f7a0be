"""Permanence: over any history of edits, no published URL is lost without an error, and none is refused that is answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from asiansite.content.article import Article
from asiansite.content.settings import SectionEntry, Settings
from asiansite.content.standing import StandingDocument
from asiansite.content.tags import TagEntry, TagTable
from asiansite.content.urls_lock import by_url, form, parse
from asiansite.content.withdrawal import Withdrawal
from asiansite.site.contents import Contents
from asiansite.site.lost import lost_urls
from asiansite.site.permanence import lines_after, lost_lines
from asiansite.site.plan import Plan, make_plan
from asiansite.site.review import review_articles
from asiansite.site.snapshot import Snapshot
from asiansite.site.urls import output_of
from tests.fakes.sites import article, document
from tests.fakes.values import replace

SETTINGS = Settings(
    "The Strait Gazette", "https://gazette.example/news", timezone="Asia/Jakarta", page_size=1, lite=True
)
CLOCK = datetime(2026, 8, 20, 12, tzinfo=SETTINGS.zone)
NAMES = ("apa", "banjir", "cuaca", "damai", "énergie", "berita/forum")
TAGS = ("haze", "Haze", "ASEAN", "social media", "river")
AUTHORS = ("Siti Aminah", "mara", "Budi")
SECTIONS = (None, "news", "trade")
PERMALINKS = ("/{year}/{month}/{slug}/", "/{slug}/", "/{section}/{slug}/", "/{year}/{id}/")
LISTED = ((SectionEntry("news", "News", None), SectionEntry("trade", "Trade", None)), None)
TABLES = (
    TagTable({}, {}),
    TagTable({"haze": TagEntry("haze", "Smoke", "smoke", None, ("/topics/haze/",), (1, 1, 1))}, {}),  # type: ignore[arg-type]
    TagTable({}, {"river": "asean"}),
)
ARTICLES = ("article", "expired", "withdrawn")
HEADS = ("tag", "author", "section")


@dataclass
class Newsroom:
    """A site without a disk, its lock, and what its readers remember."""

    fronts: dict[str, dict[str, Any]]
    """The front matter of each article, by the name of its file."""
    pages: set[str] = field(default_factory=lambda: {"about", "ethics"})
    page_aliases: tuple[str, ...] = ()
    settings: Settings = SETTINGS
    table: TagTable = TABLES[0]
    now: datetime = CLOCK
    lock: bytes = b""
    published: set[str] = field(default_factory=set)
    """Every URL that a reader has seen and nobody has given up."""
    homes: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Every URL that each article had, by its id."""

    def snapshot(self, now: datetime | None = None) -> Snapshot:
        articles = [self._article(name) for name in sorted(self.fronts)]
        pages = {f"content/pages/{name}.md": _page(self.page_aliases) for name in sorted(self.pages)}
        lines, problems = parse(self.lock)
        assert problems == ()
        contents = Contents(
            self.settings, tuple(articles), pages=pages, tags=self.table, locked=by_url(lines)
        )
        return Snapshot(contents, now or self.now)

    def _article(self, name: str) -> Article:
        front = self.fronts[name]
        slug = name.rpartition("/")[2]
        made = article(slug, **{key: value for key, value in front.items() if key != "id"})
        return replace(
            made,
            path=f"content/articles/{name}.md",
            id=front["id"] or name,
            document=replace(made.document, id=front["id"]),
        )

    def build(self) -> bool:
        """Build as a newsroom does, with every law required; whether it was published."""
        snapshot = self.snapshot()
        plan = make_plan(snapshot)
        if plan.problems or _ids_collide(snapshot):
            return False
        problems = lost_urls(snapshot, plan, lambda: self.lock.decode().split("\n"))
        lost = {line.url for line in lost_lines(snapshot, plan.paths)}
        # To hold what is public is told of the article, not of its URLs.
        articles = snapshot.contents.articles
        held = {each.id for each in articles if each.document.lacks and not each.document.draft}
        of_held = {
            url for url in lost if snapshot.contents.locked[url].owner.removeprefix("article:") in held
        }
        of_public = {
            found.place.path.removeprefix("content/articles/").removesuffix(".md")
            for found in review_articles(snapshot, snapshot.contents.articles)
            if found.slug == "sign-off-of-public" and found.place is not None
        }
        assert len(problems) == len(lost - of_held)
        told = {self.fronts[name]["id"] or name for name in of_public}
        assert {snapshot.contents.locked[url].name for url in of_held} <= told <= held
        self.require_answers(snapshot, plan, lost)
        if lost or of_public:
            return False
        old = snapshot.contents.locked
        self.lock = form(lines_after(snapshot, plan.pages, old).values())
        self.require_nothing_changes(plan)
        for page in plan.pages:
            if page.kind in ("page", "feed", *ARTICLES) or (page.kind in HEADS and page.args[1] is None):
                self.published.add(page.path)
            if page.kind in ARTICLES:
                self.homes[str(page.args[0])].add(page.path)
        lines, _ = parse(self.lock)
        assert self.published == {line.url for line in lines}
        return True

    def require_answers(self, snapshot: Snapshot, plan: Plan, lost: set[str]) -> None:
        answered = {url for url in self.published if output_of(url) in plan.paths}
        assert lost == self.published - answered, "a URL is lost without an error, or refused for nothing"
        for page in plan.pages:
            if page.kind == "redirect":
                target = plan.outputs[output_of(str(page.args[0]))]
                assert target.kind != "redirect", "a chain is not followed to its end"
        for id, urls in self.homes.items():
            if id in snapshot.by_id:
                home = snapshot.path_of(snapshot.by_id[id])
                for url in urls & self.published:
                    page = plan.outputs[output_of(url)]
                    is_taken = page.kind != "redirect" or page.path in _aliases(snapshot)
                    assert page.path == home or is_taken or page.args == (home,), (id, url)
        listed = {tag.url for tag in snapshot.tags.values()}
        emptied = {page.path for page in plan.pages if page.kind == "emptied"}
        assert emptied <= self.published
        assert not listed & {snapshot.urls.url(path) for path in emptied}
        assert not any(url.startswith(("/tags/", "/authors/")) for url in lost), "a list went without a word"

    def require_nothing_changes(self, plan: Plan) -> None:
        again = self.snapshot()
        assert make_plan(again).pages == plan.pages, "the lock that a build leaves makes another plan"
        lines = lines_after(again, plan.pages, again.contents.locked)
        assert form(lines.values()) == self.lock, "building twice changes the lock"
        for days in (0.5, 1, 40, 4000):
            later = self.snapshot(self.now + timedelta(days=days))
            assert lost_lines(later, make_plan(later).paths) == [], "time alone has failed a build"


def _aliases(snapshot: Snapshot) -> set[str]:
    documents = (each.document for each in snapshot.contents.articles)
    pages = snapshot.contents.pages.values()
    entries = snapshot.contents.tags.entries.values()
    return {alias for each in (*documents, *pages, *entries) for alias in each.aliases}


def _ids_collide(snapshot: Snapshot) -> bool:
    return len({each.id for each in snapshot.contents.articles}) < len(snapshot.contents.articles)


def _page(aliases: tuple[str, ...]) -> StandingDocument:
    return StandingDocument("Page", "", None, False, None, None, aliases, "{}", document().prose, "", {})


def edit(room: Newsroom, draw: Any) -> None:
    """One edit at random, of those that newsrooms make."""
    if not room.fronts or draw(st.sampled_from([False, False, True])):
        _edit_site(room, draw)
    else:
        _edit_article(room, draw(st.sampled_from(sorted(room.fronts))), draw)


def _edit_article(room: Newsroom, name: str, draw: Any) -> None:
    front, kind = room.fronts[name], draw(st.sampled_from(ARTICLE_EDITS))
    if kind in ("rename", "rename with id"):
        to = draw(st.sampled_from(NAMES))
        if to not in room.fronts:
            known = {**front, "id": front["id"] or name} if kind == "rename with id" else front
            room.fronts[to] = known
            del room.fronts[name]
    elif kind == "expires":
        front["expires"] = room.now + timedelta(days=draw(st.sampled_from([-1, 1, 5])))
    elif kind == "withdrawn":
        front["withdrawn"] = Withdrawal(room.now + timedelta(days=draw(st.sampled_from([-1, 2]))), "A slip.")
    elif kind == "sign-off":
        front["lacks"] = draw(st.sampled_from([(), ("status: ready",)]))
    elif kind == "delete":
        del room.fronts[name]
    elif kind == "date":
        front["date"] = room.now + timedelta(days=draw(st.sampled_from([-400, -31, -1, 0, 1, 3, 40])))
    else:
        front[kind] = _front(draw)[kind]


def _edit_site(room: Newsroom, draw: Any) -> None:
    kind = draw(st.sampled_from(SITE_EDITS))
    if kind == "add":
        room.fronts.setdefault(draw(st.sampled_from(NAMES)), _front(draw))
    elif kind == "permalink":
        room.settings = replace(room.settings, permalink=draw(st.sampled_from(PERMALINKS)))
    elif kind == "sections":
        room.settings = replace(room.settings, sections=draw(st.sampled_from(LISTED)))
    elif kind == "tags.yaml":
        room.table = draw(st.sampled_from(TABLES))
    elif kind == "page":
        room.pages ^= {draw(st.sampled_from(["about", "ethics", "contact"]))}
    else:
        room.now += timedelta(days=draw(st.sampled_from([0.1, 1, 3, 40])))


ARTICLE_EDITS = (
    *("rename", "rename with id", "delete", "date", "expires", "withdrawn", "sign-off"),
    *("tags", "authors", "section", "draft", "slug"),
)
SITE_EDITS = ("add", "permalink", "sections", "tags.yaml", "page", "time")


def _front(draw: Any) -> dict[str, Any]:
    days = draw(st.sampled_from([-40, -1, -0.1, 0.2, 2]))
    return {
        "id": None,
        "date": CLOCK + timedelta(days=days),
        "tags": tuple(draw(st.lists(st.sampled_from(TAGS), max_size=2))),
        "authors": tuple(draw(st.lists(st.sampled_from(AUTHORS), max_size=2))),
        "section": draw(st.sampled_from(SECTIONS)),
        "draft": draw(st.sampled_from([False, False, False, True])),
        "slug": draw(st.sampled_from([None, None, "story", "banjir"])),
        "aliases": (),
    }


def mend(room: Newsroom, draw: Any) -> None:
    """Do what the error says: paste the line, or give the URLs up."""
    snapshot = room.snapshot()
    lost = sorted(line.url for line in lost_lines(snapshot, make_plan(snapshot).paths))
    if draw(st.booleans()) and room.pages:
        room.page_aliases += tuple(lost)
        room.pages = {min(room.pages)}
        return
    lines, _ = parse(room.lock)
    room.lock = form(line for line in lines if line.url not in lost)
    room.published -= set(lost)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_no_published_url_is_ever_lost_without_an_error(data: st.DataObject) -> None:
    draw = data.draw
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    room = Newsroom({name: _front(draw) for name in names})
    room.build()
    for _ in range(draw(st.integers(1, 9))):
        before = (dict(room.fronts), set(room.pages), room.settings, room.table, room.page_aliases)
        room.fronts = {name: dict(front) for name, front in room.fronts.items()}
        for _ in range(draw(st.integers(1, 2))):
            edit(room, draw)
        if not room.build():
            mend(room, draw)
            if not room.build():
                room.fronts, room.pages, room.settings, room.table, room.page_aliases = before


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_two_branches_are_merged_by_the_lines_of_both(data: st.DataObject) -> None:
    draw = data.draw
    room = Newsroom({name: _front(draw) for name in ("apa", "banjir", "cuaca")})
    room.build()
    branches = []
    for _ in range(2):
        branch = replace(
            room,
            fronts={name: dict(front) for name, front in room.fronts.items()},
            published=set(room.published),
            homes=defaultdict(set),
        )
        edit(branch, draw)
        branch.build()
        branches.append(branch)
    ours, theirs = branches
    merged: Mapping[str, Any] = {**ours.__dict__}
    both = Newsroom(**merged)
    both.lock = b"\n".join(dict.fromkeys((ours.lock + theirs.lock).split(b"\n")))
    lines, problems = parse(both.lock)
    assert problems == ()
    assert {line.url for line in lines} == ours.published | theirs.published
    once = form(by_url(lines).values())
    assert form(by_url(parse(once)[0]).values()) == once
