"""Wrong engines: each law of the engine broken on purpose, and caught by the same checks."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import msgspec
import pytest

from asiansite.content import prose
from asiansite.content.rooms import is_article
from asiansite.fingerprint import fingerprint, hash_of_bytes
from asiansite.rendering import templates
from asiansite.rendering.feeds import items
from asiansite.rendering.fragments import exchanged
from asiansite.site import census, frame, social
from asiansite.site.answers import Body, Card
from asiansite.site.plan import Plan, make_plan
from asiansite.site.queries import QUERIES
from asiansite.site.snapshot import Snapshot
from asiansite.site.transition import Transition
from asiansite.site.transitions import transitions
from asiansite.storage import orphans, output, records, scan, sources
from asiansite.storage.book import decode_entry
from asiansite.storage.source import Source
from asiansite.storage.tools import tools
from asiansite.trace import Oracle, QuestionError, Read, Reader
from asiansite.work import judging, making, opening, publishing, reading, recording, remaking, resuming
from asiansite.work.judging import Judge
from asiansite.work.making import Doubt, Held, Stale, Unchanged
from asiansite.work.publishing import Publication
from asiansite.work.verifying import Verifier
from tests.fakes.disks import Killed
from tests.fakes.pictures import picture
from tests.fakes.values import replace
from tests.laws.desk import Broken, Desk, settings_text

Scenario = Callable[[Desk], None]
Mutation = Callable[[], AbstractContextManager[object]]

# Scenarios: what happens at the desk. The right engine keeps the laws in each.


def retitled(desk: Desk) -> None:
    """An article that others show gets another title."""
    desk.article("one", date="2026-08-01 08:00")
    desk.article("two", date="2026-08-02 08:00")
    desk.article("three", date="2026-08-03 08:00")
    desk.checked()
    desk.article("one", title="Another", date="2026-08-01 08:00")
    desk.checked()


def described(desk: Desk) -> None:
    """The first paragraph changes, from which others show the description."""
    desk.article("one", "It rains.")
    desk.checked()
    desk.article("one", "It pours.")
    desk.checked()


def reworded(desk: Desk) -> None:
    """A body changes in nothing but its words, below the first paragraph."""
    desk.article("one", "It rains.\n\nHere.")
    desk.checked()
    desk.article("one", "It rains.\n\nNow.")
    desk.checked()
    desk.article("one", "It rains.\n\nWow.")
    desk.checked()


def added(desk: Desk) -> None:
    """An article appears, and goes again."""
    desk.article("one")
    desk.checked()
    desk.article("two")
    desk.checked()
    desk.remove("content/articles/two.md")
    desk.checked()


def retagged_twice(desk: Desk) -> None:
    """A page asks what belongs beside an article, which gets a tag that nobody else has as yet."""
    desk.write("templates/404.html", '{% for item in site.related("one", 3) %}{{ item.title }}{% endfor %}')
    days = {"one": ["rice"], "apart": [], "further": [], "two": ["ports"]}
    for day, (name, tags) in enumerate(days.items(), 1):
        desk.article(name, tags=tags, date=f"2026-08-0{day} 08:00")
    desk.checked()
    desk.article("one", tags=["tin"], date="2026-08-01 08:00")
    desk.checked()
    desk.article("two", tags=["tin"], date="2026-08-04 08:00")
    desk.checked()


def redated(desk: Desk) -> None:
    """An article comes to stand before another."""
    desk.article("one", date="2026-08-01 08:00")
    desk.article("two", date="2026-08-02 08:00")
    desk.checked()
    desk.article("one", date="2026-08-03 08:00")
    desk.checked()


def news_no_more(desk: Desk) -> None:
    """A story comes to be two days old, and leaves the map of the news."""
    desk.article("one", date="2026-08-18 13:00")
    desk.checked()
    desk.at = "2026-08-20 12:59:59"
    desk.checked()
    desk.at = "2026-08-20 13:00"
    desk.checked()


def put_together(desk: Desk) -> None:
    """A question of a page makes sense only while the answer before it holds."""
    asks = '{% for tag in site.tags() %}{{ site.page_of("tag:" ~ tag.slug).count }}{% endfor %}'
    desk.edit("templates/parts/imprint.html", lambda text: text + asks)
    desk.article("one", tags=["Haze"])
    desk.checked()
    desk.article("one")
    desk.checked()


def asset_removed(desk: Desk) -> None:
    """A file that templates name is removed: no page can be rendered, and none may pass."""
    desk.article("one")
    desk.checked()
    (desk.theme / "static/site.css").unlink()
    assert desk.check().report is None


def restyled(desk: Desk) -> None:
    """A stylesheet changes."""
    desk.article("one")
    desk.checked()
    desk.write("static/site.css", "b { color: red }")
    desk.checked()


def described_outlet(desk: Desk) -> None:
    """A setting changes that a fragment alone shows."""
    desk.article("one")
    desk.checked()
    desk.write("site.yaml", settings_text(description="News of the strait"))
    desk.checked()


def described_twice(desk: Desk) -> None:
    """What a fragment says becomes longer, and longer again."""
    described_outlet(desk)
    desk.write("site.yaml", settings_text(description="News of the strait, and of both of its shores"))
    desk.checked()


def edited_output_and_described(desk: Desk) -> None:
    """Somebody edits a page in the output, and a setting changes that a fragment of it shows."""
    desk.article("one")
    desk.checked()
    page = (desk.output / "2026/08/one/index.html").read_bytes()
    desk.put("2026/08/one/index.html", page.replace(b"one", b"two"))
    desk.write("site.yaml", settings_text(description="News of the strait"))
    desk.checked()


def reworded_and_described(desk: Desk) -> None:
    """A text and a fragment beside it change at once."""
    desk.article("one", "It rains.\n\nHere.")
    desk.checked()
    desk.article("one", "It rains.\n\nNow.")
    desk.write("site.yaml", settings_text(description="News of the strait"))
    desk.checked()


def awaited(desk: Desk) -> None:
    """A page asks for an article that is not there yet, and that no list will show it."""
    desk.replace(
        "templates/404.html", "Nothing", "{{ 'Something' if site.article('old-story') else 'Nothing' }}"
    )
    desk.article("one", date="2026-08-01 08:00")
    desk.article("two", date="2026-08-02 08:00")
    desk.checked()
    desk.article("three", id="old-story", date="2025-08-01 08:00")
    desk.checked()


def edited_output(desk: Desk) -> None:
    """Somebody edits a page in the output."""
    desk.article("one")
    desk.checked()
    desk.put("2026/08/one/index.html", b"edited")
    desk.checked()
    (desk.output / "index.html").unlink()
    desk.checked()


def killed_in_the_gap(desk: Desk) -> None:
    """A build dies between writing and recording, and the edit is taken back."""
    desk.article("one", "It rains.")
    desk.checked()
    desk.article("one", "It pours.")
    with patch.object(Publication, "record", side_effect=Killed), pytest.raises(Killed):
        desk.build()
    desk.article("one", "It rains.")
    desk.checked()


def full_before_writing(desk: Desk) -> None:
    """A build finds the disk full before its first file is in place, and is started again."""
    desk.article("one", "It rains.")
    desk.checked()
    desk.article("one", "It pours.")
    full = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    with patch.object(output, "carry_out", side_effect=full):
        assert desk.build().slugs == ["disk-full"]
    desk.checked()


def imprinted(desk: Desk) -> None:
    """A template changes that another includes, which another includes."""
    desk.article("one")
    desk.checked()
    desk.replace("templates/parts/imprint.html", "Published", "Printed")
    desk.checked()


def noted(desk: Desk) -> None:
    """A template changes whose name is put together when a page renders."""
    desk.write("content/pages/about.md", "---\ntitle: About\n---\nUs.\n")
    desk.checked()
    desk.replace("templates/notes/plain.html", "A page", "One page")
    desk.checked()


def upgraded(desk: Desk) -> None:
    """The program is another version, that writes dates in another way."""
    desk.article("one")
    desk.checked()
    with ExitStack() as stack:
        for room in (opening, recording, resuming):
            stack.enter_context(patch.object(room, "tools", lambda: "another version"))
        stack.enter_context(patch.object(templates, "iso", lambda value: "a date"))
        desk.checked()


def previewed(desk: Desk) -> None:
    """The same output, with another address."""
    desk.article("one")
    desk.checked()
    desk.checked(base_url="https://preview.example")


def scheduled(desk: Desk) -> None:
    """A story's time comes."""
    desk.article("one")
    desk.article("two", date="2026-08-20 13:00")
    desk.checked()
    desk.at = "2026-08-20 12:59:59"
    desk.checked()
    desk.at = "2026-08-20 13:00"
    desk.checked()


