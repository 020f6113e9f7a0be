"""Lists of an older site's URLs."""

from __future__ import annotations

import gzip

import pytest

from asiansite.content.url_lists import LARGEST, NotAList, path_of, read_list


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("https://old.example/2019/haze", "/2019/haze/"),
        ("https://gazette.example/news/2019/haze/", "/2019/haze/"),
        ("https://gazette.example/other/", None),
        ("https://gazette.example/newsroom/", None),
        ("https://gazette.example/news", "/"),
        ("/a/index.html", "/a/"),
        ("/a/b.html#part", "/a/b.html"),
        ("/caf%C3%A9/", "/caf\u00e9/"),
        ("/cafe%CC%81/", "/caf\u00e9/"),
        ("/?p=12", None),
        ("/../x/", None),
        ("//x", "/"),
        ("/a//b/", None),
        ("/a%00b/", None),
        ("http://[x/", None),
        ("mailto:x@x.example", None),
    ],
)
def test_an_address_is_a_path_of_the_site_or_none(text: str, path: str | None) -> None:
    assert path_of(text, "https://gazette.example/news") == path


def test_a_table_is_read_by_its_column_or_by_the_first() -> None:
    assert [each.text for each in read_list(b"name;Old URL\na;/x\n\nb;nothing\nc;/y\n")] == ["/x", "/y"]
    assert [each.text for each in read_list(b"/x\n/y,3\n")] == ["/x", "/y"]
    assert [each.line for each in read_list(b'url,t\n/x,"a\nb"\n/y,c\n')] == [3, 4]


BOMBS = {
    "entities": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><urlset><url><loc>&b;</loc></url></urlset>',
    "a file": b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>',
    "a document type": b'<!DOCTYPE x SYSTEM "https://x.example/x.dtd"><urlset><url><loc>/x</loc></url></urlset>',
    "packed": gzip.compress(b"/x\n" * (LARGEST // 3 + 2)),
    "broken gzip": gzip.compress(b"/x\n" * 1000)[:-9],
    "nested": b"<urlset>" * 100,
    "zeros": b"/x\0y\n",
    "not UTF-8": b"/\xff\xfe\n",
    "nothing": b"",
}


@pytest.mark.parametrize("name", BOMBS)
def test_what_could_do_harm_is_refused(name: str) -> None:
    with pytest.raises(NotAList):
        read_list(BOMBS[name])
