"""Turns: what is asked next, whom, when, and what comes of it. Nothing here waits."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest

from asiansite.content.outside import Answer, host_of
from asiansite.work.turns import PATIENCE, PAUSE, REDIRECTS, WAITS, Turns
from asiansite.work.web import Reply
from tests.fakes.other_sites import Clock

Answers = Callable[[str, str], Reply]


class Web:
    """Answers as it is told, and knows who was asked, when, and how many at once."""

    def __init__(self, clock: Clock, answers: Answers) -> None:
        self.clock, self.answers = clock, answers
        self.asked: list[tuple[float, str, str]] = []
        self.most_at_once: Counter[str] = Counter()
        self._now: Counter[str] = Counter()
        self._lock = threading.Lock()

    def ask(self, method: str, url: str) -> Reply:
        host = host_of(url)
        with self._lock:
            self._now[host] += 1
            self.most_at_once[host] = max(self.most_at_once[host], self._now[host])
            self.asked.append((self.clock(), method, url))
        reply = self.answers(method, url)
        with self._lock:
            self._now[host] -= 1
        return reply

    @property
    def order(self) -> list[str]:
        return [f"{method} {url.removeprefix('http://')}" for _, method, url in self.asked]


def answered(answers: Answers, *urls: str) -> tuple[list[Answer], Web, Clock]:
    clock = Clock()
    web = Web(clock, answers)
    found = dict(Turns(web, clock, clock.pause).answers(urls))
    assert set(found) == set(urls)
    return [found[url] for url in urls], web, clock


def always(**words: object) -> Answers:
    return lambda method, url: Reply(**words)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "verdict", "asked"),
    [
        (200, "fine", ["HEAD"]),
        (204, "fine", ["HEAD"]),
        (304, "fine", ["HEAD"]),
        (400, "unchecked", ["HEAD", "GET"]),
        (401, "unchecked", ["HEAD", "GET"]),
        (403, "unchecked", ["HEAD", "GET"]),
        (404, "broken", ["HEAD", "GET"]),
        (405, "unchecked", ["HEAD", "GET"]),
        (410, "broken", ["HEAD", "GET"]),
        (418, "unchecked", ["HEAD", "GET"]),
        (429, "unchecked", ["HEAD"]),
        (451, "unchecked", ["HEAD", "GET"]),
        (500, "unchecked", ["HEAD", "GET"]),
        (503, "unchecked", ["HEAD", "GET"]),
        (999, "unchecked", ["HEAD", "GET"]),
    ],
)
def test_what_a_status_means(status: int, verdict: str, asked: list[str]) -> None:
    (found,), web, _ = answered(always(status=status), "http://a.example/")
    assert found.verdict == verdict
    assert found.reason.startswith(str(status) if verdict != "fine" else "")
    assert [method for _, method, _ in web.asked] == asked


@pytest.mark.parametrize("refused", [403, 404, 405, 500, 501])
def test_head_that_is_refused_is_asked_again_as_get(refused: int) -> None:
    (found,), _, clock = answered(
        lambda method, url: Reply(refused if method == "HEAD" else 200), "http://a.example/"
    )
    assert found == Answer("fine")
    assert clock.pauses == [PAUSE]


@pytest.mark.parametrize(
    ("fault", "verdict"),
    [
        ("no-host", "broken"),
        ("no-url", "broken"),
        ("private", "private"),
        ("slow", "unchecked"),
        ("refused", "unchecked"),
        ("not-safe", "unchecked"),
        ("broken-off", "unchecked"),
    ],
)
def test_what_a_fault_means(fault: str, verdict: str) -> None:
    (found,), _, _ = answered(always(fault=fault, reason="because"), "http://a.example/")
    assert found == Answer(verdict, "because")  # type: ignore[arg-type]


def test_who_breaks_off_at_head_may_answer_get() -> None:
    (found,), _, _ = answered(
        lambda method, url: Reply(fault="broken-off") if method == "HEAD" else Reply(200), "http://a.example/"
    )
    assert found == Answer("fine")


# --- redirects ---


def redirects(table: dict[str, tuple[int, str]]) -> Answers:
    return lambda method, url: Reply(*table[url]) if url in table else Reply(404 if "gone" in url else 200)


A, B, C, D = (f"http://{name}.example/" for name in "abcd")


@pytest.mark.parametrize(
    ("table", "found"),
    [
        ({A: (301, B)}, Answer("moved", to=B)),
        ({A: (308, B)}, Answer("moved", to=B)),
        ({A: (302, B)}, Answer("fine")),
        ({A: (303, B)}, Answer("fine")),
        ({A: (307, B)}, Answer("fine")),
        ({A: (301, B), B: (308, C)}, Answer("moved", to=C)),
        ({A: (301, B), B: (302, C)}, Answer("moved", to=B)),
        ({A: (302, B), B: (301, C)}, Answer("fine")),
        ({A: (301, B), B: (302, C), C: (301, D)}, Answer("moved", to=B)),
        ({A: (301, "/new")}, Answer("moved", to=f"{A}new")),
        ({A: (301, "//b.example/#part")}, Answer("moved", to=B)),
        ({A: (301, f"{B}gone")}, Answer("broken", "404 Not Found")),
        ({A: (301, "mailto:a@b.example")}, Answer("unchecked", "it redirects to what is no page of the web")),
        ({A: (301, "http://[x")}, Answer("unchecked", "it redirects to what is no URL")),
        ({A: (301, "")}, Answer("fine")),
        ({A: (300, B)}, Answer("fine")),
        ({A: (302, A)}, Answer("unchecked", f"it redirects more than {REDIRECTS} times")),
    ],
)
def test_where_redirects_lead(table: dict[str, tuple[int, str]], found: Answer) -> None:
    (answer,), web, _ = answered(redirects(table), A)
    assert answer == found
    assert len(web.asked) <= REDIRECTS + 2


def test_a_redirect_into_a_private_network_is_not_followed_there() -> None:
    (found,), _, _ = answered(
        lambda method, url: Reply(302, B) if url == A else Reply(fault="private", reason="b is private"), A
    )
    assert found == Answer("unchecked", "b is private")


# --- manners ---


def test_a_host_is_asked_one_at_a_time_with_pauses() -> None:
    urls = [f"http://{host}.example/{number}" for host in "abc" for number in range(4)]
    found, web, _ = answered(always(status=200), *urls)
    assert found == [Answer("fine")] * 12
    for host in "abc":
        assert web.most_at_once[f"{host}.example"] == 1
        times = [at for at, _, url in web.asked if host_of(url) == f"{host}.example"]
        assert all(later - earlier >= PAUSE for earlier, later in pairwise(times))
    # Hosts do not wait for one another.
    assert max(at for at, _, _ in web.asked) - web.asked[0][0] < 4 * PAUSE


def test_a_host_that_a_redirect_leads_to_is_not_asked_meanwhile() -> None:
    urls = [f"http://short.example/{number}" for number in range(3)] + [
        f"http://long.example/x{number}" for number in range(3)
    ]
    table = {f"http://short.example/{number}": (302, f"http://long.example/{number}") for number in range(3)}
    _, web, _ = answered(redirects(table), *urls)
    assert web.most_at_once["long.example"] == 1
    times = sorted(at for at, _, url in web.asked if host_of(url) == "long.example")
    assert all(later - earlier >= PAUSE for earlier, later in pairwise(times))


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize(
    "retry_after", ["7", "Fri, 15 Jan 2027 08:00:07 GMT", "Fri, 15 Jan 2027 08:00:07 -0000"]
)
def test_who_asks_for_patience_is_waited_for(status: int, retry_after: str) -> None:
    asked: Counter[str] = Counter()

    def answers(method: str, url: str) -> Reply:
        asked[url] += 1
        return Reply(status, retry_after=retry_after) if asked[url] == 1 and url == A else Reply(200)

    (first, second), web, clock = answered(answers, A, f"{A}next")
    assert (first, second) == (Answer("fine"), Answer("fine"))
    assert 7 <= sum(clock.pauses) <= 9
    assert [at - web.asked[0][0] >= 7 for at, _, _ in web.asked] == [False, True, True]


@pytest.mark.parametrize("retry_after", ["", "soon", str(int(PATIENCE) + 1), "Fri, 15 Jan 2027 12:00:00 GMT"])
def test_who_wants_to_be_left_alone_is(retry_after: str) -> None:
    found, web, clock = answered(always(status=429, retry_after=retry_after), A, f"{A}1", f"{A}2", f"{A}3")
    assert found == [Answer("unchecked", "429 Too Many Requests")] * 4
    assert (len(web.asked), clock.pauses) == (1, [])


@pytest.mark.parametrize(
    ("fault", "verdict", "tried"),
    [
        ("no-host", "broken", 1),
        ("private", "private", 1),
        ("refused", "unchecked", 1),
        ("not-safe", "unchecked", 1),
        ("slow", "unchecked", 2),
        ("no-url", "broken", 4),
    ],
)
def test_what_is_wrong_with_a_host_is_asked_for_once(fault: str, verdict: str, tried: int) -> None:
    found, web, _ = answered(always(fault=fault, reason="why"), A, f"{A}1", f"{A}2", f"{A}3")
    assert found == [Answer(verdict, "why")] * 4  # type: ignore[arg-type]
    assert len(web.asked) == tried


def test_a_private_host_that_redirects_lead_to_is_not_the_links() -> None:
    found, _, _ = answered(
        lambda method, url: Reply(302, f"{B}x") if url == A else Reply(fault="private", reason="near"), B, A
    )
    assert found == [Answer("private", "near"), Answer("unchecked", "near")]


def test_nobody_is_waited_for_for_ever() -> None:
    found, web, _ = answered(always(status=429, retry_after="60"), A, f"{A}1", f"{A}2")
    assert {answer.verdict for answer in found} == {"unchecked"}
    assert len(web.asked) == WAITS + 1


def test_who_breaks_off_the_work_has_what_came_before() -> None:
    clock = Clock()

    def stop(seconds: float) -> None:
        raise KeyboardInterrupt

    found: list[str] = []
    web = Web(clock, always(status=200))
    with pytest.raises(KeyboardInterrupt):
        found.extend(url for url, _ in Turns(web, clock, stop).answers([A]))
        for url, _ in Turns(web, clock, stop).answers([B, f"{B}1"]):
            found.append(url)
    assert found == [A, B]


def test_what_goes_wrong_in_a_request_is_not_lost() -> None:
    def answers(method: str, url: str) -> Reply:
        raise ZeroDivisionError(url)

    with pytest.raises(ZeroDivisionError, match=A):
        answered(answers, A)


def test_nothing_to_ask_asks_nothing() -> None:
    assert answered(always(status=200))[0] == []
