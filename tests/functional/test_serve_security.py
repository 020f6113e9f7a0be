"""What a preview must not do: each check against a real socket, on every endpoint.

The preview shows what is not public, on a machine whose browser visits other sites meanwhile.
"""

from __future__ import annotations

import itertools
import os
import re
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.functional.newsrooms import Newsroom
from tests.functional.previews import PATIENCE, Preview, preview, until

SECRET = "xyzzy-nobody-may-read-this"
"""Stands in every file that the preview must not give away."""

OURS = ("site.yaml", "content/articles/one.md", "templates/notes.txt", ".env", ".git/config")
"""Files of the site that are no files of the output."""


@dataclass(frozen=True)
class Desk:
    shown: Preview
    folder: Path
    token: str

    def ask(self, request: bytes, enough: bytes | None = None) -> bytes:
        """What comes back until the server closes, or until `enough` is in it."""
        with socket.create_connection(("127.0.0.1", self.shown.port), timeout=PATIENCE) as line:
            line.sendall(request)
            return received(line, enough)

    def get(self, target: bytes | str, *headers: str, host: str | None = None, method: str = "GET") -> bytes:
        """The answer to one request; a stream's first words."""
        target = target.encode("latin-1") if isinstance(target, str) else target
        host = f"127.0.0.1:{self.shown.port}" if host is None else host
        lines = [f"Host: {host}", "Connection: close", *headers]
        head = method.encode() + b" " + target + b" HTTP/1.1\r\n" + "\r\n".join(lines).encode("latin-1")
        return self.ask(head + b"\r\n\r\n", b"retry: ")

    @property
    def endpoints(self) -> dict[str, str]:
        return {
            "page": "/",
            "article": "/2026/02/one/",
            "style": "/__asiansite/panel.css",
            "script": "/__asiansite/preview.js",
            "state": f"/__asiansite/page?token={self.token}&path=/",
            "events": f"/__asiansite/events?token={self.token}&path=/&version=1",
            "file": "/map.txt",
            "nothing": "/there/is/no/such/page/",
        }


ENDPOINTS = ("page", "article", "style", "script", "state", "events", "file", "nothing")


def received(line: socket.socket, enough: bytes | None = None) -> bytes:
    found = b""
    try:
        while piece := line.recv(65536):
            found += piece
            if enough is not None and b"text/event-stream" in found and enough in found:
                break
    except ConnectionResetError:
        pass
    return found


def status(answer: bytes) -> int:
    assert answer.startswith(b"HTTP/1.1 "), answer[:200]
    return int(answer[9:12])


def headers(answer: bytes) -> list[tuple[str, str]]:
    lines = answer.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")[1:]
    return [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in lines)]


