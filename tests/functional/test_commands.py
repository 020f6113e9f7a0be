"""The commands: what they take, what they print and where, and how they end."""

from __future__ import annotations

import errno
import json
import os
import re
import resource
import sqlite3
import subprocess
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import asiansite
from asiansite.errors import messages
from tests.functional.commands import PROGRAM, REPORT, built, command, environment, here
from tests.functional.newsrooms import CLOCK, SETTINGS, Newsroom, source
from tests.functional.outputs import contents, entries, names, pages_in

BROKEN = "---\ntitle: A slip\ndate: 20th of August\n---\nText.\n"


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    found = Newsroom(tmp_path / "site")
    found.article("ferry", "The ferry runs again.", tags=["Ports"], section="Trade")
    return found


# --- build: where from, where to ---


def test_a_first_build_makes_the_output_and_says_so(room: Newsroom) -> None:
    done = command("build", "--at", CLOCK, cwd=room.folder)
    assert (done.status, done.err) == (0, "")
    first, following = done.out.splitlines()
    pages = pages_in(room.folder / "public")
    assert re.fullmatch(
        rf"public: {pages} pages, {pages} rendered, \d+ files written, 0 removed, in \d+\.\d\d s", first
    )
    assert following == "next change: 2027-01-01 00:00+07:00 (the year changes)"
    assert "The ferry runs again." in (room.folder / "public/2026/02/ferry/index.html").read_text("utf-8")


def test_the_reasons_of_a_build_add_up(room: Newsroom) -> None:
    built("--at", CLOCK, cwd=room.folder)
    room.article("market", title="A market")
    first, *lines = here("build", "--at", CLOCK, cwd=room.folder).out.splitlines()
    rendered = re.search(r"(\d+) rendered", first)
    assert rendered is not None
    counts = [int(line.split()[0]) for line in lines if line.startswith("  ")]
    assert sum(counts) == int(rendered[1])
    assert any(line.endswith(" for other reasons: asiansite why") for line in lines)


def test_why_only_reads_the_book_even_while_a_build_writes_it(room: Newsroom) -> None:
    assert here("why", cwd=room.folder).slugs == ["nothing-built-yet"]
    assert not [*(room.folder / ".asiansite").glob("book*")]
    built("--at", CLOCK, cwd=room.folder)
    (book,) = (room.folder / ".asiansite").glob("book*")
    before = book.read_bytes(), book.stat().st_mtime_ns
    with closing(sqlite3.connect(book)) as build:
        build.execute("BEGIN IMMEDIATE")
        done = here("why", "/2026/02/ferry/", cwd=room.folder)
    assert (done.status, done.err) == (0, "")
    assert "rendered it" in done.out
    assert (book.read_bytes(), book.stat().st_mtime_ns) == before


def test_a_build_leaves_nothing_but_the_output(room: Newsroom) -> None:
    before = contents(room.folder)
    report = built("--at", CLOCK, cwd=room.folder)
    after = contents(room.folder)
    added = {path for path in after if path not in before}
    assert {path: after[path] for path in before} == before
    assert all(path.startswith("public/") for path in added)
    assert len(added) == report["written"] + 1  # and the manifest
    assert {path.name for path in room.folder.iterdir()} - {"public", ".asiansite"} == {
        "site.yaml",
        "content",
    }
    assert names(room.folder.parent) == ["site"]


@pytest.mark.parametrize("below", ["content/articles", "templates/deep/er", "public"])
def test_the_site_is_found_from_any_folder_below(room: Newsroom, below: str) -> None:
    (room.folder / below).mkdir(parents=True, exist_ok=True)
    assert here("build", "--at", CLOCK, cwd=room.folder / below).status == 0
    assert (room.folder / "public/index.html").is_file()


def test_site_names_another_folder(room: Newsroom, tmp_path: Path) -> None:
    assert here("build", "--site", "site", "--at", CLOCK, cwd=tmp_path).status == 0
    assert (room.folder / "public/index.html").is_file()
    # The one named is meant, not one above it.
    (room.folder / "empty").mkdir()
    done = here("build", "--site", "site/empty", cwd=tmp_path)
    assert (done.status, done.slugs) == (2, ["no-site"])


