"""`asiansite next`: when the site changes next with nobody touching it, and what changes then."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from asiansite.cli.calendars import calendar_of
from asiansite.cli.printing import counted, print_bytes, print_json, print_result, shown_moment
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
    left = () if arguments.all else tuple(item for item in known if not item.is_noticed)
    coming = tuple(item for item in known if item.is_noticed) if left else known
    if arguments.json:
        # All of them, as the report of a build has them: programs that build by the one or the other build alike.
        print_json(_as_json(known))
    elif arguments.ics:
        settings = snapshot.settings
        print_bytes(calendar_of(coming, settings.title, settings.base_url, snapshot.now))
    elif arguments.cron:
        print_result(schedule_for(arguments.cron, coming, snapshot.now, snapshot.settings.title, site))
    else:
        print_result(_in_words(coming, left))
    return 0


def _snapshot(site: Path, at: str | None) -> Snapshot:
    with read_site(site, Moment(at=at)) as opened:
        if opened.is_broken:
            raise SiteError(opened.problems)
        return opened.snapshot


def _in_words(coming: Sequence[Transition], housekeeping: Sequence[Transition]) -> str:
    lines = [f"{shown_moment(item.at)}  {item.in_words()}" for item in coming[:SHOWN]]
    if not coming:
        lines.append("Nothing that readers notice changes until somebody edits the site.")
    left = len(coming) - SHOWN
    lines += [f"and {left:,} more"] if left > 0 else []
    if housekeeping:
        # A build names the first change of all, which may be one of these: whoever looks here finds it.
        changes, first = counted(len(housekeeping), "change"), shown_moment(housekeeping[0].at)
        lines.append(f"{changes} of housekeeping, the first {first}: asiansite next --all")
    return "\n".join(lines)


def _as_json(known: Sequence[Transition]) -> dict[str, object]:
    """One JSON object on one line of standard output, with or without `--all`.

    - `transitions`: those that the report of a build has, each with what `says` it in words as well, and
      whether it is `noticed`: whether readers notice it;
    - `next_change_at`: the first of them, or null.
    """
    return {
        "next_change_at": known[0].at.isoformat() if known else None,
        "transitions": [
            {
                "at": item.at.isoformat(),
                "what": item.what,
                "subject": item.subject,
                "says": item.in_words(),
                "noticed": item.is_noticed,
            }
            for item in known
        ],
    }
