"""Foreign files: what stands in the output and is not ours, so that it is never touched unasked."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from msgspec.structs import replace

from asiansite.errors import Place, Problem, problem
from asiansite.storage.ground import Ground

KEEP = (".git", "CNAME", ".nojekyll", ".well-known/")
"""What the setting `keep` says by default: files and folders that belong to the host or its tools."""

NAMED = 10
"""How many files an error names."""


def is_kept(path: str, keep: Collection[str]) -> bool:
    """Whether a path is one of `keep`, or below one of its folders."""
    names = [name.strip("/") for name in keep]
    return any(path == name or path.startswith(f"{name}/") for name in names)


def strangers(ground: Ground, planned: Collection[str], keep: Collection[str]) -> list[str]:
    """The pages and feeds in the output that this site does not have, sorted. OSError.

    They would be published beside ours: another site's output, or an earlier generator's.
    """
    return sorted(
        path
        for path, _ in ground.files()
        if path.lower().endswith((".html", ".xml")) and path not in planned and not is_kept(path, keep)
    )


def foreign_files(root: str, paths: Iterable[str]) -> Problem:
    """The error that names the first foreign files of at least one, and the way out."""
    found = sorted(set(paths))
    shown, more = found[:NAMED], len(found) - NAMED
    words = {"others": more if more > 0 else None}
    each = [problem("output-has-foreign-files", Place(root), file=path, **words) for path in shown]
    labels = [label for label, _ in each[0].facts]
    facts = dict.fromkeys(fact for one in each for fact in one.facts)
    return replace(each[0], facts=tuple(sorted(facts, key=lambda fact: labels.index(fact[0]))))
