"""Answers of other sites: what is remembered of them, so that nobody is asked the same again within days."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from asiansite.content.outside import Answer, Verdict
from asiansite.storage.records import Records

DAY = 86_400.0

LASTS: dict[Verdict, float] = {"fine": 7 * DAY, "moved": 7 * DAY, "broken": DAY, "unchecked": DAY / 24}
"""Seconds for which an answer holds. One of whom nobody was asked is not remembered."""


class _Record(msgspec.Struct, array_like=True):
    at: float
    verdict: Verdict
    reason: str
    to: str


class OutsideRecords:
    """The answers of other sites by URL. What is damaged is missing."""

    def __init__(self, home: Path) -> None:
        """Open those of the site whose .asiansite/ is `home`."""
        self._records = Records(home / "outside.sqlite", ("answers",))

    def some(self, urls: Collection[str], now: float) -> dict[str, Answer]:
        """The answers of `urls` that still hold at `now`, in seconds since 1970."""
        found = {url: _read(data) for url, data in self._records.some("answers", urls).items()}
        return {
            url: Answer(record.verdict, record.reason, record.to)
            for url, record in found.items()
            if record is not None and _holds(record, now)
        }

    def put(self, answers: Iterable[tuple[str, Answer]], now: float) -> None:
        """Remember answers, at once: whoever breaks off does not lose them."""
        kept = [pair for pair in answers if pair[1].verdict in LASTS]
        self._records.put("answers", ((url, _written(answer, now)) for url, answer in kept))
        self._records.commit()

    def tidy(self, now: float) -> None:
        """Forget what holds no more."""
        read = ((url, _read(data)) for url, data in self._records.all("answers"))
        old = [url for url, record in read if record is None or not _holds(record, now)]
        self._records.remove("answers", old)
        self._records.commit()

    def close(self) -> None:
        """Let go of the file."""
        self._records.close()


def _holds(record: _Record, now: float) -> bool:
    # One from the future was written by a clock that went wrong.
    return 0 <= now - record.at < LASTS.get(record.verdict, 0)


def _written(answer: Answer, now: float) -> bytes:
    return msgspec.msgpack.encode(_Record(now, answer.verdict, answer.reason, answer.to))


def _read(data: bytes) -> _Record | None:
    try:
        return msgspec.msgpack.decode(data, type=_Record)
    except msgspec.DecodeError:
        return None
