"""URLs that never break, as an editor meets them: urls.lock, `asiansite urls`, `build --locked`."""

from __future__ import annotations

import gzip
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.functional.commands import here
from tests.functional.newsrooms import Newsroom

HEAD = "# Every URL that was published. Builds add to this list; keep it in the repository.\n"


@pytest.fixture
def room(tmp_path: Path) -> Newsroom:
    room = Newsroom(tmp_path / "site")
    room.write("site.yaml", "title: Strait\nbase_url: https://strait.example/news\ntimezone: Asia/Jakarta\n")
    room.write("content/articles/vote.md", article("Vote", id="vote-2026", tags="[Polls]"))
    room.write("content/pages/about.md", "---\ntitle: About\n---\n\nUs.\n")
    return room


def article(title: str, **front: str) -> str:
    known = {"title": title, "author": "", "tags": "[]", "date": "2026-02-03", **front}
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in known.items()) + "---\n\nText.\n"


def lock(room: Newsroom) -> str:
    return (room.folder / "urls.lock").read_text("utf-8")


def test_a_build_makes_the_lock_and_the_next_one_leaves_it(room: Newsroom) -> None:
    first = here("build", "--json", cwd=room.folder)
    assert first.status == 0
    lines = lock(room).removeprefix(HEAD).splitlines()
    assert lines == sorted(lines) == first.report["new_urls"]
    assert "/2026/02/vote/ 2026-02-03 article:vote-2026" in lines
    assert "/about/ - page:content/pages/about.md" in lines
    assert "/tags/polls/ 2026-02-03 tag:polls" in lines
    assert not [line for line in lines if "/page/" in line or "/lite/" in line or ".html" in line]
    stat = (room.folder / "urls.lock").stat()
    again = here("build", "--json", cwd=room.folder)
    assert (again.report["new_urls"], again.report["rendered"]) == ([], 0)
    assert (room.folder / "urls.lock").stat().st_mtime_ns == stat.st_mtime_ns
    assert sorted(path.name for path in room.folder.glob("urls*")) == ["urls.lock"]


@pytest.mark.parametrize(
    "words",
    [
        ["--output", "elsewhere"],
        ["--output", "elsewhere", "--drafts"],
        ["--at", "2036-01-01"],
        ["--at", "2026-03-01"],
        ["--base-url", "https://preview.example"],
        ["--locked"],
    ],
    ids=" ".join,
)
def test_a_look_at_the_site_locks_nothing(room: Newsroom, words: list[str]) -> None:
    room.write("content/articles/later.md", article("Later", date="2035-01-01"))
    assert here("build", *words, cwd=room.folder).status == 0
    assert not (room.folder / "urls.lock").exists()


def test_holding_a_story_locks_the_others(room: Newsroom) -> None:
    room.write("content/articles/broken.md", "---\ntitle: [\n---\n")
    done = here("build", "--hold", "content/articles/broken.md", cwd=room.folder)
    assert done.status == 0
    assert "/2026/02/vote/" in lock(room)
    assert "broken" not in lock(room)


def test_locked_tells_what_is_new_and_is_told_so_each_time(room: Newsroom) -> None:
    here("build", cwd=room.folder)
    before = lock(room)
    room.write("content/articles/haze.md", article("Haze", tags="[Air]"))
    for _ in range(2):
        done = here("build", "--locked", "--strict", cwd=room.folder)
        assert (done.status, done.err) == (0, "")
        assert (
            "urls.lock lacks 3 lines:\n"
            "  /2026/02/haze/ 2026-02-03 article:haze\n"
            "  /tags/air/ 2026-02-03 tag:air\n"
            "  /tags/air/feed.xml 2026-02-03 feed:tag:air\n"
        ) in done.out
        assert lock(room) == before
    assert "urls.lock: 3 new lines" in here("build", cwd=room.folder).out
    assert "lacks" not in here("build", "--locked", cwd=room.folder).out


def test_an_article_with_an_id_is_redirected_from_all_its_addresses(room: Newsroom) -> None:
    here("build", cwd=room.folder)
    text = (room.folder / "content/articles/vote.md").read_text("utf-8")
    for slug in ("polls", "election"):
        room.write("content/articles/vote.md", text.replace("---\n\n", f"slug: {slug}\n---\n\n"))
        assert here("build", cwd=room.folder).status == 0
    for old in ("vote", "polls"):
        page = (room.folder / f"public/2026/02/{old}/index.html").read_text("utf-8")
        assert 'content="0; url=/news/2026/02/election/"' in page
        assert f"/2026/02/{old}/ 2026-02-03 article:vote-2026 -> /2026/02/election/" in lock(room)
    # Another article may have the old address.
    room.write("content/articles/new.md", article("New", slug="vote"))
    assert here("build", cwd=room.folder).status == 0
    assert "/2026/02/vote/ 2026-02-03 article:new\n" in lock(room)
    assert "<h1" in (room.folder / "public/2026/02/vote/index.html").read_text("utf-8")


