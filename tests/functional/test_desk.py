"""What editors do all day: a new article, and the diary."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from asiansite.content.first_draft import new_id, slug_from_title
from tests.functional.commands import at_terminal, here
from tests.functional.newsrooms import CLOCK, SETTINGS, Newsroom

SECTIONS = SETTINGS + "sections: [{slug: news, name: News}, {slug: trade, name: Trade and ports}]\n"


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "site", SECTIONS)


# --- new ---


def test_a_new_article_is_a_draft_that_builds_and_then_is_published(room: Newsroom) -> None:
    words = ("--author", "mara", "--tags", "Ports, haze", "--section", "trade", "--date", "2026-02-20 08:00")
    done = here("new", "Ferry: it runs again", *words, cwd=room.folder)
    assert (done.status, done.err) == (0, "")
    assert done.out == "content/articles/2026/ferry-it-runs-again.md\n"
    path = room.folder / done.out.strip()
    text = path.read_text("utf-8")
    assert re.fullmatch(
        r'---\ntitle: "Ferry: it runs again"\nid: [a-z0-9]{8}\nslug: ferry-it-runs-again\ndate: 2026-02-20 08:00\n'
        r"author: mara\nsection: trade\ntags: \[Ports, haze\]\ndraft: true\n---\n\n",
        text,
    )
    room.build()
    assert not room.has("/2026/02/ferry-it-runs-again/")
    path.write_text(text.replace("draft: true\n", "") + "It runs.\n", "utf-8")
    room.build()
    assert "It runs." in room.page("/2026/02/ferry-it-runs-again/")


def test_without_a_terminal_nothing_is_asked_and_the_day_and_id_make_the_address(room: Newsroom) -> None:
    done = room.run("new", "ទឹកជំនន់នៅភ្នំពេញ", "--date", "2026-02-20")
    assert (done.status, done.err) == (0, "")
    (path,) = (room.folder / "content/articles/2026").iterdir()
    text = path.read_text("utf-8")
    id = re.search(r"^id: (.*)$", text, re.MULTILINE)
    assert id is not None
    assert path.name == f"2026-02-20-{id[1][:4]}.md"
    assert "title: ទឹកជំនន់នៅភ្នំពេញ\n" in text


def test_at_a_terminal_what_is_missing_is_asked_for(room: Newsroom) -> None:
    answers = "น้ำท่วม\nPhnom Penh floods\nMara Lim\nsport\nnews\nFloods, Cambodia\n"
    done = at_terminal("new", "--date", "2026-02-20", cwd=room.folder, answers=answers)
    assert done.status == 0, done
    assert done.out.strip() == "content/articles/2026/phnom-penh-floods.md"
    text = (room.folder / done.out.strip()).read_text("utf-8")
    assert "title: น้ำท่วม\n" in text
    assert "author: Mara Lim\nsection: news\ntags: [Floods, Cambodia]\n" in text
    # A section that is none is told, and asked for again.
    assert "error[section-unknown]: there is no section `sport`" in done.err
    assert done.err.count("Section (news, trade), Enter: none:") == 2
    assert done.err.count("Headline:") == 1


def test_at_a_terminal_what_was_said_is_not_asked_for(room: Newsroom) -> None:
    words = ("Ferry runs", "--author", "mara", "--section", "news", "--tags", "", "--date", "2026-02-20")
    done = at_terminal("new", *words, cwd=room.folder, answers="")
    assert (done.status, done.err.strip(), done.out.strip()) == (0, "", "content/articles/2026/ferry-runs.md")


def test_a_template_is_kept_and_filled(room: Newsroom) -> None:
    room.write(
        "content/_templates/interview.md",
        "---\n# Always with a photo\nauthor: mara\nlabel: explainer\ntitle:\n---\n\n## Who\n\n## Why\n",
    )
    done = here("new", "Five questions", "--from", "interview", "--date", "2026-02-20", cwd=room.folder)
    assert (done.status, done.err) == (0, "")
    text = (room.folder / "content/articles/2026/five-questions.md").read_text("utf-8")
    assert text.startswith(
        "---\n# Always with a photo\nauthor: mara\nlabel: explainer\ntitle: Five questions\nid: "
    )
    assert text.endswith("draft: true\n---\n\n## Who\n\n## Why\n")


def test_what_is_there_is_never_written_over(room: Newsroom) -> None:
    path = room.write("content/articles/2026/ferry.md", "Somebody's work, half done.")
    done = here("new", "Ferry", "--date", "2026-02-20", cwd=room.folder)
    assert (done.status, done.slugs) == (2, ["article-exists"])
    assert path.read_text("utf-8") == "Somebody's work, half done."


def test_edit_opens_the_file_in_the_editor_that_is_named(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "cp -v --target-directory=.")
    done = here("new", "Ferry", "--date", "2026-02-20", "--edit", cwd=room.folder)
    assert done.status == 0
    assert (room.folder / "ferry.md").read_bytes() == (
        room.folder / "content/articles/2026/ferry.md"
    ).read_bytes()


def test_ids_are_such_as_articles_may_have_and_never_the_same() -> None:
    ids = [new_id() for _ in range(1000)]
    assert len({*ids}) == 1000
    assert all(re.fullmatch("[a-z0-9]{8}", id) for id in ids)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Lũ lụt ở Đồng bằng", "lu-lut-o-dong-bang"),
        ("Ne'e hako'ak", "nee-hakoak"),
        ("台风逼近菲律宾", None),
        ("ရန်ကုန်မြို့တွင် ရေကြီး", None),
        ("?!", None),
        ("con", None),
    ],
)
def test_a_slug_is_one_that_can_be_read_in_a_link(title: str, slug: str | None) -> None:
    assert slug_from_title(title) == slug


# --- list ---


@pytest.fixture
def diary(room: Newsroom) -> Newsroom:
    room.article("ferry", tags=["Ports", "Trade"], section="trade")
    room.article("coming", date="2026-04-01 06:00", title="น้ำท่วม, again")
    room.article("half", draft=True)
    return room


def test_the_diary_lists_what_is_not_published_too(diary: Newsroom) -> None:
    done = here("list", "--at", CLOCK, cwd=diary.folder)
    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "scheduled  2026-04-01 06:00+07:00  content/articles/coming.md  น้ำท่วม, again\n"
        "published  2026-02-01 08:00+07:00  content/articles/ferry.md   About ferry\n"
        "draft      2026-02-01 08:00+07:00  content/articles/half.md    About half\n"
        "\n"
        "3 articles\n"
    )


def test_the_diary_as_json_and_as_a_table(diary: Newsroom) -> None:
    done = here("list", "published", "--json", "--at", CLOCK, cwd=diary.folder)
    (entry,) = json.loads(done.out)["articles"]
    assert entry == {
        "id": "ferry",
        "path": "content/articles/ferry.md",
        "title": "About ferry",
        "states": ["published"],
        "at": "2026-02-01T08:00:00+07:00",
        "until": None,
        "authors": ["Mara Lim"],
        "tags": ["Ports", "Trade"],
        "section": "trade",
        "status": None,
        "legal": None,
        "second_read": None,
        "lacks": [],
        "url": "https://gazette.example/2026/02/ferry/",
    }
    done = here("list", "--csv", "--at", CLOCK, cwd=diary.folder)
    rows = [*csv.DictReader(io.StringIO(done.out))]
    assert [row["title"] for row in rows] == ["น้ำท่วม, again", "About ferry", "About half"]
    assert rows[1]["tags"] == "Ports, Trade"


def test_one_broken_article_does_not_hide_the_others(diary: Newsroom) -> None:
    diary.article("broken", date="20th of August")
    done = here("list", "draft", "--at", CLOCK, cwd=diary.folder)
    assert done.status == 0
    assert done.out.endswith("\n1 article\n")
    assert done.err == "not listed: 1 article with errors; `asiansite build` tells which\n"


def test_the_front_page_is_told_with_its_picks(diary: Newsroom) -> None:
    diary.write("content/front.yaml", "lead: {article: ferry, until: 2026-03-09}\n")
    done = here("list", "--front", "--at", CLOCK, cwd=diary.folder)
    assert done.out == "lead  picked until 2026-03-09 00:00+07:00  content/articles/ferry.md  About ferry\n"
    assert (
        json.loads(here("list", "--front", "--json", "--at", CLOCK, cwd=diary.folder).out)["front"][0]["id"]
        == "ferry"
    )


def test_a_list_of_nothing_says_so(room: Newsroom) -> None:
    done = here("list", cwd=room.folder)
    assert done.out == "no articles\n", done.err
    assert here("list", "--front", cwd=room.folder).out == "no articles\n"