def body(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("secure") / "site"
    room = Newsroom(folder)
    room.write("site.yaml", f"# {SECRET}\ntitle: The Strait Gazette\nbase_url: https://gazette.example\n")
    room.article("one", "A paragraph.")
    article = folder / "content/articles/one.md"
    article.write_text(article.read_text().replace("---\n", f"---\n# {SECRET}\n", 1))
    for name in OURS[2:]:
        room.write(name, SECRET)
    room.write("static/map.txt", "a map")
    (folder.parent / "secret.txt").write_text(SECRET)
    with preview("--watch", "--at", "2026-03-01T12:00", "--port", "8600", cwd=folder) as shown:
        page = shown.ready().text
        token = re.search('data-token="([^"]+)"', page)
        assert token is not None
        yield Desk(shown, folder, token[1])


# --- paths ---

UP = (
    "../",
    "..%2f",
    "%2e%2e/",
    "%2e%2e%2f",
    "%2E%2E%2F",
    ".%2e/",
    "..%5c",
    "..\\",
    "%252e%252e%252f",
    "..%c0%af",
    "%c0%ae%c0%ae/",
    "%uff0e%uff0e/",
    "....//",
    "..;/",
    "..%00/",
    "./../",
    "//../",
    "..%ef%bc%8f",
)
BEFORE = ("", "css/", "/", "2026/02/one/")
"""What stands before the way up, after the endpoint's own address."""


def spellings(folder: Path) -> list[str]:
    """More than five hundred ways to ask for what is not part of the output."""
    targets = ("secret.txt", "etc/passwd", *OURS)
    found = [
        f"{before}{up * depth}{target}"
        for up, depth, before, target in itertools.product(UP, (1, 2, 9), BEFORE, targets)
    ]
    plain = [*OURS, *(f"{name}%00.html" for name in OURS), *(f"{name}?raw??" for name in OURS)]
    absolute = [f"{folder}/{name}" for name in OURS] + [f"//{folder}/{name}" for name in OURS]
    odd = [
        "CON",
        "NUL.txt",
        "C:/Windows/win.ini",
        "%",
        "%zz",
        "%ff%fe",
        "a" * 3000,
        "%2f%2fevil.example",
        "\\evil.example",
    ]
    # Each sixth of the product: every way up, depth and target is among them.
    return [*found[::3], *plain, *absolute, *odd]


@pytest.mark.parametrize("name", ENDPOINTS)
def test_no_byte_from_outside_whatever_the_path(name: str, desk: Desk) -> None:
    asked = spellings(desk.folder)
    assert len(asked) > 500
    endpoint = desk.endpoints[name]
    for spelling in asked:
        if "?" in endpoint:
            target = endpoint.replace("path=/", f"path=/{spelling}").split("#")[0]
        else:
            target = f"{endpoint.rstrip('/')}/{spelling}"
        answer = desk.get(target)
        assert status(answer) in {200, 301, 400, 404, 414}, (target, answer[:300])
        innocent(answer, target)


@pytest.mark.parametrize(
    "target",
    [
        "*",
        "../secret.txt",
        "secret.txt",
        "#/../../secret.txt",
        "/#/../../secret.txt",
        "file:///etc/passwd",
        "http://evil.example/",
        "http://127.0.0.1/../secret.txt",
        "//evil.example/%2e%2e",
        "/\\evil.example",
        "/%5cevil.example/..",
        "/%2fevil.example/2026",
        "//2026/02/one",
        "/%2f2026/02/one",
    ],
)
def test_odd_forms_of_a_target(target: str, desk: Desk) -> None:
    answer = desk.get(target)
    assert status(answer) in {400, 404}, answer[:300]
    innocent(answer, target)


def test_a_redirect_leads_to_this_site(desk: Desk) -> None:
    answer = desk.get("/2026/02/one")
    assert status(answer) == 301
    assert dict(headers(answer))["location"] == "/2026/02/one/"


def innocent(answer: bytes, about: object) -> None:
    assert SECRET.encode() not in answer, about
    assert b"root:" not in answer, about
    assert b"Traceback" not in answer, about
    location = dict(headers(answer)).get("location", "/")
    assert re.match(r"/(?![/\\])", location), (about, location)


# --- names and origins ---


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "localhost",
        "127.0.0.1",
        "localhost:1",
        "localhost.:{port}",
        "localhost.evil.example:{port}",
        "evil.localhost:{port}",
        "127.0.0.1.nip.example:{port}",
        "127.1:{port}",
        "0.0.0.0:{port}",
        "2130706433:{port}",
        "[::ffff:127.0.0.1]:{port}",
        "user@localhost:{port}",
        "localhost:{port}, evil.example",
        "",
    ],
)
def test_a_foreign_host_is_told_nothing(name: str, host: str, desk: Desk) -> None:
    answer = desk.get(desk.endpoints[name], host=host.format(port=desk.shown.port))
    assert status(answer) in {400, 421}
    assert len(body(answer)) < 100


@pytest.mark.parametrize("host", ["localhost:{port}", "LOCALHOST:{port}", "127.0.0.1:{port}", "[::1]:{port}"])
def test_our_own_names_are_answered(host: str, desk: Desk) -> None:
    assert status(desk.get("/", host=host.format(port=desk.shown.port))) == 200


