import unicodedata
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.content.share_services import SERVICE_NAMES
from asiansite.content.text.weights import weight
from asiansite.rendering.share import SERVICES, ShareLink, share_links

URL = "https://news.example.org/asia/2026/08/%E0%B9%84%E0%B8%97%E0%B8%A2/?a=1&b=%2B#top"
IMAGE = "https://news.example.org/asia/static/haze%20season.jpg"
TITLES = [
    "Haze & rain: 100% + #1 \"news\" 'x' <b> a=b; c?d/e",
    "Line\none\r\nand\ttwo",
    "นายกรัฐมนตรีไทยเข้าร่วมการประชุมน้ำท่วม",
    "នាយករដ្ឋមន្ត្រី\u200bកម្ពុជា",
    "Thủ tướng Việt Nam đến Đà Nẵng",
    unicodedata.normalize("NFD", "Thủ tướng Việt Nam"),
    "👨‍👩‍👧 🇹🇭 👍🏽",
    "ڤردان منتري \u200fمليسيا",
    "Long title " * 55,
    "ក" * 600,
    "\ud800 half \x00 null \ufeff",
    "",
]


def links(title: str, *, image: str | None = IMAGE) -> dict[str, ShareLink]:
    return {link.service: link for link in share_links(SERVICE_NAMES, title=title, url=URL, image=image)}


def one_line(title: str) -> str:
    known = [c for c in title if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs")]
    without = "".join(known).replace("\u200b", "").replace("\ufeff", "")
    return " ".join(unicodedata.normalize("NFC", without).split())


def fields(href: str) -> dict[str, list[str]]:
    return parse_qs(urlsplit(href).query, keep_blank_values=True, strict_parsing=True, errors="strict")


def mail_fields(href: str) -> dict[str, str]:
    """The header fields of a mailto URL by RFC 6068, in which `+` is a plus."""
    assert href.startswith("mailto:?")
    assert set(href) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~%?=&:")
    pairs = [pair.split("=") for pair in href.removeprefix("mailto:?").split("&")]
    return {name: unquote(value, errors="strict") for name, value in pairs}


@given(st.one_of(st.sampled_from(TITLES), st.text()))
def test_each_link_says_what_was_shared(title: str) -> None:
    shared, found = one_line(title), links(title)
    assert fields(found["whatsapp"].href) == {"text": [f"{shared}\n{URL}"]}
    assert fields(found["facebook"].href) == {"u": [URL]}
    assert fields(found["pinterest"].href) == {"url": [URL], "media": [IMAGE], "description": [shared]}
    assert fields(found["telegram"].href) == fields(found["line"].href) == {"url": [URL], "text": [shared]}
    gmail = fields(found["gmail"].href)
    assert gmail == {"view": ["cm"], "fs": ["1"], "su": [shared], "body": [f"{shared}\n\n{URL}"]}
    assert mail_fields(found["email"].href) == {"subject": shared, "body": f"{shared}\r\n\r\n{URL}"}
    assert found["share"].href == URL


@given(st.one_of(st.sampled_from(TITLES), st.text(), st.text(st.sampled_from("កаệ😀 "), min_size=100)))
def test_a_post_on_x_fits(title: str) -> None:
    found = fields(links(title)["twitter"].href)
    text = found["text"][0]
    assert found == {"text": [text], "url": [URL]}
    assert weight(text) + 1 + 23 <= 280
    whole = one_line(title)
    assert text == whole or (weight(whole) > 256 and text.endswith("…") and whole.startswith(text[:-1]))
    assert text == whole or weight(text) > 256 - 24


@pytest.mark.parametrize("title", TITLES)
def test_reddit_takes_300_characters(title: str) -> None:
    found = fields(links(title)["reddit"].href)
    text = found["title"][0]
    assert found == {"url": [URL], "title": [text]}
    assert len(text) <= 300
    assert text == one_line(title) or (text.endswith("…") and len(text) > 290)


@given(st.text())
def test_a_link_is_ascii_and_can_stand_in_an_attribute(title: str) -> None:
    for link in links(title).values():
        assert link.href.isascii()
        assert link.href == URL or not set(link.href) & set(" +\"'<>\\^`{|}\r\n\t#")


def test_exact_links() -> None:
    found = share_links(
        SERVICE_NAMES, title="A & b", url="https://a.example/x/", image="https://a.example/i.jpg"
    )
    address = "https%3A%2F%2Fa.example%2Fx%2F"
    assert [link.href for link in found] == [
        f"https://wa.me/?text=A%20%26%20b%0A{address}",
        f"https://www.facebook.com/sharer/sharer.php?u={address}",
        f"https://twitter.com/intent/tweet?text=A%20%26%20b&url={address}",
        f"https://www.pinterest.com/pin/create/button/?url={address}&media=https%3A%2F%2Fa.example%2Fi.jpg"
        "&description=A%20%26%20b",
        f"https://www.reddit.com/submit?url={address}&title=A%20%26%20b",
        f"https://mail.google.com/mail/?view=cm&fs=1&su=A%20%26%20b&body=A%20%26%20b%0A%0A{address}",
        f"mailto:?subject=A%20%26%20b&body=A%20%26%20b%0D%0A%0D%0A{address}",
        f"https://t.me/share/url?url={address}&text=A%20%26%20b",
        f"https://social-plugins.line.me/lineit/share?url={address}&text=A%20%26%20b",
        "https://a.example/x/",
    ]


def test_the_order_is_the_site_s() -> None:
    found = share_links(["share", "reddit", "whatsapp"], title="A", url=URL, image=None)
    assert [link.service for link in found] == ["share", "reddit", "whatsapp"]


def test_no_pin_without_a_picture() -> None:
    assert set(SERVICE_NAMES) - set(links("A", image=None)) == {"pinterest"}


def test_the_table_has_exactly_the_services_of_the_settings() -> None:
    assert tuple(service.name for service in SERVICES) == SERVICE_NAMES
    assert all(service.label for service in SERVICES)


def test_an_unknown_service_is_an_error() -> None:
    with pytest.raises(KeyError):
        share_links(["myspace"], title="A", url=URL, image=None)