def test_without_a_site_there_is_nothing_to_build(tmp_path: Path) -> None:
    done = command("build", cwd=tmp_path)
    assert (done.status, done.out, done.slugs) == (2, "", ["no-site"])
    assert str(tmp_path) in done.err
    assert "asiansite init" in done.err
    assert [*tmp_path.iterdir()] == []


def test_an_output_is_named_from_the_current_folder(room: Newsroom, tmp_path: Path) -> None:
    done = here("build", "--site", room.folder, "--output", "there/now", "--at", CLOCK, cwd=tmp_path)
    assert done.status == 0
    assert done.out.startswith(f"{Path('there/now')}: ")
    assert (tmp_path / "there/now/index.html").is_file()
    assert not (room.folder / "public").exists()


@pytest.mark.parametrize(
    "output",
    ["", " ", ".", "..", "content", "content/articles/x", "templates", "static/x", ".asiansite", "/"],
)
def test_an_output_in_the_sources_is_refused(room: Newsroom, output: str) -> None:
    before = contents(room.folder.parent), set(entries(room.folder.parent))
    done = here("build", "--output", output, cwd=room.folder)
    assert (done.status, done.out, done.slugs) == (2, "", ["output-refused"])
    assert (contents(room.folder.parent), set(entries(room.folder.parent))) == before


def test_clean_gives_the_same_output_and_rewrites_nothing(room: Newsroom) -> None:
    room.build()
    before = entries(room.output)
    assert room.build("--clean")["written"] == 0
    assert entries(room.output) == before


# --- build: the clock ---


def test_an_article_appears_at_its_instant(room: Newsroom) -> None:
    room.article("later", date="2026-05-10 09:30", title="Later")
    for moment, is_public in (
        ("2026-05-10", False),
        ("2026-05-10T09:29:59", False),
        ("2026-05-10T09:30", True),
        ("2026-05-10 09:30", True),
        ("2026-05-10T02:30Z", True),
        ("2026-05-10T10:29:59+08:00", False),
        ("2026-05-11", True),
    ):
        report = room.build("--at", moment)
        assert room.has("/2026/05/later/") == is_public, moment
        published = [change["at"] for change in report["transitions"] if change["what"] == "published"]
        assert published == ([] if is_public else ["2026-05-10T09:30:00+07:00"]), moment


def test_the_report_names_the_next_change(room: Newsroom) -> None:
    room.article("second", date="2026-03-05 06:00")
    room.article("first", date="2026-03-02 06:00+09:00")
    report = room.build()
    instants = [datetime.fromisoformat(change["at"]) for change in report["transitions"]]
    assert instants == sorted(instants)
    assert report["transitions"][0] == {
        "at": "2026-03-02T04:00:00+07:00",
        "what": "published",
        "subject": "first",
    }
    assert report["next_change_at"] == "2026-03-02T04:00:00+07:00"
    # At that very moment it is true, and the change after it is the next one.
    report = room.build("--at", report["next_change_at"])
    assert room.has("/2026/03/first/")
    assert not room.has("/2026/03/second/")
    assert report["next_change_at"] > "2026-03-02T04:00:00+07:00"


@pytest.mark.parametrize("moment", ["", "tomorrow", "10/05/2026", "2026-02-30", "2026-05-10T25:00", "0"])
def test_a_clock_that_is_no_date_is_refused(room: Newsroom, moment: str) -> None:
    done = here("build", "--at", moment, cwd=room.folder)
    assert (done.status, done.out, done.slugs) == (2, "", ["option-not-a-date"])
    assert not (room.folder / "public").exists()


# --- build: drafts, hold, strict ---


def test_drafts_go_to_an_output_of_their_own(room: Newsroom) -> None:
    room.article("secret", "Not yet.", draft=True, date="2026-02-02")
    room.article("undated", date=None, draft=True)
    done = here("build", "--drafts", cwd=room.folder)
    assert (done.status, done.out, done.slugs) == (2, "", ["drafts-need-output"])
    assert not (room.folder / "public").exists()
    room.build()
    assert not room.has("/2026/02/secret/")
    room.output = room.folder.parent / "preview"
    room.build("--drafts")
    assert "Not yet." in room.page("/2026/02/secret/")
    assert room.has("/2026/03/undated/")