@pytest.mark.parametrize(
    "lines", ["", "Host: {own}\r\nHost: evil.example\r\n", "Host: {own}\r\nHost: {own}\r\n"]
)
def test_one_host_is_expected(lines: str, desk: Desk) -> None:
    own = f"127.0.0.1:{desk.shown.port}"
    answer = desk.ask(f"GET / HTTP/1.1\r\n{lines.format(own=own)}Connection: close\r\n\r\n".encode())
    assert status(answer) == 400


def test_what_proxies_say_is_not_heard(desk: Desk) -> None:
    own = f"127.0.0.1:{desk.shown.port}"
    assert (
        status(desk.get("/", f"X-Forwarded-Host: {own}", f"Forwarded: host={own}", host="evil.example"))
        == 421
    )
    assert status(desk.get("/", "X-Forwarded-Host: evil.example")) == 200


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize(
    "origin",
    [
        "http://evil.example",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "null",
        "",
        "http://localhost.evil.example:{port}",
    ],
)
def test_a_foreign_origin_is_told_nothing(name: str, origin: str, desk: Desk) -> None:
    answer = desk.get(desk.endpoints[name], f"Origin: {origin.format(port=desk.shown.port)}")
    assert status(answer) == 403
    assert len(body(answer)) < 100


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize(
    ("site", "mode", "destination"),
    [
        ("cross-site", "no-cors", "script"),
        ("cross-site", "no-cors", "image"),
        ("cross-site", "cors", "empty"),
        ("cross-site", "navigate", "iframe"),
        ("cross-site", "navigate", "object"),
        ("same-site", "no-cors", "script"),
        ("same-site", "cors", "empty"),
        ("nonsense", "no-cors", "style"),
    ],
)
def test_what_a_foreign_page_loads_it_does_not_get(
    name: str, site: str, mode: str, destination: str, desk: Desk
) -> None:
    said = (f"Sec-Fetch-Site: {site}", f"Sec-Fetch-Mode: {mode}", f"Sec-Fetch-Dest: {destination}")
    answer = desk.get(desk.endpoints[name], *said)
    assert status(answer) == 403
    assert len(body(answer)) < 100


@pytest.mark.parametrize("name", ENDPOINTS)
def test_every_answer_says_that_it_is_ours_alone(name: str, desk: Desk) -> None:
    endpoint = desk.endpoints[name]
    answers = [
        desk.get(endpoint),
        desk.get(endpoint, host="evil.example"),
        desk.get(endpoint, "Origin: http://evil.example"),
        desk.get(endpoint, method="POST"),
    ]
    for answer in answers:
        found = headers(answer)
        names = [name for name, _ in found]
        assert not [name for name in names if name.startswith("access-control-")]
        assert "server" not in names
        for expected in (
            ("cache-control", "no-store"),
            ("cross-origin-resource-policy", "same-origin"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
        ):
            assert found.count(expected) == 1, (expected, found)


# --- methods, sizes, slowness ---


@pytest.mark.parametrize("name", ENDPOINTS)
@pytest.mark.parametrize("method", "POST PUT DELETE PATCH OPTIONS TRACE CONNECT PROPFIND".split())
def test_only_get_and_head(name: str, method: str, desk: Desk) -> None:
    assert status(desk.get(desk.endpoints[name], "Content-Length: 0", method=method)) == 405


@pytest.mark.parametrize("name", ["page", "style", "file", "nothing"])
def test_head_is_get_without_its_body(name: str, desk: Desk) -> None:
    whole, head = (desk.get(desk.endpoints[name], method=method) for method in ("GET", "HEAD"))
    assert status(whole) == status(head)
    assert body(head) == b""
    assert body(whole) != b""


def test_a_body_is_not_waited_for(desk: Desk) -> None:
    assert status(desk.get("/", "Content-Length: 1000000000", method="POST")) == 405


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\nX-Large: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n" + b"X-Many: a\r\n" * 20_000 + b"\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200,
        b"GET / HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\nzz\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: HOST\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: HOST\r\n\r\n",
        b"nonsense\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: HOST\r\nX: a\r\n b\x00\r\n\r\n",
    ],
)
def test_what_no_browser_sends_is_refused_in_a_word(request_: bytes, desk: Desk) -> None:
    answer = desk.ask(request_.replace(b"HOST", f"127.0.0.1:{desk.shown.port}".encode()))
    if answer:  # else the line was closed
        assert status(answer) in {400, 404, 414, 431}
        assert len(body(answer)) < 2000 or status(answer) == 404
        assert b"Traceback" not in answer
    assert status(desk.get("/")) == 200


