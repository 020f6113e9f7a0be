"""`asiansite list`: the diary, the articles and what each is now; and the ledger, the pictures and whose they are."""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Generic, TypeVar

from msgspec import Struct
from msgspec.structs import asdict

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

Row = tuple[str, str, str, str]
Entry = TypeVar("Entry", DiaryEntry, LedgerEntry, FrontPlace)


class _Listing(Struct, Generic[Entry], frozen=True):
    """One kind of list: how its entries are shown."""

    key: str
    """Of the entries in JSON."""
    shape: type[Entry]
    """What an entry is: its fields are the columns for spreadsheets."""
    row: Callable[[Entry], Row]
    """An entry in the columns of a terminal."""
    noun: str
    """One of them, in words."""
    is_counted: bool = True


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    with read_site(find_site(arguments.site), Moment(at=arguments.at)) as opened:
        snapshot = opened.snapshot
        if arguments.images:
            _require_states(arguments.states, PICTURE_STATES)
            wanted = _filter(arguments, snapshot)
            pictures = ledger(snapshot, wanted)
            if not pictures:
                print_problems(unknown_names(snapshot, wanted))
            _print(_PICTURES, pictures, as_json=arguments.json, as_csv=arguments.csv)
        elif arguments.front:
            _print(_FRONT, front_places(snapshot), as_json=arguments.json, as_csv=arguments.csv)
        else:
            _require_states(arguments.states, STATES)
            wanted = _filter(arguments, snapshot)
            articles = diary(snapshot, wanted)
            if not articles:
                print_problems(unknown_names(snapshot, wanted))
            _print(_ARTICLES, articles, as_json=arguments.json, as_csv=arguments.csv)
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


def _row_of_article(entry: DiaryEntry) -> Row:
    return ", ".join(entry.states), _when(entry.at), entry.path, _titled(entry)


def _row_of_picture(entry: LedgerEntry) -> Row:
    return ", ".join(entry.states), _until(entry.until), entry.picture, _owned(entry)


def _row_of_place(place: FrontPlace) -> Row:
    return place.place, _why(place), place.path, place.title


_ARTICLES = _Listing("articles", DiaryEntry, _row_of_article, "article")
_PICTURES = _Listing("images", LedgerEntry, _row_of_picture, "picture")
_FRONT = _Listing("front", FrontPlace, _row_of_place, "article", is_counted=False)


def _print(listing: _Listing[Entry], entries: Sequence[Entry], *, as_json: bool, as_csv: bool) -> None:
    if as_json:
        print_json({listing.key: [_plain(asdict(entry)) for entry in entries]})
    elif as_csv:
        names = listing.shape.__struct_fields__
        print_result(_as_csv(names, [_plain(asdict(entry)) for entry in entries]))
    elif entries:
        total: list[str] = ["", counted(len(entries), listing.noun)] if listing.is_counted else []
        print_result("\n".join([*_in_columns([listing.row(entry) for entry in entries]), *total]))
    else:
        print_result(f"no {listing.noun}s")


def _until(moment: datetime | None) -> str:
    return "no end" if moment is None else _when(moment)


def _owned(entry: LedgerEntry) -> str:
    words = filter(None, (entry.credit, entry.licence, entry.source and f"from {entry.source}"))
    return "; ".join(words) or ("nobody is credited" if "uncredited" in entry.states else "not said")


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


def _in_columns(rows: Sequence[Row]) -> list[str]:
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