def test_hold_leaves_a_broken_new_article_out(room: Newsroom) -> None:
    broken = room.write("content/articles/2026/slip.md", BROKEN)
    room.article("links", "See [the other story](2026/slip.md).")
    assert room.try_to_build().slugs == ["date-not-a-date"]
    done = room.try_to_build("--hold", "content/articles/2026/slip.md")
    assert (done.status, done.slugs) == (0, ["held"])
    assert "See the other story." in room.page("/2026/02/links/")
    assert "warning" in done.err.splitlines()[-1]
    # The file may be named from where the editor stands, too.
    for folder, name in (("content/articles/2026", "slip.md"), ("content/articles", "./2026/slip.md")):
        done = here("build", "--hold", name, "--at", CLOCK, cwd=room.folder / folder)
        assert (done.status, done.slugs) == (0, ["held"]), name
    assert here("build", "--hold", broken, "--at", CLOCK, cwd=room.folder).status == 0


def test_hold_is_given_once_for_each_file(room: Newsroom) -> None:
    for name in ("one", "two"):
        room.write(f"content/articles/{name}.md", BROKEN)
    held = ["--hold", "content/articles/one.md", "--hold", "content/articles/two.md"]
    assert room.try_to_build(*held).slugs == ["held", "held"]
    assert room.try_to_build(*held[:2]).slugs == ["held", "date-not-a-date"]


@pytest.mark.parametrize(
    "name",
    ["", "content/articles", "content/articles/none.md", "content/authors/mara.md", "site.yaml", "../x"],
)
def test_hold_is_for_articles(room: Newsroom, name: str) -> None:
    done = room.try_to_build("--hold", name)
    assert (done.status, done.out, done.slugs) == (2, "", ["hold-not-an-article"])


@pytest.mark.parametrize(
    ("name", "front", "url"),
    [
        ("ferry", {}, "/2026/02/ferry/"),
        ("2026-02-01-bridge", {}, "/2026/02/bridge/"),
        ("2026/long-name", {"slug": "short"}, "/2026/02/short/"),
    ],
)
@pytest.mark.parametrize("is_broken", [False, True])
def test_hold_never_takes_a_published_page_away(
    room: Newsroom, name: str, front: dict[str, Any], url: str, *, is_broken: bool
) -> None:
    room.article(name, **front)
    room.build()
    before = contents(room.output)
    if is_broken:
        room.article(name, **front, label="gossip")
    done = room.try_to_build("--hold", f"content/articles/{name}.md")
    assert (done.status, done.out, done.slugs) == (2, "", ["hold-published"])
    assert url in done.err
    assert contents(room.output) == before


def test_strict_makes_errors_of_warnings(room: Newsroom) -> None:
    room.article("guest", author="A Guest")
    done = room.try_to_build("--strict")
    assert (done.status, done.out, done.slugs) == (1, "", ["author-without-file"])
    assert done.err.startswith("error[author-without-file]")
    assert not room.output.exists()
    done = room.try_to_build()
    assert (done.status, done.slugs) == (0, ["author-without-file"])
    assert done.err.startswith("warning[author-without-file]")
    assert "1 warning in 1 of 2 articles; the site was published all the same." in done.err
    assert done.out.startswith(f"{room.output}: ")


# --- build: other options ---


def test_a_base_url_takes_the_place_of_the_settings(room: Newsroom) -> None:
    room.build("--base-url", "https://example.org/some/path/")
    page = room.page("/2026/02/ferry/")
    assert '<link rel="canonical" href="https://example.org/some/path/2026/02/ferry/">' in page
    assert 'href="/some/path/tags/ports/"' in page
    assert "gazette.example" not in page


@pytest.mark.parametrize(
    "url", ["", "example.org", "/path", "ftp://example.org", "https://", "https://example.org?x=1"]
)
def test_a_base_url_that_is_none_is_refused(room: Newsroom, url: str) -> None:
    done = room.try_to_build("--base-url", url)
    assert (done.status, done.out, done.slugs) == (2, "", ["option-not-a-url"])
    assert not room.output.exists()


