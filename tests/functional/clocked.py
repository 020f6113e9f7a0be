"""The program with what differs from one run to the next held still: the clock, and the ids of new articles.

Run as `python clocked.py DATE ID WORDS…`. In a process of its own, since it changes modules.
"""

from __future__ import annotations

import signal
import sys
from datetime import datetime, tzinfo
from typing import Any

import asiansite.build
import asiansite.cli.new
import asiansite.work.moment
import asiansite.work.opening
import asiansite.work.recording
import asiansite.work.resuming
from asiansite.cli import main

ASKS_THE_CLOCK: tuple[Any, ...] = (
    asiansite.build,
    asiansite.cli.new,
    asiansite.work.moment,
    asiansite.work.opening,
    asiansite.work.recording,
    asiansite.work.resuming,
)


def hold(now: datetime, id: str) -> None:
    """From now on it is `now`, and the next article is `id`."""

    class Held(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return now.astimezone(tz)

    for module in ASKS_THE_CLOCK:
        assert module.datetime is datetime
        module.datetime = Held
    asiansite.cli.new.new_id = lambda: id


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)
    hold(datetime.fromisoformat(sys.argv[1]), sys.argv[2])
    del sys.argv[1:3]
    sys.exit(main())