def test_a_lost_url_ends_the_build_and_the_line_to_paste_mends_it(room: Newsroom) -> None:
    room.write("content/articles/ferry.md", article("Ferry"))
    here("build", cwd=room.folder)
    old = (room.folder / "public/2026/02/ferry/index.html").read_bytes()
    (room.folder / "content/articles/ferry.md").rename(room.folder / "content/articles/river-ferry.md")
    done = here("build", cwd=room.folder)
    assert (done.status, done.slugs) == (1, ["url-lost"])
    assert (room.folder / "public/2026/02/ferry/index.html").read_bytes() == old
    facts = dict(here("build", "--json", cwd=room.folder).report["problems"][0]["facts"].items())
    place = room.folder / facts["into"]
    place.write_text(place.read_text("utf-8").replace("---\n\n", facts["paste"] + "\n---\n\n"), "utf-8")
    assert here("build", cwd=room.folder).status == 0
    assert "/2026/02/ferry/ 2026-02-03 article:ferry -> /2026/02/river-ferry/\n" in lock(room)
    # The lock has learnt it: the alias may go.
    place.write_text(place.read_text("utf-8").replace(facts["paste"] + "\n", ""), "utf-8")
    assert here("build", cwd=room.folder).status == 0


def test_a_list_without_articles_keeps_a_page_of_which_nothing_tells(room: Newsroom) -> None:
    room.write("content/articles/one.md", article("One", tags="[Rivers]", author="Mara Lim", section="water"))
    here("build", cwd=room.folder)
    room.write("content/articles/one.md", article("One", tags="[Polls]"))
    assert here("build", cwd=room.folder).status == 0
    for path in ("tags/rivers", "authors/mara", "water"):
        page = (room.folder / f"public/{path}/index.html").read_text("utf-8")
        assert '<meta name="robots" content="noindex">' in page
        others = [
            each
            for each in (room.folder / "public").rglob("*")
            if each.suffix in (".html", ".xml", ".json", ".txt") and each.parent.name != Path(path).name
        ]
        assert not [each for each in others if f"/news/{path}/" in each.read_text("utf-8")]


def test_what_was_accepted_is_asked_for_no_more(room: Newsroom) -> None:
    here("build", cwd=room.folder)
    (room.folder / "content/pages/about.md").unlink()
    done = here("urls", "--lost", "--json", cwd=room.folder)
    assert done.status == 1
    assert [each["url"] for each in json.loads(done.out)["urls"]] == ["/about/"]
    assert here("urls", "--accept", "https://strait.example/news/about/", cwd=room.folder).status == 0
    assert "/about/" not in lock(room)
    assert here("build", cwd=room.folder).status == 0
    assert here("urls", cwd=room.folder).status == 0


@pytest.mark.parametrize("form", ["csv", "semicolons", "sitemap", "packed"])
def test_an_older_sites_addresses_must_be_answered_too(room: Newsroom, form: str) -> None:
    here("build", cwd=room.folder)
    urls = ["https://strait.example/news/2019/haze.html", "https://old.example/vote", "/ข่าว/"]
    sitemap = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    data = {
        "csv": "Title,URL\n" + "".join(f'"a, b",{url}\n' for url in urls),
        "semicolons": "url;hits\n" + "".join(f"{url};3\n" for url in urls),
        "sitemap": f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{sitemap}</urlset>',
    }
    data["packed"] = data["sitemap"]
    raw = data[form].encode()
    (room.folder / "old").write_bytes(gzip.compress(raw) if form == "packed" else raw)
    done = here("urls", "--import", "old", cwd=room.folder)
    assert (done.status, done.err) == (0, "")
    for path in ("/2019/haze.html", "/vote/", "/ข่าว/"):
        assert f"{path} - imported\n" in lock(room)
    assert here("build", cwd=room.folder).slugs == ["url-lost"] * 3
    room.write(
        "content/pages/about.md", "---\ntitle: About\naliases: [/2019/haze.html, /vote, /ข่าว/]\n---\n\nUs.\n"
    )
    assert here("build", cwd=room.folder).status == 0
    assert "/2019/haze.html - imported -> /about/\n" in lock(room)


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not here")
def test_git_merges_two_branches_versions_by_the_lines_of_both(room: Newsroom) -> None:
    def git(*words: str) -> None:
        told = ["-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *told, *words], cwd=room.folder, check=True, capture_output=True, timeout=60)

    room.write(".gitattributes", "urls.lock merge=union\n")
    room.write(".gitignore", "/public/\n/.asiansite/\n")
    here("build", cwd=room.folder)
    git("init")
    git("add", ".")
    git("commit", "-m", "one")
    for branch, name in (("left", "apa"), ("right", "api")):
        git("checkout", "-b", branch, "main")
        room.write(f"content/articles/{name}.md", article(name, tags="[New]"))
        here("build", cwd=room.folder)
        git("add", ".")
        git("commit", "-m", name)
    git("merge", "left")
    assert {"/2026/02/apa/", "/2026/02/api/", "/2026/02/vote/"} <= {
        line.split(" ")[0] for line in lock(room).splitlines()
    }
    assert here("build", cwd=room.folder).status == 0
    lines = lock(room).removeprefix(HEAD).splitlines()
    assert lines == sorted(set(lines))
    assert here("build", "--json", cwd=room.folder).report["rendered"] == 0


def test_without_the_lock_nothing_is_kept(room: Newsroom) -> None:
    room.write("site.yaml", (room.folder / "site.yaml").read_text("utf-8") + "urls: off\n")
    here("build", cwd=room.folder)
    assert not (room.folder / "urls.lock").exists()