def test_foreign_pages_stop_a_first_build_unless_adopted(room: Newsroom) -> None:
    room.output.mkdir()
    (room.output / "index.html").write_text("an earlier site", encoding="utf-8")
    (room.output / "notes.txt").write_text("mine", encoding="utf-8")
    done = room.try_to_build()
    assert (done.status, done.out, done.slugs) == (2, "", ["output-has-foreign-files"])
    assert "index.html" in done.err
    assert "--adopt" in done.err
    assert contents(room.output) == {"index.html": b"an earlier site", "notes.txt": b"mine"}
    assert room.try_to_build("--adopt").status == 0
    assert (room.output / "notes.txt").read_text("utf-8") == "mine"
    assert "The Strait Gazette" in room.page("/")


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["bild"],
        ["build", "--nonsense"],
        ["build", "extra"],
        ["build", "--jobs", "0"],
        ["build", "--jobs", "-1"],
        ["build", "--jobs", "two"],
        ["build", "--wait", "long"],
        ["build", "--output"],
        ["init"],
        ["init", "one", "two"],
        ["help", "one", "two"],
    ],
)
def test_wrong_words_are_wrong_usage(tmp_path: Path, words: list[str]) -> None:
    done = here(*words, cwd=tmp_path)
    assert (done.status, done.out) == (2, "")
    assert "usage: asiansite" in done.err
    assert "Traceback" not in done.err


# --- the report, the problems, and their streams ---


def test_the_report_is_one_json_object(room: Newsroom) -> None:
    room.article("guest", author="A Guest")
    done = command("build", "--json", "--output", room.output, "--at", CLOCK, cwd=room.folder)
    assert (done.status, done.slugs) == (0, ["author-without-file"])
    report = done.report
    assert set(report) == REPORT
    assert report["pages"] == report["rendered"] == pages_in(room.output)
    assert report["written"] == len(contents(room.output)) - 1
    assert report["removed"] == 0
    assert 0 < report["seconds"] < 60
    (found,) = report["problems"]
    assert (found["slug"], found["level"]) == ("author-without-file", "warning")
    assert (found["path"], found["line"]) == ("content/articles/guest.md", 3)
    again = room.try_to_build("--json").report
    assert (again["written"], again["removed"]) == (0, 0)


def test_every_problem_of_every_file_is_told_at_once(room: Newsroom) -> None:
    room.build()
    before = entries(room.output)
    room.write("content/articles/b.md", BROKEN)
    room.write("content/articles/a.md", source({"title": "A", "tag": "x", "label": "gossip"}, "x"))
    room.write("content/articles/c.md", source({"title": "C", "date": "2026-02-01"}, "[gone](gone.md)"))
    room.write("content/authors/zoe.md", "---\nname: Zoe\nrole: [x]\n---\n")
    done = command("build", "--output", room.output, "--at", CLOCK, cwd=room.folder)
    assert (done.status, done.out) == (1, "")
    places = re.findall(r"^  (content/\S+?):(\d+)", done.err, re.MULTILINE)
    assert places == sorted(places, key=lambda place: (place[0], int(place[1])))
    assert {path for path, _ in places} == {
        "content/articles/a.md",
        "content/articles/b.md",
        "content/articles/c.md",
        "content/authors/zoe.md",
    }
    errors = done.err.count("error[")
    assert done.err.rstrip().splitlines()[-1].startswith(f"{errors} problems and ")
    assert done.err.rstrip().endswith("nothing was published.")
    assert "Traceback" not in done.err
    assert entries(room.output) == before


def test_a_failure_is_a_report_too(room: Newsroom) -> None:
    room.write("content/articles/slip.md", BROKEN)
    done = room.try_to_build("--json")
    assert done.status == 1
    assert set(done.report) == REPORT
    assert [found["slug"] for found in done.report["problems"]] == done.slugs == ["date-not-a-date"]
    assert done.report["written"] == done.report["pages"] == 0


