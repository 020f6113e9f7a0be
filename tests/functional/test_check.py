"""What `asiansite check` tells, in each form, and how it ends."""

from __future__ import annotations

import errno
from hashlib import sha256
from pathlib import Path

import pytest

from tests.functional.commands import ROOT, Done, here
from tests.functional.newsrooms import CLOCK, SETTINGS, Newsroom


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path / "site", SETTINGS + "checks: {author-unused: off}\n")


def check(room: Newsroom, *words: object) -> Done:
    return here("check", "--at", CLOCK, *words, cwd=room.folder)


def test_a_site_with_nothing_wrong_says_so(room: Newsroom) -> None:
    room.article("haze")
    assert check(room) == Done(0, "nothing is wrong in 1 article\n", "")
    assert check(room, "--format", "github") == Done(0, "nothing is wrong in 1 article\n", "")
    assert check(room, "--json").report == {
        "articles": 1,
        "errors": 0,
        "warnings": 0,
        "mended": [],
        "problems": [],
    }
    assert not room.output.exists()


def test_warnings_end_well_and_errors_do_not(room: Newsroom) -> None:
    room.article("haze", author="Siti Aminah")
    done = check(room)
    assert (done.status, done.slugs) == (0, ["author-without-file"])
    assert done.err.endswith("\n1 warning in 1 of 1 article; a build would publish all the same.\n")
    done = check(room, "--strict")
    assert done.status == 1
    assert "error[author-without-file]" in done.err
    room.article("vote", "[gone](gone.md)", date="20th of August")
    room.article("ferry", "[gone](gone.md)")
    done = check(room)
    # What is wrong with the date does not hide what is wrong with the link.
    found = ["link-to-no-source", "author-without-file", "date-not-a-date", "link-to-no-source"]
    assert (done.status, done.slugs) == (1, found)
    assert done.err.endswith(
        "\n3 problems and 1 warning in 3 of 3 articles; a build would publish nothing.\n"
    )
    assert not room.output.exists()


def test_a_build_finds_the_same(room: Newsroom) -> None:
    room.article("vote", "[gone](gone.md) ![](x.png)", date="20th of August")
    room.article("ferry", "[gone](gone.md)", lang="English!")
    assert sorted(check(room).slugs) == sorted(room.try_to_build().slugs)


def test_problems_as_json(room: Newsroom) -> None:
    room.article("ferry", "[gone](gone.md)")
    done = check(room, "--json")
    assert done.status == 1
    assert (done.report["articles"], done.report["errors"], done.report["warnings"]) == (1, 1, 0)
    (found,) = done.report["problems"]
    assert (found["slug"], found["level"], found["path"], found["line"], found["column"]) == (
        "link-to-no-source",
        "error",
        "content/articles/ferry.md",
        6,
        8,
    )


def test_problems_as_github_shows_them(room: Newsroom) -> None:
    room.article("100%, a:b", "[gone](gone.md)", slug="hundred")
    done = check(room, "--format", "github")
    assert done.status == 1
    assert done.out.startswith(
        "::error file=content/articles/100%25%2C a%3Ab.md,line=7,col=8,title=link-to-no-source::"
    )
    assert done.out.count("\n") == 1
    assert "%0A" in done.out
    assert done.err == "1 problem in 1 of 1 article; a build would publish nothing.\n"


def test_files_are_named_from_where_the_command_runs(room: Newsroom) -> None:
    room.article("ferry", "[gone](gone.md)")
    done = here("check", "--site", room.folder, "--format", "github", cwd=room.folder.parent)
    assert done.out.startswith("::error file=site/content/articles/ferry.md,line=6,col=8,")


def test_broken_settings_and_templates_are_told_too(room: Newsroom) -> None:
    room.article("haze")
    room.write("templates/tag.html", "{% if %}")
    done = check(room)
    assert (done.status, done.slugs) == (1, ["template-broken"])
    room.write("site.yaml", "title: The Gazette\nbase_url: nowhere\n")
    done = check(room, "--json")
    assert done.status == 1
    assert [found["slug"] for found in done.report["problems"]] == ["not-a-base-url"]


def test_no_site_is_wrong_usage(tmp_path: Path) -> None:
    assert here("check", cwd=tmp_path).status == 2


def test_the_outlets_own_site_is_clean() -> None:
    done = here("check", "--strict", "--at", "2026-11-29", cwd=ROOT)
    assert (done.status, done.err) == (0, "")


# --- the rules ---


def test_the_house_style_of_the_site_is_kept(room: Newsroom) -> None:
    room.article("haze", "A vote in East Timor.")
    room.write("content/style.yaml", "terms: [{avoid: East Timor, use: Timor-Leste}]\n")
    done = check(room)
    assert (done.status, done.slugs) == (0, ["house-style"])
    assert room.build()["problems"] == []
    room.write("content/style.yaml", "terms: [{avoid: East Timor, uses: Timor-Leste}]\n")
    done = check(room)
    assert (done.status, done.slugs) == (1, ["key-missing", "unknown-key"])
    assert "content/style.yaml:1:29" in done.err
    assert done.err.endswith("2 problems in 1 file; a build would publish all the same.\n")
    assert room.try_to_build().status == 0


