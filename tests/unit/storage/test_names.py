"""Which names are never read, and which are one name on some disk."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from asiansite.storage.names import (
    folded,
    is_hidden,
    is_ordinary,
    is_plain,
    is_source,
    is_temporary,
    is_utf8,
    nfc,
    require_sound,
)


@pytest.mark.parametrize(
    "name",
    [
        "vote.md~",
        "vote.swp",
        "vote.swx",
        "vote.tmp",
        "VOTE.TMP",
        "4913",
        "#vote.md#",
        "vote.md___jb_tmp___",
        "vote.md___jb_old___",
        "Thumbs.db",
        "thumbs.db",
        "desktop.ini",
    ],
)
def test_what_editors_leave_is_temporary(name: str) -> None:
    assert is_temporary(name)


@pytest.mark.parametrize("name", ["vote.md", "4913.md", "49130", "#", "#1.md", "c#", "tmp", "a.tmp.md", "~a"])
def test_what_people_name_is_not(name: str) -> None:
    assert not is_temporary(name)


@pytest.mark.parametrize(
    "path",
    [
        "site.yaml",
        "content/articles/2026/vote.md",
        "templates/page.html",
        "static/.well-known/security.txt",
        "static/.nojekyll",
        "static/図/写真.jpg",
    ],
)
def test_sources(path: str) -> None:
    assert is_source(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "README.md",
        "content",
        "site.yaml/x",
        "public/index.html",
        "static/.env",
        "static/.git/config",
        "static/a/.well-known/x",
        "content/.well-known/x",
        "static/.well-known/.secret",
        "content/articles/.draft.md",
        "content/articles/../../etc/passwd",
        "/content/a.md",
        "content//a.md",
        "content/./a.md",
        "content\\a.md",
        "content/a\x00.md",
    ],
)
def test_no_sources(path: str) -> None:
    assert not is_source(path)


@pytest.mark.parametrize("path", ["a", "a/b", "...", ".a", "a.", "a b", "ก/ข", "a/...b/c", "a/..b"])
def test_plain_paths(path: str) -> None:
    assert is_plain(path)


@pytest.mark.parametrize(
    "path",
    [
        "",
        ".",
        "..",
        "/",
        "/a",
        "a/",
        "a//b",
        "./a",
        "../a",
        "a/..",
        "a/../b",
        "a/.",
        "a\\b",
        "a\nb",
        "a\0",
        "a\x7f",
        "\n",
    ],
)
def test_paths_that_lead_elsewhere_or_break_a_line(path: str) -> None:
    assert not is_plain(path)


@given(st.text(alphabet="a./\\\n\0é", max_size=8))
def test_a_plain_path_stays_below_its_folder(path: str) -> None:
    parts = path.split("/")
    expected = all(part not in ("", ".", "..") for part in parts) and not set(path) & set("\\\n\0")
    assert is_plain(path) == expected


@given(st.text(max_size=12))
def test_case_and_unicode_forms_make_no_difference(text: str) -> None:
    assert folded(text) == folded(nfc(text)) == folded(folded(text))
    if text.isascii():
        assert folded(text.upper()) == folded(text.lower())


def test_names_that_disks_without_case_confuse() -> None:
    pairs = [("About", "about"), ("é", "e\u0301"), ("STRASSE", "straße"), ("ΣΑΣ", "σας"), ("İ", "i̇")]
    assert all(folded(one) == folded(other) for one, other in pairs)
    assert folded("a") != folded("á")


def test_a_name_that_was_no_text() -> None:
    assert is_utf8("über.md")
    assert is_utf8("\ue000\U0001f600")
    assert not is_utf8(b"caf\xe9.md".decode("utf-8", "surrogateescape"))


def test_a_plan_that_no_output_can_have() -> None:
    require_sound(["index.html", "a/index.html", "a/b/index.html", "é"], reserved=["x"])
    for paths in (["../a"], ["a", "a/b"], ["a/b/c", "a/b"], ["e\u0301"], ["x"], ["x/y"], [""]):
        with pytest.raises(ValueError, match=r"output|folder"):
            require_sound(paths, reserved=["x"])


@given(
    st.from_regex(r"[A-Za-z0-9._#~ -]{1,8}(\.md|\.MD|~|\.swp)?", fullmatch=True)
    | st.text(min_size=1, max_size=6)
)
@example("a.md")
@example(".md")
@example("thumbs.db")
@example("a.md\n")
def test_of_an_ordinary_name_no_rule_is_broken(name: str) -> None:
    if is_ordinary(name):
        assert name.isascii()
        assert is_plain(f"content/{name}")
        assert not is_hidden(name, f"content/{name}")
        assert not is_temporary(name)


def test_most_names_are_ordinary() -> None:
    assert all(map(is_ordinary, ("vote.md", "2026-01-02-haze_season.md", "A.md", "7.md")))
    assert not any(
        map(is_ordinary, (".md", "-.md", "a b.md", "4913", "a.md~", "é.md", "a.MD", "a.md\n", "site.yaml"))
    )
