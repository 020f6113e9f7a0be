"""`asiansite next`: when the site changes next with nobody touching it, and what changes then."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from asiansite.cli.calendars import calendar_of
from asiansite.cli.printing import counted, print_bytes, print_json, print_result
from asiansite.cli.reading import read_site
from asiansite.cli.schedules import schedule_for
from asiansite.cli.site import find_site
from asiansite.errors import SiteError
from asiansite.site.snapshot import Snapshot
from asiansite.site.transition import Transition
from asiansite.site.transitions import transitions
from asiansite.work.moment import Moment

SHOWN = 10
"""Changes that are listed."""


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    site = find_site(arguments.site)
    snapshot = _snapshot(site, arguments.at)
    known = transitions(snapshot)
    coming = known if arguments.all else tuple(item for item in known if item.is_noticed)
    if arguments.json:
        print_json(_as_json(coming))
    elif arguments.ics:
        settings = snapshot.settings
        print_bytes(calendar_of(coming, settings.title, settings.base_url, snapshot.now))
    elif arguments.cron:
        print_result(schedule_for(arguments.cron, coming, snapshot.now, snapshot.settings.title, site))
    else:
        print_result(_in_words(coming, len(known) - len(coming)))
    return 0


def _snapshot(site: Path, at: str | None) -> Snapshot:
    with read_site(site, Moment(at=at)) as opened:
        if opened.is_broken:
            raise SiteError(opened.problems)
        return opened.snapshot


def _in_words(coming: Sequence[Transition], housekeeping: int) -> str:
    lines = [f"{_shown(item.at)}  {item.in_words()}" for item in coming[:SHOWN]]
    if not coming:
        lines.append("Nothing that readers notice changes until somebody edits the site.")
    left = len(coming) - SHOWN
    lines += [f"and {left:,} more"] if left > 0 else []
    if housekeeping:
        lines.append(f"{counted(housekeeping, 'change')} of housekeeping: asiansite next --all")
    return "\n".join(lines)


def _shown(moment: datetime) -> str:
    return moment.isoformat(sep=" ", timespec="seconds" if moment.second else "minutes")


def _as_json(coming: Sequence[Transition]) -> dict[str, object]:
    return {
        "next_change_at": coming[0].at.isoformat() if coming else None,
        "transitions": [
            {
                "at": item.at.isoformat(),
                "what": item.what,
                "subject": item.subject,
                "says": item.in_words(),
                "noticed": item.is_noticed,
            }
            for item in coming
        ],
    }