def test_an_anchor_is_looked_for_in_the_page_that_is_named(room: Newsroom) -> None:
    room.article("ferry", "[a](port.md#h-quay) [b](/2026/02/port/#h-quay) [c](#top) [d](/static.html#x)")
    room.article("port", "[a](#h-quay) [b](#note)\n\n## Quay\n\n<span id=note>x</span>")
    assert check(room).slugs == []
    room.article("port", "[a](#h-quay) [b](#note)\n\n## Harbour")
    assert check(room).slugs == ["anchor-missing"] * 4


def test_a_rule_that_is_an_error_stops_no_build(room: Newsroom) -> None:
    room.article("haze", "It ran on Monday, 4 March 2026.")
    room.write("site.yaml", SETTINGS + "checks: {weekday-wrong: error}\n")
    done = check(room)
    assert (done.status, done.slugs) == (1, ["weekday-wrong"])
    assert done.err.endswith("1 problem in 1 of 1 article; a build would publish all the same.\n")
    assert room.build()["problems"] == []
    room.write("site.yaml", "title: x\nbase_url: https://x.example\nchecks: {weekday: warn}\n")
    assert check(room).slugs == ["unknown-key"]


def test_rules_and_the_house_style_render_nothing(room: Newsroom) -> None:
    room.article("haze", "A vote in East Timor.")
    room.build()
    room.write("content/style.yaml", "terms: [{avoid: East Timor, use: Timor-Leste}]\n")
    assert room.build()["rendered"] == 0
    room.write("site.yaml", SETTINGS + "checks: {house-style: error}\n")
    assert room.build()["rendered"] == 0


def test_a_heavy_lite_page_is_told(room: Newsroom) -> None:
    # Digits of a hash do not compress below half of their length.
    digits = "".join(sha256(bytes([number // 256, number % 256])).hexdigest() for number in range(700))
    room.article("long", digits[:40_000])
    room.article("same", "the same words " * 3000)
    assert check(room).slugs == []
    room.write("site.yaml", SETTINGS + "lite: true\nchecks: {author-unused: off}\n")
    done = check(room)
    assert (done.status, done.slugs) == (0, ["lite-too-heavy"])
    assert "  content/articles/long.md\n" in done.err
    room.article("long", digits[:20_000])
    assert check(room).slugs == []


# --- embargoes and mending ---


def test_leaks_of_embargoes_are_looked_for_if_asked(room: Newsroom) -> None:
    room.article("haze", title="Two ministers sign the haze treaty", date="2026-04-01", embargo="2026-04-01")
    room.article("ferry", "Soon two ministers sign the haze treaty, and /2026/04/haze/ tells it.")
    assert check(room) == Done(0, "nothing is wrong in 2 articles\n", "")
    done = check(room, "--embargo")
    assert (done.status, done.slugs) == (1, ["embargo-leaked", "embargo-leaked"])
    assert "content/articles/ferry.md:6:6\n" in done.err
    assert check(room, "--embargo", "--at", "2026-04-02").slugs == []


def test_what_is_safe_is_mended_in_place_and_told(room: Newsroom) -> None:
    room.article("right", "Việt Nam.")
    place = room.folder / "content/articles/haze.md"
    data = "\ufeff---\r\ntitle: A cafe\u0301  \r\nauthor: mara\r\ndate: 2026-02-01\r\n---\r\n\r\nThe fer\u200bry.  \r\nNext.\r\n"
    place.write_bytes(data.encode())
    place.chmod(0o640)
    others = {path: path.stat().st_mtime_ns for path in room.folder.rglob("*.*") if path != place}
    done = check(room, "--fix")
    assert (done.status, done.out) == (0, "nothing is wrong in 2 articles\n")
    assert done.err == (
        "mended: content/articles/haze.md: characters that do not show (1), letters with a mark behind (1), "
        "spaces at the end of a value (1)\n"
    )
    wanted = "\ufeff---\r\ntitle: A café\r\nauthor: mara\r\ndate: 2026-02-01\r\n---\r\n\r\nThe ferry.  \r\nNext.\r\n"
    assert place.read_bytes() == wanted.encode()
    assert place.stat().st_mode & 0o777 == 0o640
    assert {path: path.stat().st_mtime_ns for path in others} == others
    assert check(room, "--fix", "--json").report["mended"] == []


def test_mending_what_pages_show_alike_changes_no_page(room: Newsroom) -> None:
    room.article("haze", "A cafe\u0301 in Vie\u0323\u0302t Nam.", title="Cafe\u0301")
    room.build()
    before = room.page("/2026/02/haze/")
    report = check(room, "--fix", "--json").report
    assert [(each["line"], each["what"]) for each in report["mended"]] == [
        (2, "letters with a mark behind"),
        (6, "letters with a mark behind"),
        (6, "letters with a mark behind"),
    ]
    assert report["problems"] == []
    assert room.build()["rendered"] == 0
    assert room.page("/2026/02/haze/") == before


def test_a_file_that_cannot_be_written_stays_whole(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    place = room.article("haze", "The fer\u200bry.")
    data = place.read_bytes()

    def refuse(self: Path, target: object) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device", str(self))

    monkeypatch.setattr(Path, "replace", refuse)
    done = check(room, "--fix")
    assert done.status == 74
    assert place.read_bytes() == data
    assert sorted(path.name for path in place.parent.iterdir()) == ["haze.md"]