def settled(desk: Desk) -> None:
    """An article comes to be a week old, and another appears."""
    desk.article("one", date="2026-08-13 12:30")
    desk.checked()
    desk.at = "2026-08-20 12:30"
    desk.checked()
    desk.article("two", date="2026-08-20 12:30")
    desk.checked()


def followed(desk: Desk) -> None:
    """Midnight comes, and the archive's Recent Posts follow."""
    desk.article("one", date="2026-01-01 12:00")
    desk.article("two", date="2026-08-20 11:00")
    desk.checked()
    desk.at = "2026-08-21"
    desk.checked()


def picked(desk: Desk) -> None:
    """A pick's time on the front page is over."""
    desk.article("one", date="2026-01-01 12:00")
    desk.article("two", date="2026-01-02 12:00")
    desk.write("content/front.yaml", "lead: {article: one, until: 2026-08-20 18:00}")
    desk.checked()
    desk.at = "2026-08-20 18:00"
    desk.checked()


def year_changed(desk: Desk) -> None:
    """A year is over, and a page says which it is."""
    desk.article("one", date="2026-01-01 12:00")
    desk.checked()
    desk.at = "2027-01-01"
    desk.checked()


def day_changed(desk: Desk) -> None:
    """A day is over, and a page says which it is."""
    desk.replace("templates/404.html", "{{ site.year }}", "{{ site.today|day }}")
    desk.article("one", date="2026-01-01 12:00")
    desk.checked()
    desk.at = "2026-08-21"
    desk.checked()


