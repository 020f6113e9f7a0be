"""The embargo law: before its time nothing of an article is anywhere in the output; afterwards everything is.

The output at a time is byte for byte the output of the same site with every file of every article that is
not yet public taken away: its source, what lies beside it, and the author files and entries of tags.yaml
that only it uses.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asiansite.content.tags import tag_key
from asiansite.storage.manifest import NAME as MANIFEST
from tests.fakes.pictures import picture
from tests.laws import edits
from tests.laws.desk import Desk, Done, settings_text, source

CLOCK = datetime(2026, 8, 20, 12)
NAMES = edits.NAMES[:6]
TAGS = ("Haze", "haze", "ASEAN", "Pemilu", "Secret Tag", "secret-tag")
AUTHORS = {"mara": "Mara Lim", "siti": "Siti Aminah", "quiet": "Quiet One"}
TABLE: Mapping[str, Any] = {
    "secret tag": {"name": "The Secret Tag", "description": "Nobody knows."},
    "haze": {"name": "Haze & smoke", "synonyms": ["asap"]},
    "asean": {"name": "ASEAN", "aliases": ["/topics/asean/"]},
    "pemilu": {"slug": "elections"},
}
SIGN_OFFS: tuple[dict[str, Any], ...] = (
    {"status": "edited"},
    {"legal": True, "second_read": True, "since": (CLOCK - timedelta(hours=1)).isoformat()},
)
FAR = CLOCK + timedelta(days=400)

_OFFSETS = st.sampled_from([-400, -30, -1, 0, 1, 2, 48, 24 * 9]).map(lambda hours: timedelta(hours=hours))


@dataclass
class Story:
    """An article of a random site, and what it needs."""

    name: str
    front: dict[str, Any]
    links: list[str]
    """The names of others that its text links to."""
    live_from: datetime | None
    """None: held, or a draft. One that lacks its sign-off is known when it is withdrawn, if it ever is."""
    words: str = ""

    def is_public(self, at: datetime) -> bool:
        """Whether readers may know of it; an article that has gone again is known."""
        return self.live_from is not None and self.live_from <= at

    def body(self, hidden: frozenset[str] = frozenset()) -> str:
        """Its text; what links to hidden ones is the text of the link."""
        links = [f"[this]({_path(name)})" if name not in hidden else "this" for name in self.links]
        return f"Words of {self.words}.\n\n![It]({self.picture})\n\n![All]({_shared(self.name)})\n\nRead {' and '.join(links)} too.\n"

    @property
    def picture(self) -> str:
        """The name of the file beside it."""
        return f"{self.name.rpartition('/')[2]}.jpg"

    @property
    def files(self) -> dict[str, bytes]:
        """What lies beside it."""
        folder = f"content/articles/{self.name}.md".rpartition("/")[0]
        return {f"{folder}/{self.picture}": picture(NAMES.index(self.name))}


@dataclass
class Site:
    """A random site."""

    stories: list[Story]
    settings: dict[str, Any]
    lead: str | None
    menu: str | None
    authors: Mapping[str, str] = field(default_factory=lambda: AUTHORS)

    def write(self, desk: Desk, at: datetime | None) -> None:
        """Write the site; with `at`, without whatever is not public then."""
        stories = [story for story in self.stories if at is None or story.is_public(at)]
        hidden = frozenset(story.name for story in self.stories if story not in stories)
        for path, data in self._sources(stories, hidden, is_whole=at is None):
            desk.write(path, data)

    def _sources(
        self, stories: list[Story], hidden: frozenset[str], *, is_whole: bool
    ) -> Iterator[tuple[str, str | bytes]]:
        used = {tag_key(tag) for story in stories for tag in story.front["tags"]}
        # The author files and entries that nobody uses stay: only those that hidden articles alone use go.
        elsewhere = {tag_key(tag) for story in self.stories for tag in story.front["tags"]} - used
        writers = {name for story in stories for name in story.front["author"]}
        lost = {name for story in self.stories for name in story.front["author"]} - writers
        for slug, name in self.authors.items():
            if is_whole or not ({slug, name} & lost) or {slug, name} & writers:
                yield f"content/authors/{slug}.md", source({"name": name}, f"Of {name}.")
        table = {key: entry for key, entry in TABLE.items() if is_whole or key not in elsewhere}
        yield "content/tags.yaml", json.dumps(table)
        yield "content/articles/shared.jpg", picture(len(NAMES))
        settings_ = dict(self.settings)
        if self.menu is not None and self.menu not in hidden:
            settings_["menu"] = [{"title": "Now", "url": f"articles/{self.menu}.md"}]
        yield "site.yaml", settings_text(**settings_)
        if self.lead is not None and self.lead not in hidden:
            yield "content/front.yaml", json.dumps({"lead": self.lead})
        for story in stories:
            yield f"content/articles/{story.name}.md", source(story.front, story.body(hidden))
            yield from story.files.items()
        about = "We." if stories and self.lead in hidden else f"We [lead]({_path(self.lead or NAMES[0])})."
        if self.lead is None or self.lead in hidden:
            about = "We lead."
        yield "content/pages/about.md", source({"title": "About"}, about)


def lacks_sign_off(story: Story, wanted: dict[str, Any] | None) -> bool:
    """Whether the desk keeps a story back, which has a time: said a second time, in other words than the engine."""
    front, wanted = story.front, wanted or {}
    if front["legal"] == "required":
        return True
    assert story.live_from is not None
    if "since" in wanted and story.live_from < datetime.fromisoformat(wanted["since"]):
        return False
    is_read = front["second_read"] is not None and front["second_read"] not in front["author"]
    return (
        (wanted.get("status") == "edited" and front["status"] not in ("edited", "ready"))
        or (wanted.get("legal", False) and front["legal"] != "cleared")
        or (wanted.get("second_read", False) and not is_read)
    )


def _shared(name: str) -> str:
    return "../" * name.count("/") + "shared.jpg"


def _path(name: str) -> str:
    return f"/articles/{name}.md"


@st.composite
def sites(draw: st.DrawFn) -> Site:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=2, max_size=len(NAMES), unique=True))
    stories = [draw(_stories(name, names)) for name in sorted(names)]
    chosen = st.none() | st.sampled_from(names)
    known = {
        "lite": draw(st.booleans()),
        "sections": draw(st.sampled_from([None, [{"slug": "news"}, {"slug": "politics"}]])),
        "permalink": draw(st.sampled_from(["/{year}/{month}/{slug}/", "/{section}/{slug}/"])),
        "page_size": draw(st.integers(1, 3)),
        "recent_live": draw(st.sampled_from(["all", 1])),
        "sign_off": draw(st.sampled_from([None, None, *SIGN_OFFS])),
    }
    for story in stories:
        if story.live_from is not None and lacks_sign_off(story, known["sign_off"]):
            withdrawn = story.front["withdrawn"]
            story.live_from = withdrawn and datetime.fromisoformat(withdrawn["date"])
    return Site(stories, known, draw(chosen), draw(chosen))


@st.composite
def _stories(draw: st.DrawFn, name: str, names: list[str]) -> Story:
    date = draw(st.none() | _OFFSETS.map(lambda offset: CLOCK + offset))
    embargo = draw(st.sampled_from(["none", "none", "empty"]) | _OFFSETS.map(lambda offset: CLOCK + offset))
    draft = draw(st.sampled_from([False, False, False, True]))
    live_from = date if not isinstance(embargo, datetime) or date is None else max(date, embargo)
    later = (live_from or CLOCK) + timedelta(hours=draw(st.sampled_from([1, 30])))
    word = name.replace("/", " ")
    front: dict[str, Any] = {
        "title": draw(st.sampled_from([f"Story {word}", "Story"])),
        "tags": draw(st.lists(st.sampled_from(TAGS), max_size=3, unique_by=tag_key)),
        "author": draw(st.lists(st.sampled_from([*AUTHORS, *AUTHORS.values(), "No File"]), max_size=2)),
        "section": draw(st.sampled_from(["news", "politics"])),
        "image": draw(
            st.sampled_from(
                [
                    {"src": f"{name.rpartition('/')[2]}.jpg", "alt": "It"},
                    # What one story says of a picture holds for all that show it, once readers know of the story.
                    {"src": _shared(name), "alt": "All", "distribute": False},
                    {"src": _shared(name), "alt": "All", "expires": (CLOCK + timedelta(hours=1)).isoformat()},
                    {"src": _shared(name), "alt": "All", "expires": FAR.isoformat()},
                ]
            )
        ),
        "aliases": draw(st.sampled_from([None, [f"/old/{word.replace(' ', '-')}/"]])),
        "draft": draft or None,
        "status": draw(st.sampled_from([None, "written", "edited", "ready"])),
        "legal": draw(st.sampled_from([None, None, "cleared", "required"])),
        "second_read": draw(st.sampled_from([None, "Copy Desk", "No File"])),
        "date": date and date.isoformat(),
        "expires": draw(st.sampled_from([None, None, later.isoformat()])),
        "withdrawn": draw(st.sampled_from([None, None, {"date": later.isoformat(), "reason": "By law"}])),
        "corrections": draw(
            st.sampled_from(
                [None, [{"date": later.isoformat(), "kind": "correction", "text": f"Not {word}"}]]
            )
        ),
        "legal_notice": draw(st.sampled_from([None, {"text": f"Notice of {word}", "front_page": True}])),
    }
    if embargo != "none":
        front["embargo"] = embargo.isoformat() if isinstance(embargo, datetime) else ""
    links = draw(st.lists(st.sampled_from(names), max_size=2))
    return Story(name, front, links, None if draft or embargo == "empty" else live_from, word)


def taken_away(folder: Path, site: Site, at: datetime) -> Done:
    """The output of the site without whatever is not public at `at`."""
    desk = Desk(folder)
    site.write(desk, at)
    return desk.clean(at=at.isoformat())


def differences(found: Done, wanted: Done) -> list[str]:
    """The files that are not the same, and whether they are there."""
    paths = sorted({*found.files, *wanted.files}, key=lambda path: (path == MANIFEST, path))
    return [
        f"{path}: {path in found.files}, {path in wanted.files}"
        for path in paths
        if found.files.get(path) != wanted.files.get(path)
    ]


_LONG = settings.get_current_profile_name() == "search"


@settings(
    max_examples=500 if _LONG else 15,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(
    sites(),
    st.lists(
        st.sampled_from([timedelta(hours=hours) for hours in (0, 1, 2, 30, 240)]), min_size=1, max_size=3
    ),
)
def test_before_its_time_nothing_of_an_article_is_anywhere(made: Site, steps: list[timedelta]) -> None:
    folder = Path(tempfile.mkdtemp(prefix="embargo-"))
    try:
        desk = Desk(folder / "whole")
        made.write(desk, None)
        at = CLOCK
        for number, step in enumerate([*steps, FAR - CLOCK]):
            at += step
            wanted = taken_away(folder / f"without-{number}", made, at)
            assert wanted.report is not None, wanted.problems
            for done in (desk.clean(at=at.isoformat()), desk.build(at=at.isoformat())):
                assert done.report is not None, done.problems
                assert differences(done, wanted) == [], at
        _require_everything(made, at, desk.build(at=at.isoformat()))
    finally:
        shutil.rmtree(folder)


def _require_everything(made: Site, at: datetime, done: Done) -> None:
    """After the time there is a page of each story, its picture, its author and its tag, unless it has gone again."""
    for story in made.stories:
        words = f"Words of {story.words}.".encode()
        pages = [path for path, data in done.files.items() if words in data and path.endswith("index.html")]
        front = story.front
        has_gone = front["expires"] is not None or front["withdrawn"] is not None
        assert bool(pages) == (story.is_public(at) and not has_gone), story
        stem = story.picture.removesuffix(".jpg")
        files = [path.rpartition("/")[2] for path in done.files]
        pictures = [name for name in files if name.startswith(stem) and not name.endswith(".html")]
        assert bool(pictures) == bool(pages), story
        if pages:
            text = b"".join(done.files[path] for path in pages).decode()
            assert all(tag_key(tag) in text.lower() or tag_key(tag) in TABLE for tag in front["tags"])
