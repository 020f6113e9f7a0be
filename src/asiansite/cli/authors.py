"""`asiansite authors`: lists authors, renames one."""

from __future__ import annotations

import argparse

from asiansite.cli.printing import counted
from asiansite.cli.renaming import carry_out, print_names
from asiansite.cli.site import find_site
from asiansite.site.naming import authors_in_use
from asiansite.site.renaming import Renaming, author_renamed
from asiansite.site.snapshot import Snapshot


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""

    def wanted(snapshot: Snapshot) -> Renaming | None:
        if arguments.rename is not None:
            return author_renamed(snapshot, *arguments.rename)
        names = list(authors_in_use(snapshot).values())
        print_names("authors", names, counted(len(names), "author"), as_json=arguments.json)
        return None

    return carry_out(find_site(arguments.site), wanted, yes=arguments.yes, as_json=arguments.json)
