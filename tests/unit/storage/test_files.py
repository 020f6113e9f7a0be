"""The port to the sources: what is read, what is refused, and that disk and memory agree."""

from __future__ import annotations

import os
import pickle
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.errors import SiteError
from asiansite.storage.files import DiskTree, FileTree, MemoryTree
from asiansite.storage.names import is_source, nfc

SITE = {
    "site.yaml": "title: T\n",
    "content/articles/2026/vote.md": "Vote",
    "content/pages/about.md": "About",
    "templates/page.html": "<p>",
    "static/css/site.css": "p {}",
    "static/.well-known/security.txt": "Contact:",
    "static/.nojekyll": "",
}
PASSED_OVER = {
    "README.md": "-",
    "public/index.html": "-",
    ".asiansite/book": "-",
    "content/.git/config": "-",
    "content/articles/.vote.md.swp": "-",
    "content/articles/vote.md~": "-",
    "content/articles/#vote.md#": "-",
    "content/articles/4913": "-",
    "static/.DS_Store": "-",
    "static/.env": "SECRET",
    "static/Thumbs.db": "-",
    "static/.well-known/.hidden": "-",
}


def on_disk(root: Path, files: Mapping[str, str | bytes]) -> DiskTree:
    for path, data in files.items():
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data.encode() if isinstance(data, str) else data)
    return DiskTree(root)


def paths(tree: FileTree) -> list[str]:
    return [source.path for source in tree.scan()[0]]


def slugs(tree: FileTree) -> list[tuple[str, str | None]]:
    return [(found.slug, found.place.path if found.place else None) for found in tree.scan()[1]]


def refusal(act: Callable[..., object], path: str, **options: int) -> str:
    with pytest.raises(SiteError) as caught:
        act(path, **options)
    return caught.value.problems[0].slug


def test_only_sources_are_found_and_in_order(tmp_path: Path) -> None:
    for tree in (on_disk(tmp_path, {**SITE, **PASSED_OVER}), MemoryTree({**SITE, **PASSED_OVER})):
        assert paths(tree) == sorted(SITE)
        assert slugs(tree) == []


def test_a_source_has_what_the_disk_says_of_it(tmp_path: Path) -> None:
    (source,) = on_disk(tmp_path, {"site.yaml": "title: T\n"}).scan()[0]
    found = (tmp_path / "site.yaml").stat()
    assert (source.size, source.mtime_ns, source.ctime_ns, source.inode) == (
        found.st_size,
        found.st_mtime_ns,
        found.st_ctime_ns,
        found.st_ino,
    )


def test_an_edit_of_the_same_size_is_another_source_in_memory() -> None:
    tree = MemoryTree({"content/a.md": "one"})
    edited = tree.with_file("content/a.md", "two")
    assert tree.scan() != edited.scan()
    assert tree.scan() == edited.with_file("content/a.md", "one").scan()
    assert tree.read("content/a.md") == b"one"
    assert paths(edited.without_file("content/a.md")) == []


def test_excluded_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    exclude = ["content/articles", "static/css/site.css", "content/p"]
    for tree in (on_disk(tmp_path, SITE), MemoryTree(SITE)):
        found = [source.path for source in tree.scan(exclude=exclude)[0]]
        assert found == sorted(set(SITE) - {"content/articles/2026/vote.md", "static/css/site.css"})


def test_links_are_refused_and_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "a.md").write_text("secret")
    tree = on_disk(tmp_path / "site", SITE)
    root = tree.root
    (root / "content/file.md").symlink_to(secret / "a.md")
    (root / "content/folder").symlink_to(secret)
    (root / "content/ring").symlink_to(root / "content")
    (root / "content/dangling.md").symlink_to("nowhere")
    (root / "content/.#vote.md").symlink_to("me@host.1234")
    assert paths(tree) == sorted(SITE)
    assert slugs(tree) == [
        ("symlink-in-site", f"content/{name}") for name in ("dangling.md", "file.md", "folder", "ring")
    ]
    assert refusal(tree.read, "content/file.md") == "symlink-in-site"
    assert not tree.exists("content/file.md")
    assert not tree.exists("content/folder/a.md")


@pytest.mark.parametrize("name", ["content", "static", "templates", "site.yaml"])
def test_what_the_site_is_read_for_may_be_no_link_either(tmp_path: Path, name: str) -> None:
    tree = on_disk(tmp_path / "site", {})
    tree.root.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tree.root / name).symlink_to(tmp_path / "elsewhere")
    assert slugs(tree) == [("symlink-in-site", name)]


