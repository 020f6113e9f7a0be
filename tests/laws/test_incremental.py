"""The law of laws: after any history, an incremental build is a clean build, and no more work than needed."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from asiansite.content import corrections
from asiansite.storage.manifest import NAME as MANIFEST
from tests.fakes.disks import Killed, QuickDisk, full_from, killed_at
from tests.fakes.pictures import picture
from tests.laws import edits
from tests.laws.desk import SETTINGS, Desk, source

NUMBER = st.integers(0, 11)
"""Picks something that there is, by its place among the others."""


class Newsroom(RuleBasedStateMachine):
    """Editors, designers, clocks and accidents at work on one site, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="newsroom-"))
        self.desk = Desk(self.folder, {"urls": "warn"})
        self.front: dict[str, dict[str, Any]] = {}
        self.body: dict[str, str] = {}
        # As an error, each file that is renamed or deleted would end the history: one that is a warning goes on.
        self.settings: dict[str, Any] = {**SETTINGS, "urls": "warn"}
        self.desk.locking = "add"
        self.pending = 0
        self.broken = 0
        self.is_settled = False
        self.sound: dict[str, bytes] = {}
        self.memories: list[dict[str, bytes]] = []

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(at=NUMBER)
    def give_up(self, at: int) -> None:
        # As `asiansite urls --accept` does, or somebody with an editor.
        self._edit_lock(lambda lines: lines[: at % len(lines)] + lines[at % len(lines) + 1 :])

    @rule(
        line=st.sampled_from(
            [
                "/old/story/ 2026-08-01 imported",
                "/tags/gone/ 2026-08-19 tag:gone",
                "/authors/gone/ 2026-08-21 author:gone",
                "/2026/08/apa/ 2026-08-01 article:banjir -> /2026/08/berita/",
                "/about/ - page:content/pages/us.md",
                "/x/ 2026-08-20 article:x -> /about/",
            ]
        )
    )
    def merge_a_line(self, line: str) -> None:
        # Another branch has published it.
        self._edit_lock(lambda lines: [*lines, line])

    @initialize(
        names=st.lists(st.sampled_from(edits.NAMES), min_size=3, max_size=7, unique=True), seed=NUMBER
    )
    def begin(self, names: list[str], seed: int) -> None:
        self.desk.write(
            "content/authors/mara.md", source({"name": "Mara Lim", "role": "Editor"}, "From Batam.")
        )
        self.desk.write("content/pages/about.md", source({"title": "About"}, "Who we are."))
        self.desk.write("content/articles/apa.jpg", picture(1))
        for at, name in enumerate(names, seed):
            self.front[name] = {
                "title": f"About {name}",
                "date": edits.DATES[at % 4],
                "tags": [edits.TAGS[at % 3], edits.TAGS[(at + 1) % 3]],
                "author": list(edits.AUTHORS[at % 4]),
                "section": edits.SECTIONS[at % 3],
            }
            self.body[name] = edits.BODIES[at % 4]
            self._write(name)

    # Articles.

    @rule(
        name=st.sampled_from(edits.NAMES),
        date=st.sampled_from(edits.DATES),
        body=st.sampled_from(edits.BODIES),
    )
    def add(self, name: str, date: str | None, body: str) -> None:
        self.front[name] = {"title": f"About {name}", "date": date, "tags": ["Haze"]}
        self.body[name] = body
        self._write(name)

    @rule(at=NUMBER, body=st.sampled_from(edits.BODIES + edits.LINKS))
    def edit(self, at: int, body: str) -> None:
        if name := self._name(at):
            self.body[name] = body
            self._write(name)

    @rule(at=NUMBER, date=st.sampled_from(edits.DATES))
    def redate(self, at: int, date: str | None) -> None:
        self._set(at, date=date)

    @rule(
        at=NUMBER,
        key=st.sampled_from(["title", "description", "dateline", "updated", "label", "lang", "image", "id"]),
        number=NUMBER,
    )
    def reword(self, at: int, key: str, number: int) -> None:
        values: Mapping[str, tuple[Any, ...]] = {
            "title": edits.WORDS,
            "description": (None, *edits.WORDS),
            "dateline": (None, "Batam"),
            "updated": (None, "2026-08-20 09:00", "2026-08-22"),
            "label": (None, "opinion", "sponsored"),
            "lang": (None, "id", "ar"),
            "image": (None, "apa.jpg", "/mark.svg", {"src": "apa.jpg", "alt": "A", "focus": "left top"}),
            "id": (None, "story-1", "story-2"),
        }
        self._set(at, **{key: values[key][number % len(values[key])]})

    @rule(at=NUMBER, tags=st.lists(st.sampled_from(edits.TAGS), max_size=3))
    def retag(self, at: int, tags: list[str]) -> None:
        self._set(at, tags=tags)

    @rule(at=NUMBER, authors=st.sampled_from(edits.AUTHORS), section=st.sampled_from(edits.SECTIONS))
    def reassign(self, at: int, authors: tuple[str, ...], section: str | None) -> None:
        self._set(at, author=list(authors), section=section)

    @rule(at=NUMBER, draft=st.booleans())
    def draft(self, at: int, draft: bool) -> None:
        self._set(at, draft=draft or None)

    @rule(at=NUMBER, said=st.sampled_from(edits.SIGN_OFFS))
    def sign_off(self, at: int, said: Mapping[str, str | None]) -> None:
        self._set(at, **said)

    @rule(at=NUMBER, step=st.sampled_from(edits.STEPS[:5]))
    def schedule(self, at: int, step: Any) -> None:
        self._set(at, date=edits.later(self.desk.at, step).replace("T", " "))

    @rule(at=NUMBER, key=st.sampled_from(["embargo", "expires"]), step=st.sampled_from((None, *edits.STEPS)))
    def limit(self, at: int, key: str, step: Any) -> None:
        self._set(at, **{key: None if step is None else edits.later(self.desk.at, step)})

    @rule(at=NUMBER, step=st.sampled_from((None, *edits.STEPS)), reason=st.sampled_from(edits.WORDS))
    def withdraw(self, at: int, step: Any, reason: str) -> None:
        since = None if step is None else {"date": edits.later(self.desk.at, step), "reason": reason}
        self._set(at, withdrawn=since)

    @rule(
        at=NUMBER,
        step=st.sampled_from(edits.STEPS),
        kind=st.sampled_from(corrections.CORRECTION_KINDS),
        text=st.sampled_from(edits.NOTES),
        more=st.booleans(),
    )
    def correct(self, at: int, step: Any, kind: str, text: str, more: bool) -> None:
        if name := self._name(at):
            others = self.front[name].get("corrections") or []
            found = {"date": edits.later(self.desk.at, step), "kind": kind, "text": text}
            self._set(at, corrections=[*others, found][-3:] if more else [found])

    @rule(
        at=NUMBER,
        text=st.sampled_from((None, "By law:\n<b>this</b>", "By order")),
        begins=st.sampled_from((None, *edits.STEPS)),
        until=st.sampled_from((None, *edits.STEPS[2:6])),
        front_page=st.booleans(),
    )
    def legal_notice(self, at: int, text: str | None, begins: Any, until: Any, front_page: bool) -> None:
        dates = {"from": begins, "until": until}
        times = {key: edits.later(self.desk.at, step) for key, step in dates.items() if step is not None}
        self._set(at, legal_notice=text and {"text": text, **times, "front_page": front_page})

    @rule(at=NUMBER)
    def uncorrect(self, at: int) -> None:
        self._set(at, corrections=None, legal_notice=None)

    @rule(at=NUMBER, teaser=NUMBER)
    def tease(self, at: int, teaser: int) -> None:
        if other := self._name(teaser):
            self._set(at, extra={"teaser": self.front[other].get("id") or other})

    @rule(at=NUMBER, alias=st.sampled_from(["/old/", "/old/index.html", "/older.html"]))
    def alias(self, at: int, alias: str) -> None:
        self._set(at, aliases=[alias])

    @rule(at=NUMBER, to=st.sampled_from(edits.NAMES), keep_id=st.booleans())
    def move(self, at: int, to: str, keep_id: bool) -> None:
        name = self._name(at)
        if name and to not in self.front:
            front = self.front.pop(name)
            self.front[to] = {**front, "id": front.get("id") or name.replace("/", "-")} if keep_id else front
            self.body[to] = self.body.pop(name)
            self.desk.remove(f"content/articles/{name}.md")
            self._write(to)

    @rule(at=NUMBER)
    def delete(self, at: int) -> None:
        if name := self._name(at):
            del self.front[name], self.body[name]
            self.desk.remove(f"content/articles/{name}.md")

    @rule(at=NUMBER, other=NUMBER)
    def swap_slugs(self, at: int, other: int) -> None:
        one, two = self._name(at), self._name(other)
        if one and two and one != two:
            slugs = [self.front[name].get("slug") or name.rsplit("/", 1)[-1] for name in (one, two)]
            self.front[one]["slug"], self.front[two]["slug"] = slugs[1], slugs[0]
            self._write(one)
            self._write(two)

    # What is around them.

    @rule(
        who=st.sampled_from(["mara", "siti"]),
        name=st.sampled_from(["Mara Lim", "Siti", "M. Lim"]),
        bio=NUMBER,
    )
    def author(self, who: str, name: str, bio: int) -> None:
        bios = ("", "From Batam.", "From [Batam](/articles/apa.md)." if "apa" in self.front else "x")
        self.desk.write(f"content/authors/{who}.md", source({"name": name}, bios[bio % 3]))

    @rule(who=st.sampled_from(["mara", "siti"]))
    def remove_author(self, who: str) -> None:
        self._remove(f"content/authors/{who}.md")

    @rule(
        note=st.sampled_from([None, "plain", "newest"]),
        body=st.sampled_from(edits.WORDS),
        draft=st.booleans(),
    )
    def standing_page(self, note: str | None, body: str, draft: bool) -> None:
        front = {"title": "About", "extra": {"note": note} if note else None, "draft": draft or None}
        self.desk.write("content/pages/about.md", source(front, body))

    @rule(name=st.sampled_from(["contact", "news/index"]), there=st.booleans())
    def other_page(self, name: str, there: bool) -> None:
        if there:
            self.desk.write(f"content/pages/{name}.md", source({"title": name}, "[We](about.md)."))
        else:
            self._remove(f"content/pages/{name}.md")

    @rule(pair=st.sampled_from(edits.SETTINGS))
    def setting(self, pair: tuple[str, Any]) -> None:
        self.settings[pair[0]] = pair[1]
        self._write_settings()

    @rule(table=st.sampled_from(edits.TAG_TABLES))
    def tag_table(self, table: Mapping[str, Any] | None) -> None:
        if table is None:
            self._remove("content/tags.yaml")
        else:
            self.desk.write("content/tags.yaml", json.dumps(table, ensure_ascii=False))

    @rule(at=NUMBER, step=st.sampled_from((None, *edits.STEPS[:4])))
    def front_page(self, at: int, step: Any) -> None:
        if name := self._name(at):
            until = None if step is None else edits.later(self.desk.at, step)
            pick = {"article": self.front[name].get("id") or name, **({"until": until} if until else {})}
            self.desk.write("content/front.yaml", json.dumps({"lead": pick}))

    @rule()
    def no_front_page(self) -> None:
        self._remove("content/front.yaml")

    @rule(
        name=st.sampled_from(["site.css", "mark.svg"]),
        text=st.sampled_from(["b {}", "i {}"]),
        own=st.booleans(),
    )
    def stylesheet(self, name: str, text: str, own: bool) -> None:
        if own:
            self.desk.write(f"static/{name}", text)
        else:
            (self.desk.theme / "static" / name).write_text(text)

    @rule(
        data=st.sampled_from([picture(1), picture(2), picture(2, 20, 20), None]),
        place=st.sampled_from(["", "2025/"]),
    )
    def picture(self, data: bytes | None, place: str) -> None:
        if data is None:
            self._remove(f"content/articles/{place}apa.jpg")
        else:
            self.desk.write(f"content/articles/{place}apa.jpg", data)

    @rule(
        picture=st.sampled_from(
            ["content/articles/apa.jpg", "content/articles/2025/apa.jpg", "static/mark.svg"]
        ),
        said=st.sampled_from(edits.RIGHTS),
        step=st.sampled_from((None, *edits.STEPS)),
    )
    def sidecar(self, picture: str, said: Mapping[str, str] | None, step: Any) -> None:
        if said is None:
            self._remove(f"{picture}.yaml")
        else:
            end = {} if step is None else {"expires": edits.later(self.desk.at, step)}
            self.desk.write(f"{picture}.yaml", json.dumps({**said, **end}))

    @rule(
        at=NUMBER,
        src=st.sampled_from(["apa.jpg", "/mark.svg", "https://x.example/a.jpg"]),
        said=st.sampled_from(edits.RIGHTS[:-1]),
        step=st.sampled_from((None, *edits.STEPS)),
    )
    def rights(self, at: int, src: str, said: Mapping[str, str], step: Any) -> None:
        end = {} if step is None else {"expires": edits.later(self.desk.at, step)}
        self._set(at, image={"src": src, "alt": "A", **said, **end})

    @rule(name=st.sampled_from(["poleng", "kawung"]), number=st.integers(1, 2), there=st.booleans())
    def weave(self, name: str, number: int, there: bool) -> None:
        if there:
            self.desk.write(f"social/weaves/{name}.png", picture(number))
        else:
            self._remove(f"social/weaves/{name}.png")

    @rule(colour=st.sampled_from(["#123456", "#654321"]), there=st.booleans())
    def brand(self, colour: str, there: bool) -> None:
        if there:
            self.desk.write("static/css/brand.css", f":root {{ --ink: {colour}; }}")
        else:
            self._remove("static/css/brand.css")

    # Templates: the theme's, and the site's own over them.

    @rule(
        name=st.sampled_from(sorted(edits.MARKS)),
        words=st.sampled_from(edits.WORDS_IN_TEMPLATES),
        own=st.booleans(),
    )
    def template(self, name: str, words: str, own: bool) -> None:
        self._edit_template(name, words, own=own)

    @rule(name=st.sampled_from(sorted(edits.MARKS)))
    def no_own_template(self, name: str) -> None:
        self._remove(f"templates/{name}")

    @rule(there=st.booleans())
    def day_on_a_page(self, there: bool) -> None:
        self._edit_template("tags.html", "{{ site.today|day }}" if there else "", own=True)

    @rule(there=st.booleans())
    def state_in_a_macro(self, there: bool) -> None:
        change = '{% set turn = cycler("odd", "even") %}{{ turn.next() }}' if there else ""
        self._edit_template("macros/when.html", "{{ turn.next() }}" if there else "", own=True)
        if there:
            self.desk.edit("templates/macros/when.html", lambda text: change.partition("{{")[0] + text)

    # Time.

    @rule(step=st.sampled_from(edits.STEPS))
    def time_passes(self, step: Any) -> None:
        self.desk.at = edits.later(self.desk.at, step)

    @rule(late=st.booleans())
    def the_next_transition_comes(self, late: bool) -> None:
        before = self.desk.before.get(self.desk.output)
        if before is not None and before.report is not None:
            at = before.report.transitions[0].at.isoformat()
            # Its offset is the outlet's own, which the settings may have changed since.
            self.desk.at = edits.later(at[:19], edits.STEPS[0] if late else -edits.STEPS[0])

    # Files that change and do not, or do not and seem to.

    @rule(at=NUMBER)
    def touch(self, at: int) -> None:
        found = self._sources()
        os.utime(found[at % len(found)])

    @rule(at=NUMBER)
    def save_again(self, at: int) -> None:
        found = self._sources()
        place = found[at % len(found)]
        data = place.read_bytes()
        place.unlink()
        place.write_bytes(data)

    @precondition(lambda self: not self.pending)
    @rule(at=NUMBER, build=st.booleans())
    def edit_and_revert(self, at: int, build: bool) -> None:
        if name := self._name(at):
            path = f"content/articles/{name}.md"
            before = (self.desk.site / path).read_bytes()
            self.desk.article(name, "Something else.", title="Something else")
            if build:
                self.desk.check()
            self.desk.write(path, before)

    @rule(at=NUMBER)
    def edit_of_the_same_size_and_time(self, at: int) -> None:
        if name := self._name(at):
            place = self.desk.site / f"content/articles/{name}.md"
            stat = place.stat()
            self.front[name]["title"] = self.front[name]["title"].swapcase()
            self._write(name)
            os.utime(place, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    # Accidents.

    @rule(at=NUMBER, kind=st.sampled_from(["cut", "flip", "remove", "old", "other"]), where=st.floats(0, 1))
    def damage_memory(self, at: int, kind: str, where: float) -> None:
        files = sorted(path for path in self.desk.home.glob("*.sqlite"))
        if not files:
            return
        self.desk.before.clear()
        place = files[at % len(files)]
        data = place.read_bytes()
        spot = min(int(where * len(data)), len(data) - 1)
        if kind in ("cut", "flip"):
            self.desk.is_damaged = True
        if kind == "cut":
            place.write_bytes(data[:spot])
        elif kind == "flip":
            place.write_bytes(data[:spot] + bytes([data[spot] ^ 1 << at % 8]) + data[spot + 1 :])
        elif kind == "remove":
            place.unlink()
        else:
            memory = (
                self.memories[at % len(self.memories)] if kind == "old" and self.memories else other_memory()
            )
            for name, old in memory.items():
                (self.desk.home / name).write_bytes(old)

    @rule()
    def keep_a_copy_of_the_memory(self) -> None:
        self.memories.append({path.name: path.read_bytes() for path in self.desk.home.glob("*.sqlite")})

    @rule(at=NUMBER, kind=st.sampled_from(["remove", "edit", "same size"]))
    def damage_output(self, at: int, kind: str) -> None:
        # Without its manifest a file that has changed since is somebody else's: see `lose_the_manifest`.
        found = sorted({*self._outputs()} - {MANIFEST, *self.desk.foreign})
        if not found:
            return
        path = found[at % len(found)]
        place = self.desk.output / path
        stat, data = place.stat(), place.read_bytes()
        if kind == "remove":
            place.unlink()
        else:
            self.desk.put(path, b"<p>edited</p>" if kind == "edit" or not data else data[:-1] + b"\x00")
            os.utime(place, ns=(stat.st_atime_ns, stat.st_mtime_ns))

    @precondition(lambda self: self.is_settled and not self.desk.foreign)
    @rule(is_edited=st.booleans())
    def lose_the_manifest(self, is_edited: bool) -> None:
        # At once: what has changed since would be taken for somebody else's.
        if is_edited:
            (self.desk.output / MANIFEST).write_bytes(b"edited")
        else:
            (self.desk.output / MANIFEST).unlink(missing_ok=True)
        assert self.desk.check().report is not None

    @rule(
        path=st.sampled_from(["CNAME", "ads.txt", "2026/08/apa/notes.txt", ".well-known/x"]),
        there=st.booleans(),
    )
    def foreign_file(self, path: str, there: bool) -> None:
        if there and self.desk.output.is_dir():
            self.desk.put(path, b"foreign")
        elif path in self.desk.foreign:
            (self.desk.output / path).unlink()
            place = (self.desk.output / path).parent
            while place != self.desk.output and not any(place.iterdir()):
                place.rmdir()
                place = place.parent
            del self.desk.foreign[path]

    @rule(call=st.integers(1, 400), full=st.booleans(), clean=st.booleans())
    def broken_off(self, call: int, full: bool, clean: bool) -> None:
        before = dict(self.desk.before)
        self.desk.disk = lambda: full_from(call) if full else killed_at(call)
        with suppress(Killed):
            done = self.desk.build(clean=clean)
            if done.report is not None:
                before.pop(self.desk.output, None)
        if clean:
            # It begins by forgetting.
            before.clear()
        self.desk.disk = QuickDisk
        self.desk.before = before

    @rule(at=NUMBER, what=st.sampled_from(["front matter", "date", "template"]))
    def error(self, at: int, what: str) -> None:
        if what == "template":
            self._edit_template("macros/card.html", "{% if %}", own=True)
        elif name := self._name(at):
            text = (
                "---\ntitle: [\n---\n"
                if what == "front matter"
                else source({"title": "x", "date": "soon"}, "")
            )
            self.desk.write(f"content/articles/{name}.md", text)

    # Other ways to build.

    @precondition(lambda self: not self.pending)
    @rule()
    def drafts(self) -> None:
        self.desk.check(self.folder / "drafts", drafts=True)

    @precondition(lambda self: not self.pending)
    @rule(clean=st.booleans())
    def proven(self, clean: bool) -> None:
        # `--verify` compares with a clean build in memory, and `--clean` is one, in the same output.
        assert "build-not-proven" not in self.desk.build(verify=not clean, clean=clean).slugs
        self.desk.before.pop(self.desk.output, None)

    @precondition(lambda self: not self.pending)
    @rule(at=NUMBER)
    def held(self, at: int) -> None:
        if name := self._name(at):
            # An output of its own: in one that has the article, holding it is refused.
            self.desk.check(self.folder / "held", hold=(f"content/articles/{name}.md",))
            self.desk.before.pop(self.folder / "held", None)
            shutil.rmtree(self.folder / "held", ignore_errors=True)

    @rule(option=st.sampled_from([{}, {"base_url": "https://preview.example/x"}, {"strict": True}]))
    def options(self, option: dict[str, Any]) -> None:
        self.desk.options = option

    @precondition(lambda self: self.is_settled)
    @rule()
    def nothing_happens(self) -> None:
        assert self.desk.check().is_quick

    @rule(number=st.integers(2, 3))
    def several_edits_in_one_build(self, number: int) -> None:
        self.pending = number

    @invariant()
    def the_laws_hold(self) -> None:
        self.is_settled = False
        if self.pending:
            self.pending -= 1
            return
        if not self.front and not self.sound:
            return
        done = self.desk.check()
        if done.report is not None:
            self.broken, self.is_settled, self.sound = 0, True, self._texts()
            return
        self.broken += 1
        if self.broken > 2:
            self._mend()

    # How it is done.

    def _name(self, at: int) -> str | None:
        names = sorted(self.front)
        return names[at % len(names)] if names else None

    def _set(self, at: int, **values: Any) -> None:
        if name := self._name(at):
            self.front[name].update(values)
            self._write(name)

    def _write(self, name: str) -> None:
        self.desk.write(f"content/articles/{name}.md", source(self.front[name], self.body[name]))

    def _write_settings(self) -> None:
        lines = (f"{key}: {json.dumps(value)}\n" for key, value in self.settings.items() if value is not None)
        self.desk.write("site.yaml", "".join(lines))

    def _edit_template(self, name: str, words: str, *, own: bool) -> None:
        text = (Path(__file__).parent / "theme/templates" / name).read_text()
        edited = text.replace(edits.MARKS[name], words + edits.MARKS[name], 1)
        if own:
            self.desk.write(f"templates/{name}", edited)
        else:
            (self.desk.theme / "templates" / name).write_text(edited)

    def _edit_lock(self, change: Callable[[list[str]], list[str]]) -> None:
        place = self.desk.site / "urls.lock"
        if place.is_file() and (lines := place.read_text("utf-8").splitlines()):
            self.desk.write("urls.lock", "".join(f"{line}\n" for line in change(lines)))

    def _remove(self, path: str) -> None:
        if (self.desk.site / path).is_file():
            self.desk.remove(path)

    def _sources(self) -> list[Path]:
        return sorted(
            path for path in self.desk.site.rglob("*") if path.is_file() and ".asiansite" not in path.parts
        )

    def _outputs(self) -> list[str]:
        output = self.desk.output
        return [path.relative_to(output).as_posix() for path in output.rglob("*") if path.is_file()]

    def _texts(self) -> dict[str, bytes]:
        theme = [path for path in self.desk.theme.rglob("*") if path.is_file()]
        roots = {self.desk.site: self._sources(), self.desk.theme: theme}
        return {str(path): path.read_bytes() for found in roots.values() for path in found}

    def _mend(self) -> None:
        # Back to the last sources that were sound, as with git.
        if not self.sound:
            return
        for place in self._sources():
            if str(place) not in self.sound:
                self.desk.remove(place.relative_to(self.desk.site).as_posix())
        for path, data in self.sound.items():
            place = Path(path)
            if not place.is_file() or place.read_bytes() != data:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(data)
        known = {path for path in edits.NAMES if (self.desk.site / f"content/articles/{path}.md").is_file()}
        for name in {*self.front} - known:
            del self.front[name], self.body[name]
        for name in known - {*self.front}:
            self.front[name], self.body[name] = {"title": "Back again", "date": edits.DATES[0]}, "It is back."
        self.broken, self.pending, self.desk.options = 0, 0, {}
        assert self.desk.check().report is not None


@lru_cache(maxsize=1)
def other_memory() -> dict[str, bytes]:
    """What builds of another site remember, whose output stands where this one's does."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        for name in edits.NAMES[:4]:
            desk.article(name, "Of another site.", title=f"About {name}", tags=["Haze"])
        desk.checked()
        return {path.name: path.read_bytes() for path in desk.home.glob("*.sqlite")}


_LONG = settings.get_current_profile_name() == "search"

Newsroom.TestCase.settings = settings(
    max_examples=1000 if _LONG else 15,
    stateful_step_count=20 if _LONG else 12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)

TestNewsroom = Newsroom.TestCase