def draft_followed(desk: Desk) -> None:
    """A draft without a date stands at the day."""
    desk.options = {"drafts": True}
    desk.article("one", draft=True, date=None)
    desk.checked()
    desk.at = "2026-08-21"
    desk.checked()


def damaged(desk: Desk) -> None:
    """A bit of a remembered document is another, and it can still be read."""
    desk.article("one", title="About rain")
    desk.checked()
    place = desk.home / "documents.sqlite"
    data = place.read_bytes()
    assert b"About rain" in data
    place.write_bytes(data.replace(b"About rain", b"About pain"))
    desk.before.clear()
    desk.article("two")
    desk.checked()


def saved_twice(desk: Desk) -> None:
    """Two saves of the same size within one tick of a slow clock, as FAT has one."""
    desk.young = None
    # Ticks of half an hour: no file of this test is older than one.
    with patch.object(scan, "Source", _coarse), patch.object(sources, "YOUNG", 2 * _TICK):
        desk.article("one", title="About rain")
        desk.checked()
        desk.article("one", title="About pain")
        desk.checked()


def _coarse(path: str, size: int, mtime_ns: int, ctime_ns: int, inode: int) -> Source:
    return Source(path, size, mtime_ns // _TICK * _TICK, ctime_ns // _TICK * _TICK, 0)


_TICK = 1800 * 10**9


def turned(desk: Desk) -> None:
    """A macro file keeps count of what it was asked."""
    desk.edit("templates/macros/when.html", lambda text: '{% set turn = cycler("odd", "even") %}' + text)
    desk.replace("templates/macros/when.html", "<time", "{{ turn.next() }} <time")
    for name in ("one", "two", "three"):
        desk.article(name)
    desk.checked()
    desk.article("two", "Other words.\n\nAnd more.")
    desk.checked()


def alias_respelt(desk: Desk) -> None:
    """Two addresses that are one file."""
    desk.article("one", aliases=["/old/"])
    desk.checked()
    desk.article("one", aliases=["/old/index.html"])
    desk.checked()


def rewoven(desk: Desk) -> None:
    """A tile of a pattern is drawn anew: images that show it have other names."""
    desk.article("one")
    desk.checked()
    for path in (desk.theme / "social/weaves").iterdir():
        path.write_bytes(picture(2))
    desk.checked()


def picture_ended(desk: Desk) -> None:
    """The rights in a picture end, which one article says, and another shows it too."""
    desk.write("content/articles/apa.jpg", picture(1))
    image = {"src": "apa.jpg", "alt": "It"}
    desk.article("one", image={**image, "expires": "2026-08-20 13:00"})
    desk.article("two", "![It](apa.jpg)")
    desk.checked()
    desk.at = "2026-08-20 12:59:59"
    assert any(path.endswith(".png") and "apa" in path for path in desk.checked().files)
    desk.at = "2026-08-20 13:00"
    assert not any("apa" in path for path in desk.checked().files)


def unlinked_in_a_note(desk: Desk) -> None:
    """The rights in a picture end, to which a correction alone links."""
    desk.write("static/map.png", picture(1))
    desk.write("static/map.png.yaml", "expires: 2026-08-20 13:00\n")
    note = {"date": "2026-08-20 09:00", "kind": "correction", "text": "See [the map](/map.png)."}
    desk.article("one", corrections=[note])
    desk.checked()
    desk.at = "2026-08-20 13:00"
    desk.checked()


def credited(desk: Desk) -> None:
    """The file beside a picture says whose it is; nothing else is another."""
    desk.write("content/articles/apa.jpg", picture(1))
    desk.article("one", image={"src": "apa.jpg", "alt": "It"})
    desk.article("two", "![It](apa.jpg)")
    desk.article("three")
    desk.checked()
    desk.write("content/articles/apa.jpg.yaml", "credit: Mara Lim\n")
    assert desk.checked().shows("Mara Lim") == {"/2026/08/one/", "/2026/08/two/"}


def signed_off(desk: Desk) -> None:
    """An article waits for the desk, and then has its word; what was public before the rule stays."""
    desk.replace("site.yaml", "title:", "sign_off: {status: ready, since: 2026-08-10}\ntitle:")
    desk.article("one", date="2026-08-19")
    desk.article("two", date="2026-08-01")
    assert not desk.checked().has("/2026/08/one/")
    desk.article("one", date="2026-08-19", status="ready")
    assert desk.checked().has("/2026/08/one/")


def set_in_a_headline(desk: Desk) -> None:
    """Social images have the headlines of their articles."""
    desk.replace("site.yaml", "title:", "social_image: article\ntitle:")
    desk.article("one")
    desk.checked()
    desk.article("one", title="Other words")
    desk.checked()


# Mutations: each breaks one thing.


def patched(place: object, name: str, value: object) -> Mutation:
    return lambda: patch.object(place, name, value)


@contextmanager
def fragments_not_noted() -> Iterator[None]:
    right = making.PageMaker._parts_of

    def parts_of(self: Any, patches: Any, page: Any) -> Any:
        return replace(right(self, patches, page), reads=(), names=())

    with patch.object(making.PageMaker, "_parts_of", parts_of):
        yield


@contextmanager
def everything_spliced() -> Iterator[None]:
    right = Judge.judged

    def judged(self: Judge, doubt: Doubt) -> Stale | Held:
        found, entry = right(self, doubt), decode_entry(doubt.record)
        if isinstance(found, Held) or entry is None or entry.page != making.page_key(doubt.page):
            return found
        return found._replace(unchanged=Unchanged(entry.hash, (), {}))

    with patch.object(Judge, "judged", judged):
        yield


def read_anyway(self: output.Output, path: str, digest: str, seen: object = None) -> bytes | None:
    """What somebody wrote is taken for what the last build left."""
    return self.read(path)


def patches_left(data: bytes, patches: Any, texts: Any) -> Any:
    """Fragments are exchanged, and remembered where they stood before."""
    return exchanged(data, patches, texts)[0], patches


@contextmanager
def a_read_left_out() -> Iterator[None]:
    real = Reader.ask

    def ask(self: Reader, query: str, *args: Any) -> object:
        return self._answers.answer(query, args) if query == "neighbours" else real(self, query, *args)

    with patch.object(Reader, "ask", ask):
        yield


@contextmanager
def a_feed_not_told_of_texts() -> Iterator[None]:
    real = items._text

    def text(feed: Any, card: Any, reader: Reader) -> Any:
        # It asks somebody who writes nothing down.
        return real(feed, card, Reader(reader._answers))

    with patch.object(items, "_text", text):
        yield


@contextmanager
def absence_not_recorded() -> Iterator[None]:
    real = Reader.ask

    def ask(self: Reader, query: str, *args: Any) -> object:
        value = self._answers.answer(query, args)
        return None if value is None else real(self, query, *args)

    with patch.object(Reader, "ask", ask):
        yield


@contextmanager
def replay_out_of_order() -> Iterator[None]:
    def first_stale(self: Oracle, reads: Any) -> Read | None:
        for read in reversed(tuple(reads)):
            if fingerprint(self._answers.answer(read.query, read.args)) != read.answer:
                return read
        return None

    with patch.object(Oracle, "first_stale", first_stale):
        yield


@contextmanager
def looked_at_once() -> Iterator[None]:
    right = Publication._index

    def index(self: Publication) -> Any:
        self._verifier.held.clear()
        return right(self)

    with patch.object(Publication, "_index", index):
        yield


@contextmanager
def what_raises_holds() -> Iterator[None]:
    def first_stale(self: Oracle, reads: Any) -> Read | None:
        return next(
            (read for read in reads if self.today(read.query, read.args) not in (None, read.answer)), None
        )

    with patch.object(Oracle, "first_stale", first_stale):
        yield


@contextmanager
def noted_before_writing() -> Iterator[None]:
    real = Publication.write

    def write(self: Publication) -> Any:
        before = self._book.last()
        if before is not None:
            inputs = recording.inputs_of(self._sources, self._opened.moment, self._urls.locking)
            self._book.record([], (), [], msgspec.structs.replace(before, inputs=inputs))
            self._sources.remember()
        return real(self)

    with patch.object(Publication, "write", write):
        yield


@contextmanager
def output_not_looked_at() -> Iterator[None]:
    def is_current(self: Verifier, path: str, digest: str) -> bool:
        if not (self._output.root / path).is_file():
            return False
        self.hashes[path] = self._output._held[path] = digest
        return True

    # Not even by its stats.
    with (
        patch.object(Verifier, "is_current", is_current),
        patch.object(recording, "_is_as_left", lambda *_: True),
    ):
        yield


@contextmanager
def stamp_without_hash() -> Iterator[None]:
    def is_current(self: Verifier, path: str, digest: str) -> bool:
        stamp, _ = self._files.get(path, (None, ""))
        if not self._output.is_current(path, digest, stamp):
            return False
        self.hashes[path] = digest
        return True

    with patch.object(Verifier, "is_current", is_current):
        yield


@contextmanager
def card_without_description() -> Iterator[None]:
    real = Card.sealed

    def sealed(self: Card) -> Card:
        other = msgspec.structs.replace(self, description="")
        return msgspec.structs.replace(self, fingerprint=real(other).fingerprint)

    with patch.object(Card, "sealed", sealed):
        yield


@contextmanager
def body_without_its_words() -> Iterator[None]:
    real = Body.__init__

    def init(self: Body, text: prose.Prose, targets: Any, html: Any, notes: Any) -> None:
        real(self, text, targets, html, notes)
        self.fingerprint = fingerprint((replace(text, digest=""), targets, notes))

    with patch.object(Body, "__init__", init):
        yield


def an_old_plan() -> Mutation:
    kept: list[Plan] = []

    def plan(snapshot: Snapshot) -> Plan:
        kept.extend([] if kept else [make_plan(snapshot)])
        return kept[0]

    return patched(opening, "make_plan", plan)


@contextmanager
def documents_kept_by_path() -> Iterator[None]:
    real_known, real_read = sources.Sources.known, reading._read_article

    def known(self: Any, path: str) -> str | None:
        return hash_of_bytes(path.encode()) if is_article(path) else real_known(self, path)

    def read(path: str, *rest: Any) -> Any:
        return real_read(path, *rest)._replace(digest=hash_of_bytes(path.encode()))

    with patch.object(sources.Sources, "known", known), patch.object(reading, "_read_article", read):
        yield


@contextmanager
def tools_left_out() -> Iterator[None]:
    with ExitStack() as stack:
        for room in (opening, recording, resuming):
            stack.enter_context(patch.object(room, "tools", tools))
        yield


def template_closure(names: Callable[[templates.Closures, str], set[str]]) -> Mutation:
    return patched(templates.Closures, "_closure", names)


def _without_computed_names(self: templates.Closures, name: str) -> set[str]:
    found, waiting = set[str](), [name]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting += [other for other in self._names_in(each) if other is not None]
    return found


def without_transitions(what: str) -> Mutation:
    def told(snapshot: Snapshot, locked: Any = None) -> tuple[Transition, ...]:
        return tuple(each for each in transitions(snapshot, locked) if each.what != what)

    return patched(publishing, "transitions", told)


@contextmanager
def options_left_out() -> Iterator[None]:
    real = recording.inputs_of

    def inputs_of(found: Any, moment: Any, locking: Any) -> str | None:
        return real(found, replace(moment, base_url=None), locking)

    with patch.object(recording, "inputs_of", inputs_of), patch.object(publishing, "inputs_of", inputs_of):
        yield


def _unchecked(table: str, key: object, record: object) -> bytes | None:
    return record[records._CHECK :] if isinstance(record, bytes) else None


@contextmanager
def equal_bytes_written_again() -> Iterator[None]:
    with patch.object(output.Output, "_stands", lambda *_, **__: False):
        yield


@contextmanager
def every_page_rendered() -> Iterator[None]:
    real = Publication.verify
    with patch.object(Publication, "verify", lambda self, every: real(self, every=True)):
        yield


@contextmanager
def modules_made_once() -> Iterator[None]:
    from asiansite.rendering import modules

    with patch.object(modules, "_holds_state", lambda *_: False):
        yield


def page_without(**values: Any) -> Mutation:
    real = making.page_key

    @contextmanager
    def mutation() -> Iterator[None]:
        with ExitStack() as stack:
            for room in (making, judging, remaking):
                key = patch.object(room, "page_key", lambda found: real(found._replace(**values)))
                stack.enter_context(key)
            yield

    return mutation


@contextmanager
def one_key_for_all_sites() -> Iterator[None]:
    with ExitStack() as stack:
        for room in (publishing, resuming):
            stack.enter_context(patch.object(room, "frame_key", lambda *_, **__: "the same"))
        yield


@contextmanager
def lists_without_their_words() -> Iterator[None]:
    told = QUERIES["page_of"]._replace(topics=lambda snapshot, key, number: (key,))
    with patch.dict(QUERIES, page_of=told):
        yield


@contextmanager
def census_without_kit() -> Iterator[None]:
    real = census._context

    def context(snapshot: Snapshot, digest: Callable[[str], str]) -> Iterator[object]:
        return real(Snapshot(replace(snapshot.contents, social=None), snapshot.now), digest)

    with patch.object(census, "_context", context):
        yield


def census_without_rights(snapshot: Snapshot) -> dict[str, str]:
    return {path: picture.key for path, picture in snapshot.given.pictures.items()}


@contextmanager
def drawing_named_without_its_words() -> Iterator[None]:
    real = social.key_of
    with patch.object(social, "key_of", lambda kit, drawing: real(kit, drawing._replace(title=""))):
        yield


class Wrong(NamedTuple):
    """A wrong engine, a scenario in which it goes wrong, and the law that is broken there."""

    mutation: Mutation
    scenario: Scenario
    law: str
    everywhere: bool = False
    """The clean build is as wrong: what it looks at less, it does not miss, and records alike."""


WRONG = {
    "a read left out": Wrong(a_read_left_out, retitled, "stale: 2026/08/two/", everywhere=True),
    "a feed that is not told of texts": Wrong(
        a_feed_not_told_of_texts, reworded, r"stale: feed\.", everywhere=True
    ),
    "absence not recorded": Wrong(absence_not_recorded, awaited, "stale: 404.html", everywhere=True),
    "a fragment's reads not noted": Wrong(
        fragments_not_noted, described_outlet, "stale: 2026/08/one/", everywhere=True
    ),
    "fragments exchanged in pages that are others": Wrong(
        everything_spliced, reworded_and_described, "stale: 2026/08/one/"
    ),
    "fragments exchanged in what somebody edited": Wrong(
        patched(output.Output, "read_if", read_anyway),
        edited_output_and_described,
        "stale: 2026/08/one/",
    ),
    "fragments looked for where they stood before": Wrong(
        patched(making, "exchanged", patches_left), described_twice, "stale: "
    ),
    "a page without its path": Wrong(
        page_without(path="/"), alias_respelt, "stale: old/index.html", everywhere=True
    ),
    "a page that does not settle": Wrong(
        page_without(settled=False), settled, "has another trace", everywhere=True
    ),
    "replay out of order": Wrong(replay_out_of_order, put_together, "there is no such list"),
    "a question that raises holds": Wrong(what_raises_holds, asset_removed, "problems differ"),
    "noted as seen before writing": Wrong(noted_before_writing, full_before_writing, "stale: 2026/08/one/"),
    "the output not looked at": Wrong(output_not_looked_at, edited_output, "stale: 2026/08/one/"),
    "the output not looked at, and a crash": Wrong(
        output_not_looked_at, killed_in_the_gap, "stale: 2026/08/one/"
    ),
    "a stamp without the hash": Wrong(stamp_without_hash, restyled, "stale: site.css"),
    "a card without a field": Wrong(
        card_without_description, described, "stale: archive/2026/", everywhere=True
    ),
    "a body without its words": Wrong(
        body_without_its_words, reworded, "stale: 2026/08/one/", everywhere=True
    ),
    "the plan not made anew": Wrong(an_old_plan(), added, "missing: 2026/08/two/"),
    "documents kept by path": Wrong(documents_kept_by_path, described, "stale: 2026/08/one/"),
    "tools left out": Wrong(tools_left_out, upgraded, "stale: 2026/08/one/"),
    "templates without what they include": Wrong(
        template_closure(lambda self, name: {name}), imprinted, "stale: 2026/08/one/", everywhere=True
    ),
    "templates without computed names": Wrong(
        template_closure(_without_computed_names), noted, "stale: about/index.html", everywhere=True
    ),
    "modules made once for all pages": Wrong(modules_made_once, turned, "stale: ", everywhere=True),
    "the clock left out": Wrong(
        patched(recording, "is_between", lambda last, now: True), scheduled, "stale: 2026/08/one/"
    ),
    "options left out": Wrong(options_left_out, previewed, "stale: 2026/08/one/"),
    "records without a checksum": Wrong(
        patched(records, "_checked", _unchecked), damaged, "stale: 2026/08/one/"
    ),
    "young files trusted": Wrong(patched(sources, "YOUNG", 0), saved_twice, "stale: 2026/08/one/"),
    "orphans not removed": Wrong(
        patched(output, "look_at", lambda *_: orphans.Orphans((), (), ())), added, "left over: 2026/08/two/"
    ),
    "equal bytes written again": Wrong(equal_bytes_written_again, described, "written again"),
    "neighbours that do not tell each other": Wrong(
        patched(census, "_topics_beside", lambda *_: set()), retitled, "stale: 2026/08/two/"
    ),
    "lists that do not tell their pages": Wrong(
        patched(census, "_topics_of", lambda _, *both: {f"article:{each.id}" for each in both if each}),
        added,
        "stale: sitemap-2026-08.xml",
    ),
    "another clock taken for the last one when resuming": Wrong(
        patched(resuming, "is_between", lambda last, now: True), scheduled, "stale: 2026/08/one/"
    ),
    "other sources taken for the last ones when resuming": Wrong(
        one_key_for_all_sites, restyled, "missing|stale"
    ),
    "another article taken for other words": Wrong(
        patched(frame, "_STEADY", ()), redated, "stale: 2026/08/one/"
    ),
    "other words not looked for when resuming": Wrong(
        patched(resuming, "_changed", lambda *_: ()), reworded, "stale: 2026/08/one/"
    ),
    "lists that do not tell whose words they show": Wrong(
        lists_without_their_words, retitled, "stale: archive/2026/"
    ),
    "what a page looks at not looked up again": Wrong(looked_at_once, retagged_twice, "stale: 404.html"),
    "a census without what images are drawn with": Wrong(census_without_kit, rewoven, "stale: 2026/08/one/"),
    "sign-off not asked for": Wrong(
        patched(reading, "lacking", lambda *_: ()), signed_off, "problems differ"
    ),
    "a census without rights": Wrong(
        patched(census, "_pictures", census_without_rights), credited, "stale: "
    ),
    "a census that does not look into notes": Wrong(
        patched(census, "_linked_in_notes", lambda snapshot: iter(())),
        unlinked_in_a_note,
        "stale: 2026/08/one/",
    ),
    "an image's name without its words": Wrong(
        drawing_named_without_its_words, set_in_a_headline, "missing|stale|left over", everywhere=True
    ),
    "every page rendered": Wrong(every_page_rendered, reworded, "rendered for nothing"),
    **{
        f"transitions without {what}": Wrong(without_transitions(what), scenario, law, everywhere=True)
        for what, scenario, law in (
            ("published", scheduled, "stale: 2026/08/one/"),
            ("leaves-news", news_no_more, "stale: news-sitemap.xml"),
            ("settled", settled, "has another trace"),
            ("recent-follows", followed, "stale: 2026/01/one/"),
            ("pick-ends", picked, "stale: index.html"),
            ("new-year", year_changed, "stale: 404.html"),
            ("new-day", day_changed, "stale: 404.html"),
            ("picture-ends", picture_ended, "problems differ"),
            ("draft-follows", draft_followed, "stale: 2026/08/one/"),
        )
    },
}
SCENARIOS = {wrong.scenario.__name__: wrong.scenario for wrong in WRONG.values()}


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_right_engine_keeps_the_laws(tmp_path: Path, name: str) -> None:
    SCENARIOS[name](Desk(tmp_path))


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_engine_is_caught(tmp_path: Path, name: str) -> None:
    wrong, desk = WRONG[name], Desk(tmp_path)
    if not wrong.everywhere:
        desk.mutation = wrong.mutation
    with wrong.mutation() if wrong.everywhere else nullcontext(), pytest.raises(Caught, match=wrong.law):
        wrong.scenario(desk)


Caught = (Broken, QuestionError)
"""A law, or what a question raises that nobody should have asked."""