@pytest.mark.parametrize(
    "words",
    [["--at", "x"], ["--base-url", "x"], ["--hold", "x"], ["--site", "x"], ["--output", ".."], ["--drafts"]],
)
def test_a_refusal_is_a_report_too(room: Newsroom, words: list[str]) -> None:
    done = here("build", "--json", *words, cwd=room.folder)
    assert done.status == 2
    assert set(done.report) == REPORT
    assert [found["slug"] for found in done.report["problems"]] == done.slugs


def test_what_a_draft_has_wrong_stops_nobody(room: Newsroom) -> None:
    room.write("content/articles/slip.md", BROKEN.replace("title", "draft: true\ntitle"))
    done = room.try_to_build()
    assert (done.status, done.slugs) == (0, ["date-not-a-date"])


def test_a_wrong_template_is_told_with_its_line(room: Newsroom) -> None:
    room.build()
    before = contents(room.output)
    room.write("templates/article.html", "<p>\n{{ page.nothing }}\n")
    done = room.try_to_build()
    assert (done.status, done.out, done.slugs) == (1, "", ["template-fault"])
    assert "templates/article.html:2" in done.err
    room.write("templates/article.html", "<p>\n{% if %}\n")
    done = room.try_to_build()
    assert (done.status, done.out, done.slugs) == (1, "", ["template-broken"])
    assert contents(room.output) == before


