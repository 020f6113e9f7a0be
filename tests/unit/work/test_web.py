"""One request: what a host answers, and each way in which it does not."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator

import pytest
import urllib3

from asiansite.work.web import ALWAYS_THERE, Web
from tests.fakes.other_sites import SELF_SIGNED, OtherSites, Page, lead_names_here, other_sites

AGENT = "asiansite/1 (test)"
PAGES: dict[str, Page | list[Page]] = {
    "/": Page(),
    "/moved": Page(301, {"Location": "/"}),
    "/busy": Page(429, {"Retry-After": "7"}),
    "/silent": Page(is_silent=True),
    "/breaks": Page(breaks=True),
}


@pytest.fixture
def sites(monkeypatch: pytest.MonkeyPatch) -> Iterator[OtherSites]:
    lead_names_here(monkeypatch)
    with other_sites(dict(PAGES)) as running:
        yield running


@pytest.fixture
def web() -> Web:
    return Web(AGENT, urllib3.Timeout(connect=20, read=20))


def test_an_answer_is_its_status_and_where_it_leads(sites: OtherSites, web: Web) -> None:
    assert web.ask("HEAD", sites.url("/"))[:4] == (200, "", "", None)
    assert web.ask("GET", sites.url("/moved"))[:2] == (301, "/")
    assert web.ask("GET", sites.url("/busy"))[:3] == (429, "", "7")
    assert web.ask("GET", sites.url("/none"))[0] == 404
    assert sites.paths() == ["HEAD /", "GET /moved", "GET /busy", "GET /none"]
    assert {headers["User-Agent"] for headers in sites.headers} == {AGENT}


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("http://unknown.example/", "no-host"),
        ("http://offline.example/", "refused"),
        ("http://localhost/", "private"),
        ("http://printer.local/", "private"),
        ("http://intranet/wiki", "private"),
        ("http://127.0.0.1/", "private"),
        ("http://192.168.1.20:8080/x", "private"),
        ("http://[::1]/", "private"),
        ("http://169.254.169.254/", "private"),
        ("http:///x", "no-url"),
        ("http://[x/", "no-url"),
        (f"http://{'a' * 64}.example/", "no-url"),
        ("http://a..example/", "no-url"),
    ],
)
def test_who_cannot_be_asked_is_not(sites: OtherSites, web: Web, url: str, fault: str) -> None:
    reply = web.ask("HEAD", url)
    assert (reply.status, reply.fault) == (0, fault)
    assert reply.reason
    assert sites.asked == []


def test_a_name_that_leads_into_a_private_network_is_not_asked(
    sites: OtherSites, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asiansite.work.web.is_public_address", lambda address: False)
    assert web.ask("HEAD", sites.url("/")).fault == "private"
    assert sites.asked == []


def test_without_a_network_no_host_is_said_to_be_gone(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up: list[str] = []

    def unknown(host: str, *words: object, **more: object) -> None:
        looked_up.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("asiansite.work.web.getproxies", dict)
    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    for url in ("http://a.example/", "http://b.example/"):
        assert web.ask("HEAD", url).fault == "refused"
    assert looked_up == ["a.example", ALWAYS_THERE]


def test_what_takes_no_connections(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    lead_names_here(monkeypatch)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    assert web.ask("HEAD", f"http://closed.example:{port}/").fault == "refused"


def test_what_does_not_answer_in_time(sites: OtherSites) -> None:
    hurried = Web(AGENT, urllib3.Timeout(connect=20, read=0.2))
    assert hurried.ask("HEAD", sites.url("/silent")).fault == "slow"


def test_what_breaks_off(sites: OtherSites, web: Web) -> None:
    assert web.ask("HEAD", sites.url("/breaks")).fault == "broken-off"
    assert web.ask("GET", sites.url("/breaks")).status == 200


def test_a_certificate_that_nobody_trusts(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    lead_names_here(monkeypatch)
    with other_sites(dict(PAGES), tls=True) as sites:
        url = sites.url("/", host="self.example", scheme="https")
        reply = web.ask("HEAD", url)
        assert (reply.fault, "self-signed" in reply.reason) == ("not-safe", True)
        trusting = Web(AGENT, trust=ssl.create_default_context(cafile=str(SELF_SIGNED)))
        assert trusting.ask("HEAD", url).status == 200
        # The certificate of another name is none for this one.
        assert trusting.ask("HEAD", sites.url("/", host="news.example", scheme="https")).fault == "not-safe"


def test_no_tls_at_all(sites: OtherSites, web: Web) -> None:
    assert web.ask("HEAD", sites.url("/", scheme="https")).fault == "not-safe"


def test_a_proxy_is_asked_and_knows_the_names(
    sites: OtherSites, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("asiansite.work.web.getproxies", lambda: {"http": f"127.0.0.1:{sites.port}"})
    monkeypatch.setattr("asiansite.work.web.proxy_bypass", lambda host: host == "near.example")
    assert web.ask("HEAD", "http://unknown.example/far").status == 404
    assert sites.asked == [("HEAD", "unknown.example", "http://unknown.example/far")]
    assert web.ask("HEAD", sites.url("/", host="near.example")).status == 200
    assert sites.asked[1:] == [("HEAD", "near.example", "/")]