def test_slow_clients_are_let_go_and_hold_up_nobody(desk: Desk) -> None:
    with ExitStack() as stack:
        lines = []
        for _ in range(100):
            line = socket.create_connection(("127.0.0.1", desk.shown.port), timeout=PATIENCE)
            stack.enter_context(line)
            line.sendall(b"GET / HTTP/1.1\r\nHost: ")
            lines.append(line)
        assert status(desk.get("/")) == 200
        # One that has had its page is no different.
        own = f"127.0.0.1:{desk.shown.port}".encode()
        lines[0].sendall(own + b"\r\n\r\n")
        until(lambda: lines[0].recv(65536), lambda found: b"</html>" in found)
        lines[0].sendall(b"GET / HTTP/1.1\r\n")
        for line in lines:
            received(line)  # until it is closed
        assert status(desk.get("/")) == 200


def test_streams_are_counted(desk: Desk) -> None:
    with ExitStack() as stack:
        events = desk.endpoints["events"]
        request = f"GET {events} HTTP/1.1\r\nHost: 127.0.0.1:{desk.shown.port}\r\n\r\n".encode()
        lines = []
        for _ in range(64):
            line = socket.create_connection(("127.0.0.1", desk.shown.port), timeout=PATIENCE)
            stack.enter_context(line)
            line.sendall(request)
            assert b"200" in received(line, b"retry: ")[:20]
            lines.append(line)
        assert status(desk.get(events)) == 503
        assert status(desk.get("/")) == 200
        lines[0].close()
        until(lambda: status(desk.get(events)), lambda found: found == 200)


# --- the token ---


@pytest.mark.parametrize("name", ["events", "page"])
@pytest.mark.parametrize(
    "token", ["", "token=", "token=x", "token=%00", "token={token}x", "token=%C3%BC", "tokens={token}"]
)
def test_the_pages_token_is_asked_for(name: str, token: str, desk: Desk) -> None:
    answer = desk.get(f"/__asiansite/{name}?{token.format(token=desk.token)}&path=/")
    assert status(answer) == 403
    assert desk.token.encode() not in answer


def test_another_run_has_another_token_and_elsewhere_it_is_needed_for_everything(desk: Desk) -> None:
    with preview(
        "--watch", "--at", "2026-03-01T12:00", "--host", "127.0.0.1", "--port", "8650", cwd=desk.folder
    ) as shown:
        for path in (
            "/",
            "/2026/02/one/",
            "/map.txt",
            "/__asiansite/preview.js",
            "/__asiansite/events",
            "/x",
        ):
            for query in ("", "?token=", f"?token={desk.token}"):
                answer = shown.get(path + query)
                assert answer.status == 403, path
                assert len(answer.data) < 200
        token = shown.url.partition("?token=")[2]
        assert len(token) > 20
        first = shown.get(f"//evil.example/..?token={token}")
        assert first.status in {303, 400}
        assert re.match(r"/(?![/\\])", first.headers.get("location", "/"))
        first = shown.get(f"/?token={token}&a=b")
        assert (first.status, first.headers["location"]) == (303, "/?a=b")
        cookie = first.headers["set-cookie"]
        assert "httponly" in cookie.lower()
        assert "samesite=strict" in cookie.lower()
        page = until(
            lambda: shown.get("/", headers={"Cookie": cookie.split(";")[0]}),
            lambda answer: answer.status != 503,
        )
        assert page.status == 200
        assert shown.get("/", headers={"Cookie": "asiansite-preview=x"}).status == 403