def test_a_file_for_a_folder_and_a_folder_for_a_file(tmp_path: Path) -> None:
    tree = on_disk(tmp_path, {"content": "x", "static": "x", "templates": "x", "site.yaml/x": "x"})
    assert paths(tree) == []
    assert slugs(tree) == [
        ("folder-expected", "content"),
        ("file-expected", "site.yaml"),
        ("folder-expected", "static"),
        ("folder-expected", "templates"),
    ]


def test_pipes_and_sockets_are_never_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = on_disk(tmp_path, SITE)
    os.mkfifo(tmp_path / "content/pipe.md")
    monkeypatch.chdir(tmp_path / "content")  # a socket's path may have 100 bytes
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket.md")
        assert slugs(tree) == [("not-a-regular-file", f"content/{name}") for name in ("pipe.md", "socket.md")]
        assert paths(tree) == sorted(SITE)
        assert refusal(tree.read, "content/pipe.md") == "not-a-regular-file"
        assert refusal(tree.read, "content/socket.md") == "not-a-regular-file"
        assert not tree.exists("content/pipe.md")


def test_a_pipe_that_takes_a_files_place_after_the_scan_does_not_hang(tmp_path: Path) -> None:
    tree = on_disk(tmp_path, SITE)
    tree.scan()
    (tmp_path / "site.yaml").unlink()
    os.mkfifo(tmp_path / "site.yaml")
    assert refusal(tree.read, "site.yaml") == "not-a-regular-file"


def test_names_that_are_no_text(tmp_path: Path) -> None:
    tree = on_disk(tmp_path, SITE)
    (tmp_path / os.fsdecode(b"content/caf\xe9.md")).write_text("x")
    (tmp_path / os.fsdecode(b"static/d\xff")).mkdir()
    (tmp_path / os.fsdecode(b"static/d\xff/x.css")).write_text("x")
    (tmp_path / os.fsdecode(b"static/.\xff")).write_text("x")
    assert slugs(tree) == [("name-not-utf8", "content/caf\\xe9.md"), ("name-not-utf8", "static/d\\xff")]
    assert paths(tree) == sorted(SITE)
    assert [found.says.isprintable() for found in tree.scan()[1]] == [True, True]


def test_names_that_cannot_stand_on_every_disk(tmp_path: Path) -> None:
    tree = on_disk(tmp_path, {**SITE, "content/a\\b.md": "x", "static/a\nb.css": "x"})
    assert [slug for slug, _ in slugs(tree)] == ["name-not-portable"] * 2
    assert paths(tree) == sorted(SITE)


@pytest.mark.parametrize(
    "names",
    [
        ("Vote.md", "vote.md"),
        ("caf\u00e9.md", "cafe\u0301.md"),
        ("CAF\u00c9.md", "cafe\u0301.md"),
        ("stra\u00dfe.md", "STRASSE.md"),
        ("Vote/a.md", "vote/b.md"),
        ("vote", "Vote/a.md"),
    ],
)
def test_names_that_are_one_elsewhere(tmp_path: Path, names: tuple[str, str]) -> None:
    files = {f"content/{name}": "x" for name in names}
    disk, memory = on_disk(tmp_path, files), MemoryTree(files)
    assert slugs(disk) == slugs(memory)
    assert [slug for slug, _ in slugs(disk)] == ["names-collide"]
    assert paths(disk) == paths(memory)


def test_one_path_is_one_source_though_the_disk_has_two(tmp_path: Path) -> None:
    tree = on_disk(tmp_path, {"content/caf\u00e9.md": "one", "content/cafe\u0301.md": "two"})
    assert paths(tree) == ["content/caf\u00e9.md"]


def test_equal_names_in_two_folders_are_two_names(tmp_path: Path) -> None:
    files = {"content/a/vote.md": "x", "content/b/Vote.md": "x"}
    assert slugs(on_disk(tmp_path, files)) == slugs(MemoryTree(files)) == []


def test_a_name_in_another_form_is_found_and_read_under_its_own(tmp_path: Path) -> None:
    spelt = {"content/u\u0308ber/cafe\u0301.md": "text", "static/ガ.txt": "ga"}
    tree = on_disk(tmp_path, spelt)
    for one in (tree, MemoryTree(spelt)):
        assert paths(one) == ["content/\u00fcber/caf\u00e9.md", "static/ガ.txt"]
        assert [one.read(path) for path in paths(one)] == [b"text", b"ga"]
        assert all(one.exists(path) for path in paths(one))
    # A worker process has the same names.
    copy = pickle.loads(pickle.dumps(tree))
    assert copy.read("content/\u00fcber/caf\u00e9.md") == b"text"


