"""`asiansite tags`: lists tags, renames one, merges several."""

from __future__ import annotations

import argparse

from asiansite.cli.printing import counted
from asiansite.cli.renaming import carry_out, print_names
from asiansite.cli.site import find_site
from asiansite.errors import SiteError, problem
from asiansite.site.naming import tags_in_use
from asiansite.site.renaming import Renaming, tag_renamed, tags_merged
from asiansite.site.snapshot import Snapshot


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    site, merged = find_site(arguments.site), arguments.merge
    if merged is not None and len(merged) < 2:
        raise SiteError([problem("merge-needs-two", given=merged[0])])

    def wanted(snapshot: Snapshot) -> Renaming | None:
        if arguments.rename is not None:
            return tag_renamed(snapshot, *arguments.rename)
        if merged is not None:
            return tags_merged(snapshot, merged[:-1], merged[-1])
        names = list(tags_in_use(snapshot).values())
        print_names("tags", names, counted(len(names), "tag"), as_json=arguments.json)
        return None

    return carry_out(site, wanted, yes=arguments.yes, as_json=arguments.json)
