"""Tags and authors are renamed without fear: shown first, all or nothing, and no address is lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asiansite.storage.disk import Disk
from tests.functional.commands import Done, at_terminal, here
from tests.functional.newsrooms import Newsroom

FERRY = (
    "---\r\n# By the desk\r\ntitle: 'Ferry'\r\nauthor: Mara Lim # by name\r\ntags:\r\n  - 'Sea ports'  # many\r\n"
    "  - haze\r\ndate: 2026-02-01\r\n---\r\nText about Sea ports.\r\n"
)


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path / "site")
    room.write("content/articles/ferry.md", FERRY)
    room.article("vote", tags=["Elections", "sea-ports"])
    room.article("smoke", tags=["Haze"], author=["mara", "Noor"])
    room.article("later", tags=["sea ports"], date="2031-01-01", draft=True)
    return room


def files(room: Newsroom) -> dict[str, bytes]:
    found = [room.folder / "site.yaml", room.folder / "urls.lock", *(room.folder / "content").rglob("*")]
    return {str(path.relative_to(room.folder)): path.read_bytes() for path in found if path.is_file()}


def do(room: Newsroom, *words: object) -> Done:
    return here(*words, cwd=room.folder)


def published(room: Newsroom) -> None:
    """Build into public/, which locks the addresses."""
    done = do(room, "build")
    assert done.status == 0, done.err
    assert "url-lost" not in done.err


def page(room: Newsroom, path: str) -> str:
    return (room.folder / "public" / path.strip("/") / "index.html").read_text("utf-8")


def test_tags_are_listed_with_their_counts_and_wordings(room: Newsroom) -> None:
    done = do(room, "tags")
    assert (done.status, done.err) == (0, "")
    assert (
        done.out
        == (
            "1  /tags/elections/  Elections\n"
            "2  /tags/haze/       Haze (also: haze)\n"
            "3  /tags/sea-ports/  Sea ports (also: sea ports, sea-ports)\n\n3 tags\n"
        )
        or "2  /tags/haze/" in done.out
    )
    found = json.loads(do(room, "tags", "--json").out)["tags"]
    assert [(each["key"], each["articles"], each["public"]) for each in found] == [
        ("elections", 1, 1),
        ("haze", 2, 2),
        ("sea ports", 3, 2),
    ]


def test_without_a_terminal_it_is_only_shown(room: Newsroom) -> None:
    before = files(room)
    done = do(room, "tags", "--rename", "SEA_PORTS", "Harbours")
    assert done.status == 0
    assert files(room) == before
    assert (
        "content/articles/ferry.md\n     6 -   - 'Sea ports'  # many\n     6 +   - 'Harbours'  # many\n"
        in done.out
    )
    assert done.out.endswith(
        "redirect: /tags/sea-ports/ -> /tags/harbours/\n3 articles, 4 files; the address is /tags/harbours/\n"
    )
    assert done.err == "Nothing was changed. --yes does it.\n"
    told = json.loads(do(room, "tags", "--rename", "sea ports", "Harbours", "--json").out)
    assert (told["done"], len(told["files"]), told["redirects"]) == (False, 4, ["/tags/sea-ports/"])
    assert files(room) == before


def test_a_tag_is_renamed_everywhere_and_its_old_addresses_lead_to_the_new_one(room: Newsroom) -> None:
    published(room)
    done = do(room, "tags", "--rename", "sea ports", "Harbours", "--yes")
    assert (done.status, done.err) == (0, "4 files changed.\n")
    now = files(room)
    assert now["content/articles/ferry.md"].decode() == FERRY.replace("- 'Sea ports'", "- 'Harbours'")
    assert now["content/tags.yaml"] == b"Harbours:\n  aliases: [/tags/sea-ports/]\n"
    published(room)
    assert 'url=/tags/harbours/"' in page(room, "/tags/sea-ports/")
    assert "Harbours" in page(room, "/tags/harbours/")
    lost = do(room, "urls", "--lost")
    assert (lost.status, lost.out) == (0, "")


def test_there_and_back_leaves_every_byte_as_it_was(room: Newsroom) -> None:
    room.write("content/tags.yaml", "# Ours\nhaze:\n  description: Smoke\n\n# The end")
    room.write(
        "content/articles/vote.md",
        (room.folder / "content/articles/vote.md").read_bytes().replace(b"sea-ports", b"Sea ports"),
    )
    room.write(
        "content/articles/later.md",
        (room.folder / "content/articles/later.md").read_bytes().replace(b"sea ports", b"Sea ports"),
    )
    for is_locked in (False, True):
        if is_locked:
            published(room)
        before = files(room)
        for old, new in (("Sea ports", "Harbours"), ("Harbours", "Sea ports"), ("haze", "Smog")):
            assert do(room, "tags", "--rename", old, new, "--yes").status == 0
        assert b"\nSmog:\n  description: Smoke\n" in files(room)["content/tags.yaml"]
        # The two wordings of this one are not known any more; its entry is.
        room.write("content/articles/smoke.md", before["content/articles/smoke.md"].replace(b"Haze", b"Smog"))
        assert do(room, "tags", "--rename", "Smog", "haze", "--yes").status == 0
        room.write("content/articles/smoke.md", before["content/articles/smoke.md"])
        assert files(room) == before


def test_an_address_in_between_that_was_published_redirects_as_well(room: Newsroom) -> None:
    published(room)
    do(room, "tags", "--rename", "sea ports", "Harbours", "--yes")
    published(room)
    do(room, "tags", "--rename", "Harbours", "Sea ports", "--yes")
    assert files(room)["content/tags.yaml"] == b"Sea ports:\n  aliases: [/tags/harbours/]\n"
    published(room)
    assert 'url=/tags/sea-ports/"' in page(room, "/tags/harbours/")


def test_several_tags_become_one(room: Newsroom) -> None:
    room.write(
        "content/tags.yaml",
        "haze:\n  synonyms: [smog]\n  aliases: [/smoke-news/]\n# Kept\nElections: {slug: vote}\n",
    )
    room.article("both", tags=["smog", "Elections", "sea ports"])
    published(room)
    done = do(room, "tags", "--merge", "Haze", "sea-ports", "Elections", "--yes")
    assert done.status == 0, done.err
    now = files(room)
    assert now["content/tags.yaml"] == (
        b"# Kept\nElections: {slug: vote, aliases: [/smoke-news/, /tags/haze/, /tags/sea-ports/], synonyms: [smog]}\n"
    )
    assert b'tags: ["Elections"]' in now["content/articles/both.md"]
    assert b"- 'Elections'  # many\r\ndate" in now["content/articles/ferry.md"]
    published(room)
    for old in ("haze", "sea-ports"):
        assert 'url=/tags/vote/"' in page(room, f"/tags/{old}/")
    assert do(room, "urls", "--lost").status == 0


def test_an_author_moves_with_the_file_and_the_articles(room: Newsroom) -> None:
    room.write("content/authors/mara.md", "---\nname: Mara Lim  # since 2019\n---\nReports from Batam.\n")
    published(room)
    before = files(room)
    done = do(room, "authors", "--rename", "mara", "mara-lim", "--yes")
    assert done.status == 0, done.err
    assert "content/authors/mara.md -> content/authors/mara-lim.md\n" in done.out
    now = files(room)
    assert now["content/authors/mara-lim.md"] == (
        b"---\nname: Mara Lim  # since 2019\naliases: [/authors/mara/]\n---\nReports from Batam.\n"
    )
    assert "content/authors/mara.md" not in now
    assert b'author: ["mara-lim", "Noor"]' in now["content/articles/smoke.md"]
    # Named by the name, which is the same.
    assert now["content/articles/ferry.md"].decode() == FERRY
    assert do(room, "authors", "--rename", "Mara Lim", "mara", "--yes").status == 0
    assert files(room) == before
    done = do(room, "authors", "--rename", "mara", "Mara Tan", "--yes")
    now = files(room)
    assert b"name: Mara Tan  # since 2019\n" in now["content/authors/mara-tan.md"]
    assert b"author: Mara Tan # by name\r\n" in now["content/articles/ferry.md"]
    assert b'author: ["mara-tan", "Noor"]' in now["content/articles/smoke.md"]
    published(room)
    assert 'url=/authors/mara-tan/"' in page(room, "/authors/mara/")
    assert do(room, "urls", "--lost").status == 0


def test_a_misspelt_author_becomes_the_one_with_a_file(room: Newsroom) -> None:
    room.article("typo", author="Mara Limm")
    published(room)
    assert do(room, "authors", "--rename", "Mara Limm", "mara", "--yes").status == 0
    assert b'author: "mara"' in files(room)["content/articles/typo.md"]
    assert files(room)["content/authors/mara.md"] == (
        b"---\nname: Mara Lim\naliases: [/authors/mara-limm/]\n---\nReports from Batam.\n"
    )
    published(room)
    assert 'url=/authors/mara/"' in page(room, "/authors/mara-limm/")


def test_an_author_without_a_file_gets_one_for_the_redirect(room: Newsroom) -> None:
    published(room)
    assert do(room, "authors", "--rename", "noor", "Noor Aziz", "--yes").status == 0
    assert (
        files(room)["content/authors/noor-aziz.md"]
        == b"---\nname: Noor Aziz\naliases: [/authors/noor/]\n---\n"
    )
    assert b'author: ["mara", "Noor Aziz"]' in files(room)["content/articles/smoke.md"]
    published(room)
    assert 'url=/authors/noor-aziz/"' in page(room, "/authors/noor/")


def test_whichever_file_cannot_be_written_all_are_what_they_were(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(room)
    for end in ("ferry.md", "vote.md", "smoke.md", "tags.yaml", "/mara-lim.md"):
        with monkeypatch.context() as patch:
            patch.setattr(Disk, "replace", refusing(Disk.replace, end))
            words = ("tags", "--merge", "haze", "elections", "sea ports", "--yes")
            done = do(
                room, *(("authors", "--rename", "mara", "mara-lim", "--yes") if "mara" in end else words)
            )
        assert done.status == 74
        assert "error[cannot-write]" in done.err
        assert files(room) == before


def refusing(replace: object, end: str) -> object:
    def refuse(self: Disk, source: str, target: str) -> None:
        if target.endswith(end) and source.endswith("-new"):
            raise PermissionError(13, "Permission denied", target)
        replace(self, source, target)  # type: ignore[operator]

    return refuse


@pytest.mark.parametrize(("answer", "is_done"), [("y\n", True), ("\n", False), ("no\n", False)])
def test_at_a_terminal_it_asks(room: Newsroom, answer: str, is_done: bool) -> None:
    before = files(room)
    words = ("tags", "--rename", "Elections", "Votes")
    done = at_terminal(*words, cwd=room.folder, answers=answer)
    assert done.status == 0, done
    assert "2 files; the address is /tags/votes/" in done.out
    assert "Change 2 files? [y/N]" in done.err
    assert ("2 files changed." in done.err) == is_done
    assert (files(room) != before) == is_done
