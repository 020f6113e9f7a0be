"""Schedules: when to build so that each change is made in time, in the forms of CI services and of cron.

Cron knows neither years nor seconds, and CI services start a build every five minutes at most: so changes
are rounded up to the next five minutes, and those that are a year away or more are left for later.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from asiansite.cli.printing import shown_moment
from asiansite.site.transition import Transition

STEP = timedelta(minutes=5)
"""How often GitHub and GitLab look at a schedule."""

HORIZON = timedelta(days=360)
"""How far away a change may be: a year on, the same line of cron would have come before."""


class Slot(Struct, frozen=True):
    """A moment at which to build."""

    at: datetime
    """UTC, a multiple of five minutes."""
    changes: tuple[Transition, ...]

    @property
    def cron(self) -> str:
        """Minute, hour, day and month; any day of the week."""
        return f"{self.at.minute} {self.at.hour} {self.at.day} {self.at.month} *"

    @property
    def words(self) -> list[str]:
        """What changes, a line each, with its own time."""
        return [f"{shown_moment(each.at)}  {each.in_words()}" for each in self.changes]


def slots(coming: Sequence[Transition], now: datetime) -> tuple[Slot, ...]:
    """The moments at which to build within a year from `now`, the first one first."""
    found: dict[datetime, list[Transition]] = {}
    for item in coming:
        if item.at.astimezone(UTC) - now.astimezone(UTC) < HORIZON:
            found.setdefault(_rounded_up(item.at.astimezone(UTC)), []).append(item)
    return tuple(Slot(at, tuple(changes)) for at, changes in sorted(found.items()))


def schedule_for(where: str, coming: Sequence[Transition], now: datetime, title: str, site: Path) -> str:
    """The schedule as `where` wants it: `github`, `gitlab` or `crontab`."""
    planned = slots(coming, now)
    left = len(coming) - sum(len(slot.changes) for slot in planned)
    lines = [
        f"# When {title} changes with nobody touching it, as known on {now:%Y-%m-%d}. Made by:",
        f"#   asiansite next --cron {where}",
        "# Make it again whenever articles are scheduled. Cron knows no years: a year later each line builds once more, in vain.",
    ]
    if left:
        lines.append(f"# Left out, since they are a year away or more: {left:,}.")
    if not planned:
        return "\n".join([*lines, "# Nothing to build for that readers notice."])
    return "\n".join([*lines, *_FORMS[where](planned, site.resolve())])


def github_lines(planned: Sequence[Slot]) -> Iterator[str]:
    """What stands below `schedule:` in a workflow of GitHub's, as a list of two levels in."""
    for slot in planned:
        yield from (f"    # {words}" for words in slot.words)
        yield f'    - cron: "{slot.cron}"'


def _rounded_up(moment: datetime) -> datetime:
    # A build that comes too early publishes nothing.
    start = moment.replace(minute=0, second=0, microsecond=0)
    return start + -(-(moment - start) // STEP) * STEP


def _github(planned: Sequence[Slot], site: Path) -> Iterator[str]:
    yield "# UTC. GitHub starts these late when many are due, most of all at full hours: not for an embargo to the minute."
    yield "on:"
    yield "  schedule:"
    yield from github_lines(planned)


def _gitlab(planned: Sequence[Slot], site: Path) -> Iterator[str]:
    yield "# GitLab keeps schedules outside of the repository; this script makes them with its program glab. UTC."
    for slot in planned:
        words = "; ".join(each.in_words().replace("`", "") for each in slot.changes)
        yield from (f"# {words}" for words in slot.words)
        yield (
            f"glab schedule create --cron {shlex.quote(slot.cron)} --cronTimeZone UTC --ref main "
            f"--description {shlex.quote(words)}"
        )


def _crontab(planned: Sequence[Slot], site: Path) -> Iterator[str]:
    yield "# UTC, by the line CRON_TZ. The cron of Debian and Ubuntu does not know it: there the machine's own zone must be UTC."
    yield "CRON_TZ=UTC"
    # To cron, a bare per cent sign is the end of the line.
    command = f"asiansite build --site {shlex.quote(str(site))}".replace("%", "\\%")
    for slot in planned:
        yield from (f"# {words}" for words in slot.words)
        yield f"{slot.cron} {command}"


_FORMS: Mapping[str, Callable[[Sequence[Slot], Path], Iterator[str]]] = {
    "github": _github,
    "gitlab": _gitlab,
    "crontab": _crontab,
}
