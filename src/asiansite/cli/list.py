"""`asiansite list`: the diary, the articles and what each is now; and the ledger, the pictures and whose they are."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, fields
from datetime import datetime

from asiansite.cli.printing import counted, print_json, print_problems, print_result
from asiansite.cli.reading import read_site, tell_unread
from asiansite.cli.site import find_site
from asiansite.cli.times import time_of
from asiansite.errors import SiteError, problem
from asiansite.site.diary import DiaryEntry, Filter, diary, unknown_names
from asiansite.site.front import FrontPlace, front_places
from asiansite.site.ledger import LedgerEntry, ledger
from asiansite.site.snapshot import Snapshot
from asiansite.site.states import PICTURE_STATES, STATES
from asiansite.work.moment import Moment


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    with read_site(find_site(arguments.site), Moment(at=arguments.at)) as opened:
        snapshot = opened.snapshot
        if arguments.images:
            _require_states(arguments.states, PICTURE_STATES)
            wanted = _filter(arguments, snapshot)
            entries = ledger(snapshot, wanted)
            if not entries:
                print_problems(unknown_names(snapshot, wanted))
            _print_ledger(entries, as_json=arguments.json, as_csv=arguments.csv)
        elif arguments.front:
            _print_front(front_places(snapshot), as_json=arguments.json, as_csv=arguments.csv)
        else:
            _require_states(arguments.states, STATES)
            wanted = _filter(arguments, snapshot)
            articles = diary(snapshot, wanted)
            if not articles:
                print_problems(unknown_names(snapshot, wanted))
            _print_diary(articles, as_json=arguments.json, as_csv=arguments.csv)
        tell_unread(opened, "listed")
    return 0


def _filter(arguments: argparse.Namespace, snapshot: Snapshot) -> Filter:
    return Filter(
        states=frozenset(arguments.states),
        tag=arguments.tag,
        author=arguments.author,
        section=arguments.section,
        since=_time("--since", arguments.since, snapshot),
        before=_time("--before", arguments.before, snapshot),
    )


def _require_states(given: Sequence[str], known: Sequence[str]) -> None:
    for state in given:
        if state not in known:
            of = "pictures" if known is PICTURE_STATES else "articles"
            raise SiteError([problem("not-a-state", given=state, of=of, known=", ".join(known))])


def _time(option: str, given: str | None, snapshot: Snapshot) -> datetime | None:
    return None if given is None else time_of(option, given, snapshot.settings.zone)


def _print_diary(entries: Sequence[DiaryEntry], *, as_json: bool, as_csv: bool) -> None:
    if as_json:
        print_json({"articles": [_plain(asdict(entry)) for entry in entries]})
    elif as_csv:
        names = [field.name for field in fields(DiaryEntry)]
        print_result(_as_csv(names, [_plain(asdict(entry)) for entry in entries]))
    elif entries:
        rows = [(", ".join(entry.states), _when(entry.at), entry.path, _titled(entry)) for entry in entries]
        print_result("\n".join([*_in_columns(rows), "", counted(len(entries), "article")]))
    else:
        print_result("no articles")


def _print_ledger(entries: Sequence[LedgerEntry], *, as_json: bool, as_csv: bool) -> None:
    if as_json:
        print_json({"images": [_plain(asdict(entry)) for entry in entries]})
    elif as_csv:
        names = [field.name for field in fields(LedgerEntry)]
        print_result(_as_csv(names, [_plain(asdict(entry)) for entry in entries]))
    elif entries:
        rows = [(", ".join(each.states), _until(each.until), each.picture, _owned(each)) for each in entries]
        print_result("\n".join([*_in_columns(rows), "", counted(len(entries), "picture")]))
    else:
        print_result("no pictures")


def _until(moment: datetime | None) -> str:
    return "no end" if moment is None else _when(moment)


def _owned(entry: LedgerEntry) -> str:
    words = filter(None, (entry.credit, entry.licence, entry.source and f"from {entry.source}"))
    return "; ".join(words) or ("nobody is credited" if "uncredited" in entry.states else "not said")


def _print_front(places: Sequence[FrontPlace], *, as_json: bool, as_csv: bool) -> None:
    if as_json:
        print_json({"front": [_plain(asdict(place)) for place in places]})
    elif as_csv:
        names = [field.name for field in fields(FrontPlace)]
        print_result(_as_csv(names, [_plain(asdict(place)) for place in places]))
    elif places:
        print_result(
            "\n".join(_in_columns([(each.place, _why(each), each.path, each.title) for each in places]))
        )
    else:
        print_result("no articles")


def _titled(entry: DiaryEntry) -> str:
    title = entry.title if entry.until is None else f"{entry.title} (until {_when(entry.until)})"
    # Drafts lack much, and nobody waits for them.
    return f"{title} (lacks {', '.join(entry.lacks)})" if "held" in entry.states and entry.lacks else title


def _when(moment: datetime | None) -> str:
    return "no date" if moment is None else moment.isoformat(sep=" ", timespec="minutes")


def _why(place: FrontPlace) -> str:
    if not place.is_picked:
        return "the newest"
    return "picked" if place.until is None else f"picked until {_when(place.until)}"


def _in_columns(rows: Sequence[tuple[str, str, str, str]]) -> list[str]:
    # Titles stand last: nobody can tell how wide a terminal shows the letters of every script.
    widths = [max(map(len, column)) for column in list(zip(*rows, strict=True))[:3]]
    return [
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3]])
        for row in rows
    ]


def _plain(values: dict[str, object]) -> dict[str, object]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in values.items()
    }


def _as_csv(names: Sequence[str], rows: Sequence[dict[str, object]]) -> str:
    """A table with a head (RFC 4180); what is a list has its items with commas between."""
    text = io.StringIO()
    table = csv.DictWriter(text, names, lineterminator="\n")
    table.writeheader()
    for row in rows:
        table.writerow(
            {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in row.items()}
        )
    return text.getvalue().rstrip("\n")
