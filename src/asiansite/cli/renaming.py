"""What commands that rename have in common: they show what would change, ask, and change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from difflib import SequenceMatcher
from pathlib import Path

from msgspec.structs import asdict

from asiansite.cli.asking import ask, can_ask
from asiansite.cli.printing import counted, print_error, print_json, print_result
from asiansite.cli.reading import ground_of, tell_unread
from asiansite.cli.site import output_of_site
from asiansite.site.naming import NameInUse
from asiansite.site.renaming import Renaming
from asiansite.site.snapshot import Snapshot
from asiansite.storage.exchange import Exchange
from asiansite.work.locking import settle
from asiansite.work.moment import Moment
from asiansite.work.renaming import exchanges_of, write

Line = tuple[int, str | None, str | None]
"""A line's number before, or after for one that is new; what it says before and after."""


def carry_out(site: Path, wanted: Callable[[Snapshot], Renaming | None], *, yes: bool, as_json: bool) -> int:
    """Do what is `wanted` with the site, after it was agreed to; the exit status. None: it is done already."""
    output = output_of_site(site, None)
    settle(site, output, 0)
    with ground_of(site) as ground, closing(ground.opened(Moment())) as opened:
        renaming = wanted(opened.snapshot)
        if renaming is None:
            return 0
        exchanges = exchanges_of(opened, ground.tree, ground.home, renaming)
        if not as_json:
            _show(exchanges, renaming)
            tell_unread(opened, "looked into")
        is_agreed = bool(exchanges) and (yes or (not as_json and _agrees(len(exchanges))))
        if is_agreed:
            write(site, output, exchanges)
    if as_json:
        print_json(_plain(exchanges, renaming, is_done=is_agreed))
    elif exchanges:
        _tell(len(exchanges), is_done=is_agreed, could_ask=can_ask())
    return 0


def print_names(kind: str, names: Sequence[NameInUse], total: str, *, as_json: bool) -> None:
    """Print tags or authors: how many articles each has, its name and address, and its other wordings."""
    if as_json:
        print_json({kind: [asdict(each) for each in names]})
        return
    rows = [(f"{each.articles:,}", each.path, _described(each, kind)) for each in names]
    widths = [max(map(len, column), default=0) for column in list(zip(*rows, strict=True))[:2]]
    lines = [f"{count:>{widths[0]}}  {path:<{widths[1]}}  {name}" for count, path, name in rows]
    print_result("\n".join([*lines, *([""] if lines else []), total]))


def _described(each: NameInUse, kind: str) -> str:
    # An author's slug stands in the address.
    known = (each.name, each.key) if kind == "authors" else (each.name,)
    others = [text for text in each.wordings if text not in known]
    return f"{each.name} (also: {', '.join(others)})" if others else each.name


def _show(exchanges: Sequence[Exchange], renaming: Renaming) -> None:
    if not exchanges:
        print_result("nothing to change")
        return
    lines = []
    for path, was, changes in _files(exchanges):
        lines.append(path if was is None else f"{was} -> {path}")
        for number, before, after in changes:
            lines += [f"  {number:>4} - {before}"] if before is not None else []
            lines += [f"  {number:>4} + {after}"] if after is not None else []
    lines += ["", *(f"redirect: {each} -> {renaming.path}" for each in renaming.redirects)]
    count = counted(len(renaming.articles), "article")
    lines.append(f"{count}, {counted(len(exchanges), 'file')}; the address is {renaming.path}")
    print_result("\n".join(lines))


def _agrees(count: int) -> bool:
    return can_ask() and ask(f"Change {counted(count, 'file')}? [y/N]").lower() in ("y", "yes")


def _tell(count: int, *, is_done: bool, could_ask: bool) -> None:
    if is_done:
        print_error(f"{counted(count, 'file')} changed.")
    else:
        print_error("Nothing was changed." + ("" if could_ask else " --yes does it."))


def _plain(exchanges: Sequence[Exchange], renaming: Renaming, *, is_done: bool) -> dict[str, object]:
    return {
        "done": is_done,
        "name": renaming.name,
        "path": renaming.path,
        "articles": list(renaming.articles),
        "redirects": list(renaming.redirects),
        "files": [
            {
                "path": path,
                "was": was,
                "lines": [
                    {"line": line, "before": before, "after": after} for line, before, after in changes
                ],
            }
            for path, was, changes in _files(exchanges)
        ],
    }


def _files(exchanges: Sequence[Exchange]) -> Iterator[tuple[str, str | None, list[Line]]]:
    """(path, where it stood if it moves, its lines that change) for each file."""
    gone = [each for each in exchanges if each.after is None]
    moved = {each.path for each in exchanges if each.before is None and gone}
    for each in exchanges:
        if each.path in moved:
            yield each.path, gone[0].path, _changes(gone[0].before, each.after)
        elif not (moved and each.after is None):
            yield each.path, None, _changes(each.before, each.after)


def _changes(before: bytes | None, after: bytes | None) -> list[Line]:
    old, new = _lines(before), _lines(after)
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    old, new = old[head : len(old) - tail], new[head : len(new) - tail]
    found: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            found += [(head + a + at + 1, text, None) for at, text in enumerate(old[a:b])]
            found += [(head + c + at + 1, None, text) for at, text in enumerate(new[c:d])]
    return found


def _lines(data: bytes | None) -> list[str]:
    return (data or b"").decode("utf-8-sig", "replace").splitlines()
