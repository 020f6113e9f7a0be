"""`asiansite check --external`: other sites, on a socket of this machine, are asked as an editor has it done."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path

import pytest

from asiansite import __version__
from asiansite.storage.outside import DAY
from asiansite.work.turns import PAUSE
from tests.fakes.other_sites import Clock, OtherSites, Page, lead_names_here, other_sites
from tests.functional.commands import ROOT, Done, command, environment, here

PAGES: dict[str, Page | list[Page]] = {
    "/fine": Page(),
    "/fine?a=1&b=2": Page(),
    "/gone": Page(410),
    "/no-head": Page(head=405),
    "/moved": Page(301, {"Location": "/fine"}),
    "/twice": Page(308, {"Location": "http://second.example:PORT/moved"}),
    "/for-now": Page(302, {"Location": "/fine"}),
    "/busy": [Page(429, {"Retry-After": "7"}), Page()],
    "/people": Page(403),
    "/broken-machine": Page(500),
    "/breaks": Page(breaks=True),
    "/loop": Page(302, {"Location": "/loop"}),
}

SITE = """\
title: Links
base_url: https://links.example.org
menu:
  - {title: Agency, url: "http://menu.example:PORT/gone"}
footer:
  - {title: Own, url: https://links.example.org/about/}
checks: {outside-link-unchecked: warning}
"""

ARTICLE = """\
---
title: A story
author: siti
date: 2026-02-01
description: It says what there is.
corrections:
  - {date: 2026-02-02, kind: update, text: "It is [here](http://news.example:PORT/gone) now."}
---

Text.

"""


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr("asiansite.cli.outside.clock", made)
    monkeypatch.setattr("asiansite.cli.outside.pause", made.pause)
    return made


@pytest.fixture
def sites(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Iterator[OtherSites]:
    lead_names_here(monkeypatch)
    with other_sites(deepcopy(PAGES)) as running:
        yield running


@pytest.fixture
def folder(tmp_path: Path, sites: OtherSites) -> Path:
    write(tmp_path / "site.yaml", SITE, sites)
    write(
        tmp_path / "content/authors/siti.md",
        '---\nname: Siti\nlinks: [{title: Own page, url: "http://author.example:PORT/gone"}]\n---\n\nBio.\n',
        sites,
    )
    return tmp_path


def write(path: Path, text: str, sites: OtherSites) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.replace("PORT", str(sites.port)), encoding="utf-8")
    return path


def story(folder: Path, sites: OtherSites, *lines: str, name: str = "a", head: str = ARTICLE) -> Path:
    return write(
        folder / f"content/articles/{name}.md", head + "".join(f"{line}\n\n" for line in lines), sites
    )


def asked(folder: Path, *more: str) -> Done:
    return here("check", "--external", "--at", "2026-06-01", *more, cwd=folder)


def found(folder: Path, *more: str) -> set[tuple[str, str, int | None, str]]:
    """(rule, path, line, URL without its host's port) of each finding."""
    report = asked(folder, "--json", *more).report
    return {
        (
            each["slug"].removeprefix("outside-link-"),
            each["path"].removeprefix("content/"),
            each["line"],
            each["says"].split("`")[1].rpartition(":")[0].removeprefix("http://")
            + "/"
            + each["says"].split("`")[1].split("/", 3)[3],
        )
        for each in report["problems"]
        if each["slug"].startswith("outside-link-")
    }


ELSEWHERE = {
    ("broken", "articles/a.md", 7, "news.example/gone"),
    ("broken", "authors/siti.md", 3, "author.example/gone"),
    ("broken", "site.yaml", 4, "menu.example/gone"),
}
"""What is found beside the body: in a correction, an author's links and the menu."""


@pytest.mark.parametrize(
    ("path", "verdict"),
    [
        ("/fine", None),
        ("/fine#part", None),
        ("/no-head", None),
        ("/for-now", None),
        ("/busy", None),
        ("/breaks", None),
        ("/gone", "broken"),
        ("/none", "broken"),
        ("/moved", "moved"),
        ("/twice", "moved"),
        ("/people", "unchecked"),
        ("/broken-machine", "unchecked"),
        ("/loop", "unchecked"),
    ],
)
def test_what_an_answer_comes_to(folder: Path, sites: OtherSites, path: str, verdict: str | None) -> None:
    story(folder, sites, f"See [it](http://news.example:PORT{path}).")
    expected = {(verdict, "articles/a.md", 12, f"news.example{path}")} if verdict else set()
    assert found(folder) == ELSEWHERE | expected


def test_findings_stand_where_the_link_is_written(folder: Path, sites: OtherSites) -> None:
    story(
        folder,
        sites,
        "See [it][1], and `http://news.example:PORT/none/in-code`.",
        "<http://news.example:PORT/none>, and [a longer one](http://news.example:PORT/none/more).",
        "![A map](http://maps.example:PORT/none.png)",
        "[1]: http://news.example:PORT/gone",
        "[escaped](http://news.example:PORT/none?a=1&amp;b=2)",
    )
    report = asked(folder, "--json").report
    problems = [each for each in report["problems"] if each["slug"] == "outside-link-broken"]
    places = [(each["path"].removeprefix("content/"), each["line"], each["column"]) for each in problems]
    assert [place[:2] for place in places] == [
        ("articles/a.md", 7),
        ("articles/a.md", 14),
        ("articles/a.md", 14),
        ("articles/a.md", 16),
        ("articles/a.md", 18),
        ("articles/a.md", 20),
        ("authors/siti.md", 3),
        ("site.yaml", 4),
    ]
    for each in problems:
        line = (folder / each["path"]).read_text("utf-8").splitlines()[each["line"] - 1]
        url = each["says"].split("`")[1]
        assert line[each["column"] - 1 :].replace("&amp;", "&").startswith((url, f'"{url}"'))
    github = asked(folder, "--format", "github").out
    for path, line, column in places:
        file = path if path == "site.yaml" else f"content/{path}"
        assert f"::warning file={file},line={line},col={column},title=outside-link-broken::" in github
    assert "/none/in-code" not in " ".join(sites.paths())


def test_a_link_without_a_scheme_is_found_too(folder: Path, sites: OtherSites) -> None:
    story(folder, sites, '<a href="//unknown.example/x">it</a>')
    (broken,) = [
        each for each in asked(folder, "--json").report["problems"] if "unknown.example" in each["says"]
    ]
    assert (broken["slug"], broken["line"], broken["column"]) == ("outside-link-broken", 12, 10)


def test_only_what_readers_can_read_is_asked_for(folder: Path, sites: OtherSites) -> None:
    story(folder, sites, "Text.", head=ARTICLE)
    for name, key in (("draft", "draft: true"), ("held", "embargo:"), ("coming", "date: 2026-07-01")):
        head = (
            f"---\ntitle: Of {name}\nauthor: siti\n"
            + ("" if name == "coming" else "date: 2026-02-01\n")
            + key
        )
        story(folder, sites, f"[x](http://{name}.example:PORT/x)", name=name, head=f"{head}\n---\n\n")
    write(
        folder / "content/pages/plan.md",
        "---\ntitle: Plan\ndraft: true\n---\n[x](http://page.example:PORT/)\n",
        sites,
    )
    assert found(folder) == ELSEWHERE
    assert {host for _, host, _ in sites.asked} == {"news.example", "menu.example", "author.example"}
    # The day on which it is out, it is asked for.
    assert here("check", "--external", "--at", "2026-07-02", cwd=folder).status == 0
    assert sites.paths("coming.example") == ["HEAD /x", "GET /x"]


def test_private_addresses_mail_and_the_own_site_are_not_asked(folder: Path, sites: OtherSites) -> None:
    story(
        folder,
        sites,
        "[a](http://localhost:PORT/a) [b](http://192.168.1.20/b) [c](http://desk/c) [d](http://127.0.0.1:PORT/d)",
        "[e](mailto:desk@news.example) [f](tel:+6512345678) [g](https://links.example.org/none/)",
    )
    report = asked(folder, "--json").report
    private = [each for each in report["problems"] if each["slug"] == "outside-link-private"]
    assert [each["line"] for each in private] == [12, 12, 12, 12]
    assert report["outside"] == {
        "links": 7,
        "asked": 3,
        "fine": 0,
        "moved": 0,
        "broken": 3,
        "unchecked": 0,
        "private": 4,
    }
    assert {host for _, host, _ in sites.asked} == {"news.example", "menu.example", "author.example"}


def test_a_host_that_is_none_is_broken_and_no_network_is_no_verdict(folder: Path, sites: OtherSites) -> None:
    story(folder, sites, "[a](http://unknown.example:PORT/) [b](http://offline.example:PORT/)")
    assert found(folder) - ELSEWHERE == {
        ("broken", "articles/a.md", 12, "unknown.example/"),
        ("unchecked", "articles/a.md", 12, "offline.example/"),
    }


def test_answers_are_remembered_for_their_time(folder: Path, sites: OtherSites, clock: Clock) -> None:
    story(folder, sites, "[a](http://news.example:PORT/fine) [b](http://news.example:PORT/people)")
    first = found(folder)
    assert len(sites.asked) > 0
    for passed, again in (
        (60.0, set[str]()),
        (DAY / 24, {"/people"}),
        (DAY, {"/people", "/gone"}),
        (7 * DAY, {"/people", "/gone", "/fine"}),
    ):
        sites.asked.clear()
        clock.now += passed
        assert found(folder) == first
        assert {path for _, _, path in sites.asked} == again
    sites.asked.clear()
    # What is remembered is disposable: nothing else is worse off for it.
    (folder / ".asiansite/outside.sqlite").write_bytes(b"no database")
    assert found(folder) == first
    assert sites.asked


def test_a_record_that_was_tampered_with_is_asked_again(folder: Path, sites: OtherSites) -> None:
    story(folder, sites, "[a](http://news.example:PORT/none)")
    first = found(folder)
    with sqlite3.connect(folder / ".asiansite/outside.sqlite") as inside:
        inside.execute("UPDATE answers SET record = replace(record, 'broken', 'fine')")
    inside.close()
    sites.asked.clear()
    assert found(folder) == first
    assert sites.asked


def test_hosts_are_asked_politely(folder: Path, sites: OtherSites, clock: Clock) -> None:
    links = [f"[{number}](http://news.example:PORT/fine?{number})" for number in range(5)]
    story(folder, sites, " ".join(links), "[busy](http://busy.example:PORT/busy)")
    sites.pages |= {f"/fine?{number}": Page() for number in range(5)}
    began = clock.now
    done = asked(folder)
    assert set(sites.most_at_once.values()) == {1}
    assert {headers["User-Agent"] for headers in sites.headers} == {
        f"asiansite/{__version__} (check of links; https://links.example.org)"
    }
    # Five links, and the correction's with HEAD and GET.
    assert clock.now - began >= 6 * PAUSE
    # The other host asked for seven seconds.
    assert clock.now - began >= 7
    assert sites.paths("busy.example") == ["HEAD /busy", "HEAD /busy"]
    assert done.err.splitlines()[-2:-1] == ["other sites: 9 links, 9 asked now"]


def test_levels_are_the_outlets(folder: Path, sites: OtherSites) -> None:
    story(folder, sites, "[a](http://news.example:PORT/people)")
    settings = (folder / "site.yaml").read_text("utf-8")
    asked_first = found(folder)
    assert ("unchecked", "articles/a.md", 12, "news.example/people") in asked_first
    for level, status in (('"off"', 0), ("error", 1)):
        changed = f"checks: {{outside-link-broken: {level}}}"
        (folder / "site.yaml").write_text(
            settings.replace("checks: {outside-link-unchecked: warning}", changed), encoding="utf-8"
        )
        done = asked(folder)
        assert done.status == status
        assert ("outside-link-broken" in done.slugs) == (status == 1)
        # It is off where nothing is said of it, and still counted.
        assert "outside-link-unchecked" not in done.slugs
        assert "1 could not be checked (most: 403 Forbidden)" in done.err
        assert "would publish all the same" in done.err or status == 0


def test_nobody_is_asked_without_the_option(folder: Path, sites: OtherSites) -> None:
    story(folder, sites, "[a](http://news.example:PORT/none)")
    done = here("check", "--json", "--at", "2026-06-01", cwd=folder)
    assert (done.report["problems"], "outside" in done.report) == ([], False)
    assert sites.asked == []
    assert not (folder / ".asiansite/outside.sqlite").exists()


def test_what_sends_requests_is_not_imported_without_it(tmp_path: Path, sites: OtherSites) -> None:
    write(tmp_path / "site.yaml", "title: T\nbase_url: https://t.example.org\n", sites)
    (tmp_path / "sitecustomize.py").write_text(
        "import sys\n"
        "class Refusal:\n"
        "    def find_spec(self, name, *rest):\n"
        "        assert name.partition('.')[0] != 'urllib3', name\n"
        "sys.meta_path.insert(0, Refusal())\n",
        encoding="utf-8",
    )
    env = {"PYTHONPATH": str(tmp_path)}
    for words in (["check"], ["build"], ["check", "--json"]):
        assert command(*words, cwd=tmp_path, env=env).status == 0, words
    asked_for = command("check", "--external", cwd=tmp_path, env=env)
    assert (asked_for.status, "AssertionError: urllib3" in asked_for.err) == (70, True)


def test_who_breaks_off_waits_for_no_answer(folder: Path, sites: OtherSites) -> None:
    # In a process: a thread that is waited for at its end would keep it, as long as the host says nothing.
    sites.pages["/silent"] = Page(is_silent=True)
    story(folder, sites, "[a](http://silent.example:PORT/silent)")
    program = (
        "import signal, sys, pytest\n"
        # A shell that starts us in the background makes us deaf to it.
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from tests.fakes.other_sites import lead_names_here\n"
        "from asiansite.cli import main\n"
        "lead_names_here(pytest.MonkeyPatch())\n"
        "sys.exit(main(['check', '--external', '--at', '2026-06-01']))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=folder,
        env=environment({"PYTHONPATH": str(ROOT)}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        assert sites.was_asked("/silent")
        process.send_signal(signal.SIGINT)
        # Before the server lets go of the one who asked: it never answers as long as this runs.
        said = process.communicate(timeout=120)[1]
    assert (process.returncode, said.splitlines()[-1]) == (130, b"interrupted")


def test_json_is_one_object(folder: Path, sites: OtherSites) -> None:
    story(folder, sites, "[a](http://news.example:PORT/moved#part)")
    report = json.loads(asked(folder, "--json").out)
    (moved,) = [each for each in report["problems"] if each["slug"] == "outside-link-moved"]
    assert moved["facts"]["now"] == sites.url("/fine#part")
