"""Outputs that would cost somebody their work, in every spelling that leads to them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from asiansite.errors import SiteError
from asiansite.storage.danger import refusal
from asiansite.storage.output import Output
from tests.fakes.disks import CountedDisk
from tests.fakes.publishing import put, standing

SITE = "home/ann/news"

DANGEROUS = [
    # the site's folder
    ".", "./", "./.", "", " ", "\t", "\n", "public/..", "./public/../", "nothing/..", "public/../.", ".//",
    "../news", "../news/", "../news/.", "../NEWS", "../News/", "../../ann/news", "{site}", "{site}/",
    "{site}/.", "{site}//", "/{site}", "//{site}", "{site}/public/..", "{site}/../news", "link-to-site",
    "link-to-site/", "../site-link", "../news.", "../news ", "content/..",
    # above it
    "..", "../", "../..", "../../..", "../../../", "../../../../../../../../../../../../../../../..",
    "{home}", "{home}/", "{home}/.", "{home}/..", "{home}/../", "/", "//", "///", "/.", "/..", "/./", "/tmp/..",
    "../../ann", "../../ANN", "link-to-home", "link-to-root", "link-to-above", "public/../..",
    # the sources
    "content", "content/", "./content", "content/.", "content//", "CONTENT", "Content/", "content.", "content ",
    "content...", "public/../content", "{site}/content", "link-to-content", "../news/content", "templates",
    "templates/", "Templates", "TEMPLATES/", "static", "static/", "static/.", "STATIC", ".asiansite",
    ".asiansite/", ".AsianSite", "site.yaml", "site.yaml/", "SITE.YAML", "link-to-static", "link-to-yaml",
    # below them
    "content/public", "content/articles", "content/articles/", "Content/public", "content/new/deep/er",
    "content/../content/x", "content./x", "templates/out", "static/out", "static/a/b/c", "STATIC/x",
    ".asiansite/public", ".asiansite/a/b", "link-to-content/x", "link-to-static/x/y", "site.yaml/x",
    "{site}/content/x", "public/../static/x", "moved/x", "./static/../content/x", "../NEWS/CONTENT/x",
    # another's home, version control, files, what is no folder
    "{other}", "{other}/", ".git", ".git/", ".git/public", ".GIT/x", "../.git/x", "a/.git/b", ".hg", ".svn/x",
    ".jj/x", "CVS/x", "file", "file/", "file/x", "pipe", "link-to-file", "/dev/null", "/dev/null/x",
    # what a shell or another system would have made of it
    "~", "~/", "~/public", "~ann", "~ann/public", "\\", "..\\", "public\\", "C:", "C:/", "C:\\", "C:\\public",
    "C:/public", "\\\\server\\share", "public\0", "pub\nlic", "pub\x7flic", "\x1b[2J", "nul", "NUL", "con.txt",
    "public/AUX", "COM1", "lpt9.html", "link-ring", "link-ring/x",
]  # fmt: skip

HARMLESS = [
    "public", "public/", "./public", "public/.", "PUBLIC", "content/../public", "../public", "../news2",
    "../new", "../news-public", "../../ann2", "../../../output", "dist/site", "public/deep/er", "contents",
    "content2", "static-site", "templates.out", "{site}/public", "{home}/public", "link-to-output", "..public",
    "public~", ".public", "site.yaml.d", "con-text", "{site}/../../../srv/www", "ก/ข",
]  # fmt: skip


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site in a home, with links to all that must not be an output."""
    site = tmp_path / SITE
    put(site, {"site.yaml": b"title: T", "content/articles/a.md": b"A", "static/a.css": b"a", "file": b"f"})
    put(site, {"templates/a.html": b"a", ".git/config": b"[core]", "public/index.html": b"old"})
    put(tmp_path, {"home/bob/mail": b"m", "moved-templates/a.html": b"a"})
    os.mkfifo(site / "pipe")
    links = {
        "link-to-site": site,
        "link-to-home": site.parent,
        "link-to-root": Path("/"),
        "link-to-above": tmp_path,
        "link-to-content": site / "content",
        "link-to-static": Path("static"),
        "link-to-yaml": Path("site.yaml"),
        "link-to-file": Path("file"),
        "link-ring": Path("link-ring"),
        "link-to-output": tmp_path / "elsewhere",
        "moved": tmp_path / "moved-templates",
        "../site-link": site,
    }
    for name, target in links.items():
        (site / name).symlink_to(target)
    # A folder of the sources that is itself a link: what it leads to is a source as well.
    (site / "templates" / "a.html").unlink()
    (site / "templates").rmdir()
    (site / "templates").symlink_to(tmp_path / "moved-templates")
    monkeypatch.chdir(site)
    monkeypatch.setenv("HOME", str(site.parent))
    return site


