"""What a newsroom does with time and mistakes, by the command line and the shipped theme."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.fakes.pictures import picture
from tests.functional.newsrooms import SETTINGS, Newsroom

PAGE = "/2026/02/ferry/"
NOTICE = "CORRECTION NOTICE\nThis is *false* & <b>untrue</b>."
NOTICE_HTML = "CORRECTION NOTICE<br>\nThis is *false* &amp; &lt;b&gt;untrue&lt;/b&gt;."


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    found = Newsroom(tmp_path / "site", SETTINGS + "lite: true\n")
    found.article("port", "It links to [the ferry](ferry.md) too.", title="The port", tags=["Ports"])
    found.write("content/articles/ferry.jpg", picture(3))
    found.write("content/articles/plan.pdf", b"%PDF-1.4 a plan")
    return found


def ferry(room: Newsroom, **front: Any) -> None:
    known = {
        "title": "The ferry runs",
        "tags": ["Ports", "Ships"],
        "image": {"src": "ferry.jpg", "alt": "It"},
    }
    room.article("ferry", "Secret words. See [the plan](plan.pdf).", **known | front)


def at(room: Newsroom, clock: str) -> None:
    room.build("--at", clock)


def names(room: Newsroom) -> list[str]:
    return [path.relative_to(room.output).as_posix() for path in room.output.rglob("*") if path.is_file()]


def holding(room: Newsroom, words: str) -> list[str]:
    """The files of the output in which the words stand; the manifest has names of files alone."""
    found = (path for path in names(room) if words.encode() in (room.output / path).read_bytes())
    return sorted(path for path in found if path != ".asiansite-manifest")


def heading(page: str) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", page)
    assert found is not None
    return found[1]


def main_of(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_an_embargo_holds_until_its_minute_and_then_is_the_date(room: Newsroom) -> None:
    ferry(room, date="2026-02-20 08:00", embargo="2026-02-28 10:00")
    said = room.try_to_build("--at", "2026-02-28 09:59:59")
    assert (said.status, said.slugs) == (0, ["embargo-alone-holds"])
    assert not [name for name in names(room) if "ferry" in name or "plan" in name]
    assert holding(room, "ferry runs") == holding(room, "Ships") == []
    at(room, "2026-02-28 10:00")
    assert 'Published <time datetime="2026-02-28T10:00:00+07:00">' in room.page(PAGE)
    assert [name for name in names(room) if name.endswith("plan.pdf")]
    assert f'href="{PAGE}"' in room.page("/2026/02/port/")


def test_an_empty_embargo_holds_for_good(room: Newsroom) -> None:
    ferry(room, embargo="")
    said = room.try_to_build("--at", "2036-01-01")
    assert (said.status, said.slugs) == (0, ["embargo-empty"])
    assert holding(room, "ferry runs") == []


def test_what_expires_leaves_a_short_page_and_nothing_else(room: Newsroom) -> None:
    ferry(room, expires="2026-02-15 12:00", aliases=["/old-ferry/"])
    at(room, "2026-02-15 11:59")
    assert room.has(f"{PAGE}lite/")
    at(room, "2026-02-15 12:00")
    page = room.page(PAGE)
    assert heading(page) == "No longer available"
    assert '<meta name="robots" content="noindex">' in page
    assert '<time datetime="2026-02-15T12:00:00+07:00">' in page
    assert holding(room, "ferry runs") == holding(room, "Secret words") == holding(room, "Ships") == []
    assert [name for name in names(room) if name.startswith(PAGE[1:])] == [f"{PAGE[1:]}index.html"]
    assert "links to the ferry too" in room.page("/2026/02/port/")
    assert PAGE in room.page("/old-ferry/")


def test_what_is_withdrawn_leaves_a_date_and_a_reason(room: Newsroom) -> None:
    ferry(room)
    at(room, "2026-02-15")
    assert room.has(f"{PAGE}lite/")
    ferry(room, withdrawn={"date": "2026-02-16 09:00", "reason": "By order of <a> court."})
    at(room, "2026-02-16 08:59")
    assert heading(room.page(PAGE)) == "The ferry runs"
    at(room, "2026-02-16 09:00")
    page = room.page(PAGE)
    assert heading(page) == "Withdrawn"
    assert "By order of &lt;a&gt; court." in page
    assert '<time datetime="2026-02-16T09:00:00+07:00">' in page
    assert '<meta name="robots" content="noindex">' in page
    assert holding(room, "ferry runs") == holding(room, "Secret words") == holding(room, "Ships") == []
    assert [name for name in names(room) if name.startswith(PAGE[1:])] == [f"{PAGE[1:]}index.html"]


def corrections() -> list[dict[str, str]]:
    kinds = ("correction", "clarification", "update", "editors-note", "right-of-reply")
    return [
        {"date": f"2026-02-1{day} 10:00", "kind": kind, "text": f"Note {day} on [the port](port.md)."}
        for day, kind in enumerate(kinds)
    ]


def test_corrections_stand_in_their_places_with_their_dates(room: Newsroom) -> None:
    ferry(room, corrections=corrections())
    at(room, "2026-02-20")
    for page in map(main_of, (room.page(PAGE), room.page(f"{PAGE}lite/"))):
        order = [page.index(f"Note {day} on") for day in (4, 3, 0)]
        order += [page.index("the plan</a>"), page.index("Note 2 on"), page.index("Note 1 on")]
        assert order == sorted(order)
        assert '<a href="/2026/02/port/">the port</a>' in page
    page = room.page(PAGE)
    for label in ("Correction", "Clarification", "Update", "Editor’s note", "Right of reply"):
        assert f'<span class="note-label">{label}</span>' in page
    assert 'Updated <time datetime="2026-02-14T10:00:00+07:00">' in page
    assert '"@type":"CorrectionComment"' in page.replace(" ", "")
    for path in ("/", "/tags/ports/", "/archive/2026/"):
        assert '<span class="corrected">Corrected</span>' in room.page(path)
    assert room.page("/tags/ports/").count('class="corrected"') == 1


def test_a_correction_comes_at_its_time_everywhere(room: Newsroom) -> None:
    ferry(room, corrections=corrections()[:1])
    at(room, "2026-02-10 09:59")
    assert holding(room, "Note 0") == holding(room, 'class="corrected"') == []
    assert "Nothing has been corrected yet." in room.page("/corrections/")
    at(room, "2026-02-10 10:00")
    assert {f"{PAGE[1:]}index.html", f"{PAGE[1:]}lite/index.html", "corrections/index.html"} <= {
        *holding(room, "Note 0")
    }
    assert 'class="corrected"' in room.page("/")


def test_all_corrections_are_on_one_page_newest_first(room: Newsroom) -> None:
    ferry(room, corrections=corrections())
    room.article("port", title="The port", corrections=[{**corrections()[0], "date": "2026-02-12 11:00"}])
    room.write("site.yaml", SETTINGS + "page_size: 2\n")
    at(room, "2026-02-20")
    head, second, first = (room.page(f"/corrections/{part}") for part in ("", "page/2/", "page/1/"))
    texts = [
        re.findall(r'<article class="note [a-z-]+">.*?<time datetime="2026-02-(\d\d)', page, re.DOTALL)
        for page in (head, second, first)
    ]
    assert texts == [["14", "13"], ["12", "12"], ["11", "10"]]
    assert f'href="{PAGE}">The ferry runs</a>' in head
    assert "/corrections/page/2/" in head
    # A correction more is on the list's own page: the others stand still.
    room.article("quay", title="The quay", corrections=[{**corrections()[0], "date": "2026-02-18"}])
    at(room, "2026-02-20")
    assert main_of(room.page("/corrections/page/1/")) == main_of(first)


def test_a_legal_notice_is_verbatim_and_above_everything(room: Newsroom) -> None:
    notice = {"text": NOTICE, "from": "2026-02-10", "until": "2026-02-20", "front_page": True}
    ferry(room, legal_notice=notice, corrections=corrections()[:1])
    at(room, "2026-02-09 23:59")
    assert holding(room, "CORRECTION NOTICE") == []
    at(room, "2026-02-10")
    assert holding(room, "CORRECTION NOTICE") == [
        *(f"{PAGE[1:]}index.html", f"{PAGE[1:]}lite/index.html"),
        *("feed.json", "feed.xml", "index.html", "rss.xml"),
    ]
    for path in (PAGE, f"{PAGE}lite/", "/"):
        page = room.page(path)
        assert NOTICE_HTML in page
        main = page[page.index("<main") :]
        before = re.sub(r"<[^>]*>", "", main[: main.index("CORRECTION NOTICE")])
        assert before.strip() == "", path
    assert 'href="/2026/02/ferry/">The ferry runs</a>' in room.page("/")
    at(room, "2026-02-20")
    assert holding(room, "CORRECTION NOTICE") == []


def test_a_notice_stays_where_its_article_was(room: Newsroom) -> None:
    withdrawn = {"date": "2026-02-16", "reason": "By order."}
    ferry(room, legal_notice={"text": NOTICE, "front_page": True}, withdrawn=withdrawn)
    at(room, "2026-02-17")
    assert holding(room, "CORRECTION NOTICE") == [f"{PAGE[1:]}index.html", "index.html"]
    assert holding(room, "The ferry runs") == []


def test_next_tells_it_all(room: Newsroom) -> None:
    ferry(
        room,
        embargo="2026-03-02",
        expires="2026-03-09",
        withdrawn={"date": "2026-03-20", "reason": "x"},
        corrections=[{**corrections()[0], "date": "2026-03-03"}],
        legal_notice={"text": "x", "from": "2026-03-04", "until": "2026-03-05"},
    )
    done = room.run("next", "--json", "--at", "2026-03-01")
    coming = json.loads(done.out)["transitions"]
    found = [(each["at"][:10], each["what"]) for each in coming if each["noticed"]]
    assert found == [
        ("2026-03-02", "published"),
        ("2026-03-03", "corrected"),
        ("2026-03-04", "notice-begins"),
        ("2026-03-05", "notice-ends"),
        ("2026-03-09", "expired"),
        ("2026-03-20", "withdrawn"),
    ]
    calendar = room.run("next", "--ics", "--at", "2026-03-01")
    assert calendar.out.count("BEGIN:VEVENT") == len(found)