# --- the disk ---


def test_a_link_out_of_the_site_is_not_followed(desk: Desk) -> None:
    place = desk.folder / "static"
    secret = desk.folder.parent / "secret.txt"
    try:
        # In the place of a file that the plan knows, and of a folder above one.
        (place / "map.txt").unlink()
        (place / "map.txt").symlink_to(secret)
        (place / "leak.txt").symlink_to(secret)
        (place / "folder").symlink_to(desk.folder.parent, target_is_directory=True)
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            for path in ("/map.txt", "/leak.txt", "/folder/secret.txt"):
                answer = desk.get(path)
                assert SECRET.encode() not in answer
                assert status(answer) == 404 or body(answer).endswith(b"a map"), answer
            if status(desk.get("/map.txt")) == 404:
                break
        for path in ("/map.txt", "/leak.txt", "/folder/secret.txt"):
            assert status(desk.get(path)) == 404
    finally:
        for name in ("map.txt", "leak.txt", "folder"):
            (place / name).unlink(missing_ok=True)
        (place / "map.txt").write_text("a map")
        until(lambda: desk.shown.get("/map.txt").data, lambda data: data == b"a map")


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="Linux tells its sockets there")
def test_nobody_else_on_the_network_reaches_it(desk: Desk) -> None:
    found = set()
    for table in ("tcp", "tcp6"):
        file = Path("/proc/net", table)
        for row in file.read_text().splitlines()[1:] if file.exists() else []:
            address, port = row.split()[1].split(":")
            if int(port, 16) == desk.shown.port and row.split()[3] == "0A":
                found.add(address)
    assert found
    assert found <= {"0100007F", "00000000000000000000000001000000"}


def test_it_writes_nothing_but_what_it_remembers(desk: Desk) -> None:
    desk.get("/2026/02/one/")
    names = {path.relative_to(desk.folder).parts[0] for path in desk.folder.rglob("*")}
    assert names <= {"site.yaml", "content", "static", "templates", ".env", ".git", ".asiansite"}


def test_what_is_built_has_no_trace_of_it(desk: Desk) -> None:
    room = Newsroom.__new__(Newsroom)
    room.folder, room.output = desk.folder, desk.folder.parent / "output"
    assert room.try_to_build().status == 0
    built = b"".join(path.read_bytes() for path in room.output.rglob("*") if path.is_file())
    assert b"__asiansite" not in built
    assert desk.token.encode() not in built


# --- faults ---


def test_a_fault_in_a_template_is_told_without_a_traceback(desk: Desk) -> None:
    template = desk.folder / "templates/page.html"
    try:
        template.write_text("{{ 1 / 0 }}")
        (desk.folder / "content/pages").mkdir(exist_ok=True)
        (desk.folder / "content/pages/about.md").write_text(
            "---\ntitle: <img src=x onerror=alert(1)>\n---\nText.\n"
        )
        answer = until(lambda: desk.get("/about/"), lambda found: status(found) != 404)
        assert status(answer) == 500
        assert b"Traceback" not in answer
        assert str(desk.folder).encode() not in answer
        assert b"templates/page.html" in answer
        assert b"<img src=x" not in answer
        state = desk.get(f"/__asiansite/page?token={desk.token}&path=/about/")
        assert status(state) == 200
        assert b"Traceback" not in state
    finally:
        template.unlink()
        until(lambda: desk.get("/about/"), lambda found: status(found) == 200)


def test_it_is_alive_and_has_said_nothing_wrong(desk: Desk) -> None:
    assert desk.shown.process.poll() is None
    assert os.getpid() != desk.shown.process.pid
    assert status(desk.get("/")) == 200