def test_a_wrong_template_is_told_alike_by_other_processes(room: Newsroom) -> None:
    for number in range(250):
        room.article(f"story-{number}")
    room.write("templates/article.html", "{% if page.id == 'story-77' %}\n{{ page.nothing }}{% endif %}\n")
    done = [
        command("build", "--output", room.output, "--jobs", jobs, cwd=room.folder, env={"LC_ALL": "C"})
        for jobs in (1, 2)
    ]
    assert done[0] == done[1]
    assert (done[0].status, done[0].slugs) == (1, ["template-fault"])
    assert "templates/article.html:2" in done[0].err
    assert not room.output.exists()


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_any_terminal_can_show_what_is_told(room: Newsroom, encoding: str) -> None:
    room.article("guest", author="สมชาย ใจดี 😀")
    env = {"PYTHONIOENCODING": encoding}
    for words in (["build", "--json"], ["build"]):
        done = subprocess.run(
            [*PROGRAM, *words, "--at", CLOCK, "--output", "ข่าว"],
            cwd=room.folder,
            env=environment(env),
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done
        out = done.stdout.decode(encoding)
        assert b"author-without-file" in done.stderr
        if "--json" in words:
            assert "สมชาย ใจดี 😀" in json.loads(out)["problems"][0]["says"]


def test_a_reader_who_has_gone_gets_no_traceback(room: Newsroom) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        done = subprocess.run(
            [*PROGRAM, "help", "build"],
            cwd=room.folder,
            env=environment(),
            stdout=writing,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    finally:
        os.close(writing)
    assert done.stderr == ""
    assert done.returncode != 0


# --- the machine ---


def test_a_disk_that_refuses_is_the_machines_fault(room: Newsroom) -> None:
    room.build()
    before = contents(room.output)
    room.article("second")
    done = room.try_to_build("--output", room.folder.parent / ("x" * 300))
    assert (done.status, done.out, done.slugs) == (74, "", ["cannot-write"])
    assert os.strerror(errno.ENAMETOOLONG) in done.err
    assert contents(room.output) == before
    assert names(room.folder.parent) == ["site", "site-output"]


def test_a_build_that_cannot_write_a_file_leaves_the_output_as_it_was(room: Newsroom) -> None:
    room.build()
    before, beside = entries(room.output), names(room.folder.parent)
    room.article("second", "A long text. " * 5000)

    def write_little() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    done = subprocess.run(
        [*PROGRAM, "build", "--output", str(room.output), "--at", CLOCK],
        cwd=room.folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        preexec_fn=write_little,
        check=False,
    )
    assert (done.returncode, done.stdout) == (74, "")
    assert os.strerror(errno.EFBIG) in done.stderr
    assert entries(room.output) == before
    assert names(room.folder.parent) == beside


def test_a_source_that_cannot_be_read_is_the_machines_fault(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.build()
    before = entries(room.output)
    real = os.open

    def refusing(path: Any, *args: Any, **kwargs: Any) -> int:
        if str(path).endswith("ferry.md"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "open", refusing)
    done = room.try_to_build()
    assert (done.status, done.out) == (74, "")
    assert done.slugs == ["file-unreadable"]
    assert "content/articles/ferry.md" in done.err
    monkeypatch.undo()
    assert entries(room.output) == before


# --- init ---


def test_a_new_site_builds_at_once_without_a_warning(tmp_path: Path) -> None:
    done = command("init", "outlets/new", cwd=tmp_path)
    assert (done.status, done.err) == (0, "")
    site = tmp_path / "outlets/new"
    assert f"cd {Path('outlets/new')}" in done.out
    assert "asiansite build" in done.out
    assert "/public/" in (site / ".gitignore").read_text("utf-8")
    assert built("--strict", cwd=site)["pages"] >= 10
    assert (site / "public/index.html").is_file()


def test_init_takes_an_empty_folder_and_no_other(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert here("init", "empty", cwd=tmp_path).status == 0
    before = contents(tmp_path)
    done = here("init", "empty", cwd=tmp_path)
    assert (done.status, done.out, done.slugs) == (2, "", ["folder-not-empty"])
    assert here("init", "empty/site.yaml", cwd=tmp_path).status == 2
    assert contents(tmp_path) == before
    (tmp_path / "this").mkdir()
    assert here("init", ".", cwd=tmp_path / "this").status == 0
    assert here("build", cwd=tmp_path / "this").status == 0


@pytest.mark.parametrize("folder", ["file/below", "x" * 300])
def test_init_tells_what_the_machine_refuses(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = here("init", folder, cwd=tmp_path)
    assert (done.status, done.out, done.slugs) == (74, "", ["cannot-write"])


# --- help, version ---


def test_the_version_is_the_packages(tmp_path: Path) -> None:
    done = command("--version", cwd=tmp_path)
    assert (done.status, done.out, done.err) == (0, f"asiansite {asiansite.__version__}\n", "")


def test_help_tells_every_command(tmp_path: Path) -> None:
    everything = here("help", cwd=tmp_path)
    assert (everything.status, everything.err) == (0, "")
    assert here("--help", cwd=tmp_path).out == everything.out
    for name in ("build", "init", "help"):
        assert re.search(rf"^ +{name} ", everything.out, re.MULTILINE)
        done = here("help", name, cwd=tmp_path)
        assert (done.status, done.err) == (0, "")
        assert done.out.startswith(f"usage: asiansite {name} ")
        assert here(name, "--help", cwd=tmp_path).out == done.out


def test_help_names_every_option_of_build(tmp_path: Path) -> None:
    options = set(re.findall(r"--[a-z-]+", here("help", "build", cwd=tmp_path).out))
    assert options >= set(
        "--site --output --clean --at --drafts --jobs --base-url --hold --strict --adopt --wait --json".split()
    )


def test_help_explains_every_message(tmp_path: Path) -> None:
    for slug, message in messages().items():
        done = here("help", slug, cwd=tmp_path)
        assert (done.status, done.err) == (0, ""), slug
        head, _, rest = done.out.partition("\n\n")
        assert head.startswith(f"{message.level}[{slug}]: ")
        assert not re.search(r"\{\w*\}", head), f"{slug}: {head}"
        assert rest.strip() == message.help


def test_help_for_something_else_says_what_was_meant(tmp_path: Path) -> None:
    done = here("help", "date-not-a-dat", cwd=tmp_path)
    assert (done.status, done.out, done.slugs) == (2, "", ["no-such-help"])
    assert "did you mean `date-not-a-date`?" in done.err


def test_the_settings_are_needed(tmp_path: Path) -> None:
    room = Newsroom(tmp_path / "site", SETTINGS.replace("base_url", "base_ulr"))
    done = room.try_to_build()
    assert (done.status, done.out) == (1, "")
    assert "unknown-key" in done.slugs
    assert "site.yaml:2:1" in done.err
    assert "did you mean `base_url`?" in done.err
