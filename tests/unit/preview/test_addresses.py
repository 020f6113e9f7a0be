"""Addresses: a request's path is looked up among the outputs, and joined to nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asiansite.preview.addresses import Address, BadRequestError, address_of, decoded

OUTPUTS = frozenset(
    {"index.html", "404.html", "tags/index.html", "tags/asean/index.html", "a b.txt", "về/index.html"}
)


def found(path: str, base: str = "") -> Address:
    return address_of(decoded(path.encode("ascii")), base, OUTPUTS.__contains__)


@pytest.mark.parametrize(
    ("path", "output"),
    [
        ("/", "index.html"),
        ("/index.html", "index.html"),
        ("/tags/", "tags/index.html"),
        ("/tags/index.html", "tags/index.html"),
        ("/a%20b.txt", "a b.txt"),
        ("/v%E1%BB%81/", "về/index.html"),
        ("/ve%CC%82%CC%80/", "về/index.html"),
        ("/404.html", "404.html"),
        ("/tags/nothing/", None),
        ("//tags/", None),
        ("/tags//", None),
    ],
)
def test_a_path_finds_what_a_static_host_would(path: str, output: str | None) -> None:
    assert found(path).output == output


def test_a_folder_without_its_slash_leads_to_it() -> None:
    assert found("/tags").redirect == "/tags/"
    assert found("/paper/tags", "/paper").redirect == "/paper/tags/"
    assert found("/v%E1%BB%81").redirect == "/v%E1%BB%81/"
    assert found("/", "/paper").redirect == found("/paper", "/paper").redirect == "/paper/"
    assert found("/tags/", "/paper") == found("/papertags/", "/paper") == Address()


@pytest.mark.parametrize(
    "path",
    [
        "/../site.yaml",
        "/%2e%2e/x",
        "/tags/%2E%2e/x",
        "/a%00b",
        "/a%0d%0ab",
        "/..%5cx",
        "/a\\b",
        "/%ff",
        "x",
        "",
        "/tags/..",
    ],
)
def test_what_no_browser_sends_is_refused(path: str) -> None:
    with pytest.raises(BadRequestError):
        found(path)


@given(st.text("/.%25ecab\\\\tagsxindhml012\u0000", max_size=40))
def test_nothing_is_found_but_outputs_and_no_redirect_leads_elsewhere(text: str) -> None:
    try:
        address = found("/" + text)
    except BadRequestError:
        return
    assert address.output is None or address.output in OUTPUTS
    assert address.redirect is None or (
        address.redirect[0] == "/" and address.redirect[1:2] not in ("/", "\\")
    )
