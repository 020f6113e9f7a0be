"""`asiansite next`: when the site changes next with nobody touching it, and what changes then."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from asiansite.cli.printing import print_json, print_result
from asiansite.cli.site import find_site
from asiansite.errors import SiteError
from asiansite.site.transition import Transition
from asiansite.site.transitions import transitions
from asiansite.storage.home import memory_of
from asiansite.storage.sources import Sources
from asiansite.storage.theme import site_tree
from asiansite.work.jobs import default_jobs
from asiansite.work.moment import Moment
from asiansite.work.opening import open_site

SHOWN = 10
"""Changes that are listed."""


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    site = find_site(arguments.site)
    with memory_of(site) as home:
        tree = site_tree(site)
        found, problems = tree.scan()
        sources = Sources(tree, found, home)
        opened = open_site(tree, sources, problems, home, Moment(at=arguments.at), default_jobs())
        sources.close()
    if opened.is_broken:
        raise SiteError(opened.problems)
    coming = transitions(opened.snapshot)
    if arguments.json:
        print_json(
            {"next_change_at": coming[0].at.isoformat() if coming else None, "transitions": _as_json(coming)}
        )
    else:
        print_result(_in_words(coming))
    return 0


def _in_words(coming: Sequence[Transition]) -> str:
    if not coming:
        return "The site does not change until somebody edits it."
    lines = [
        f"{item.at.isoformat(sep=' ', timespec='minutes')}  {item.in_words()}" for item in coming[:SHOWN]
    ]
    left = len(coming) - SHOWN
    return "\n".join(lines + ([f"and {left:,} more"] if left > 0 else []))


def _as_json(coming: Sequence[Transition]) -> list[dict[str, str]]:
    return [{"at": item.at.isoformat(), "what": item.what, "subject": item.subject} for item in coming]
