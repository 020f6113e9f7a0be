"""A calendar of what is to come, for the newsroom's calendar programs (iCalendar, RFC 5545)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from asiansite.fingerprint import fingerprint
from asiansite.site.transition import Transition

LONGEST = 75
"""Octets of a line at most, without its end (3.1)."""


def calendar_of(coming: Sequence[Transition], title: str, base_url: str, now: datetime) -> bytes:
    """The calendar, with an event for each change; `now` is when it is made."""
    host = urlsplit(base_url).hostname or "localhost"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//asiansite//asiansite next//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(title)}",
        *(line for item in coming for line in _event(item, host, now)),
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line.encode()) + b"\r\n" for line in lines)


def _event(item: Transition, host: str, now: datetime) -> Iterator[str]:
    # The same change of the same article is the same event whenever the calendar is made.
    name = fingerprint((item.what, item.subject, item.at.astimezone(UTC).isoformat())).hex()
    yield "BEGIN:VEVENT"
    yield f"UID:{name}@{host}"
    yield f"DTSTAMP:{_utc(now)}"
    yield f"DTSTART:{_utc(item.at)}"
    yield f"SUMMARY:{_text(item.in_words().replace('`', ''))}"
    yield f"CATEGORIES:{_text(item.what)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    # 3.3.11: backslash, semicolon and comma are escaped, and so are line ends.
    return re.sub(r"[\\;,]", r"\\\g<0>", text).replace("\n", "\\n")


def _folded(line: bytes) -> bytes:
    """The line in pieces of at most 75 octets, none of which ends within a character."""
    pieces, start = [], 0
    room = LONGEST
    while len(line) - start > room:
        end = start + room
        while line[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(line[start:end])
        start, room = end, LONGEST - 1  # what follows begins with a space
    return b"\r\n ".join([*pieces, line[start:]])