def spelt(text: str, site: Path) -> str:
    home = site.parent
    return text.format(site=site, home=home, other=home.parent / "bob") if "{" in text else text


def test_there_are_enough_of_them() -> None:
    assert len(set(DANGEROUS)) >= 130


@pytest.mark.parametrize("output", DANGEROUS)
def test_it_is_refused_and_nothing_is_touched(site: Path, tmp_path: Path, output: str) -> None:
    homes = [site.parent, site.parent.parent / "bob"]
    before = standing(tmp_path)
    found = refusal(spelt(output, site), site, homes=homes)
    assert found is not None
    assert found.slug == "output-refused"
    assert [label for label, _ in found.facts][-1] == "expected"
    assert len(found.facts) == 2, "the reason and the way out"
    if output not in ("{other}", "{other}/"):
        disk = CountedDisk()
        with pytest.raises(SiteError) as caught, Output.open(spelt(output, site), site, disk=disk):
            pass
        assert (caught.value.problems[0].slug, caught.value.status) == ("output-refused", 2)
        assert disk.calls == []
    assert standing(tmp_path) == before


@pytest.mark.parametrize("output", HARMLESS)
def test_it_is_not_refused(site: Path, output: str) -> None:
    assert refusal(spelt(output, site), site, homes=[site.parent]) is None


@pytest.mark.parametrize("here", ["/", "home", SITE, f"{SITE}/content"])
def test_a_relative_output_is_read_from_where_the_user_is(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: str
) -> None:
    monkeypatch.chdir(tmp_path / here)
    assert (refusal("public", site) is None) == (here != f"{SITE}/content")
    assert refusal(os.path.relpath(site), site) is not None
    assert refusal(os.path.relpath(site / "static" / "x"), site) is not None


def test_a_site_that_is_reached_by_a_link_is_the_same_site(site: Path) -> None:
    linked = site / "link-to-site"
    assert refusal(site, linked) is not None
    assert refusal(site / "content", linked) is not None
    assert refusal(linked / "content" / "x", site) is not None
    assert refusal(linked / "public", linked) is None


def test_what_holds_or_is_below_a_linked_source_is_refused(site: Path, tmp_path: Path) -> None:
    shared = tmp_path / "srv" / "shared"
    put(shared, {"content/a.md": b"a"})
    (site / "content").rename(site / "content-was")
    (site / "content").symlink_to(shared / "content")
    assert all(
        refusal(path, site) for path in (shared, shared.parent, shared / "content", shared / "content/x")
    )
    assert refusal(shared / "public", site) is None


def test_a_second_name_of_a_folder_is_told_by_the_disk(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A bind mount or a short name of Windows: other parts, the same folder.
    other = site.parent / "mounted"
    other.mkdir()
    samefile = Path.samefile
    same = {str(other), str(site / "content")}
    monkeypatch.setattr(Path, "samefile", lambda one, two: {str(one), str(two)} == same or samefile(one, two))
    assert refusal(other, site) is not None
    assert refusal(other / "x", site) is not None


def test_a_process_without_a_home(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Path:
        raise RuntimeError

    monkeypatch.setattr(Path, "home", none)
    assert refusal("public", site) is None