def test_a_folder_that_cannot_be_listed_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Tests may run as root, whom no mode stops.
    tree = on_disk(tmp_path, SITE)
    scandir = os.scandir

    def closed(path: str) -> object:
        if path.endswith("/articles"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert slugs(tree) == [("folder-unreadable", "content/articles")]
    assert tree.scan()[1][0].says.endswith("Permission denied")
    assert "content/pages/about.md" in paths(tree)


def test_reading(tmp_path: Path) -> None:
    big = b"x" * 300_000
    files: dict[str, str | bytes] = {**SITE, "static/film.mp4": big}
    for tree in (on_disk(tmp_path, files), MemoryTree(files)):
        assert tree.read("site.yaml") == b"title: T\n"
        assert tree.read("site.yaml", limit=9) == b"title: T\n"
        assert refusal(tree.read, "site.yaml", limit=8) == "file-too-large"
        assert tree.read("static/.nojekyll", limit=0) == b""
        assert tree.read("static/film.mp4") == big
        with tree.open("static/film.mp4") as film:
            assert film.read(10) + film.read(400_000) == big
        assert refusal(tree.read, "content/none.md") == "file-unreadable"
        assert refusal(tree.open, "content/none.md") == "file-unreadable"


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "../secret",
        "content/../../secret",
        "/etc/passwd",
        "README.md",
        "static/.env",
        "content",
        "a\0",
    ],
)
def test_nothing_outside_the_sources_is_read(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret").write_text("secret")
    files = {**SITE, **PASSED_OVER}
    for tree in (on_disk(tmp_path / "site", files), MemoryTree(files)):
        assert not tree.exists(path)
        assert refusal(tree.read, path) == "file-unreadable"


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    tree = on_disk(tmp_path, SITE)
    assert not tree.exists("content/articles")
    assert refusal(tree.read, "content/articles") == "not-a-regular-file"


def test_no_site_is_no_sources(tmp_path: Path) -> None:
    assert DiskTree(tmp_path / "none").scan() == ((), ())


def test_the_system_says_why_a_file_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tree = on_disk(tmp_path, SITE)

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(SiteError) as caught:
        tree.read("content/pages/about.md")
    (found,) = caught.value.problems
    assert (found.slug, caught.value.status) == ("file-unreadable", 74)
    assert found.place is not None
    assert found.place.path == "content/pages/about.md"
    assert "Permission denied" in found.says


NAMES = st.sampled_from(["a", "A", "é", "e\u0301", "b.md", ".x", "c~", "4913", ".well-known", "ß", "SS"])
ROOTS = st.sampled_from(["content", "static", "other"])


@given(
    st.sets(
        st.builds(lambda root, rest: "/".join([root, *rest]), ROOTS, st.lists(NAMES, min_size=1, max_size=3))
    )
)
def test_disk_and_memory_agree(drawn: set[str]) -> None:
    # Memory has no folders of their own: one that holds nothing to be read is only on disk.
    read = [path for path in sorted(drawn) if is_source(path) or path.startswith("other/")]
    files = {path: path for path in read if not any(nfc(other).startswith(f"{nfc(path)}/") for other in read)}
    with tempfile.TemporaryDirectory() as folder:
        disk, memory = on_disk(Path(folder), files), MemoryTree(files)
        assert {slug for slug, _ in slugs(disk)} == {slug for slug, _ in slugs(memory)}
        if slugs(disk):
            return  # which of two files that are one is taken makes no difference
        assert paths(disk) == paths(memory)
        assert [disk.read(path) for path in paths(disk)] == [memory.read(path) for path in paths(memory)]
        assert [source.size for source in disk.scan()[0]] == [source.size for source in memory.scan()[0]]


def test_a_scan_leaves_no_handle_open(tmp_path: Path) -> None:
    tree = on_disk(tmp_path, SITE)
    handles = Path("/dev/fd") if sys.platform == "darwin" else Path("/proc/self/fd")
    before = len(list(handles.iterdir()))
    for _ in range(5):
        tree.scan()
        for path in paths(tree):
            tree.read(path)
    assert len(list(handles.iterdir())) == before
