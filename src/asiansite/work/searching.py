"""The search index of a build: kept as it stands, restored, or made anew.

An index is an output that is made from content, not from pages. It tells itself what it was made from,
so that whoever has the output knows whether it is today's. It is whole or it is not there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from asiansite.content.settings import Settings
from asiansite.errors import Problem, SiteError, problem
from asiansite.fingerprint import fingerprint, hash_of_bytes
from asiansite.rendering.dates import DateStyle
from asiansite.rendering.records import record
from asiansite.site.searchable import Entry, body_of, digest_of, entries
from asiansite.site.snapshot import Snapshot
from asiansite.site.urls import output_of
from asiansite.storage.ground import Stamp
from asiansite.storage.indexes import IndexRecords
from asiansite.storage.output import Output
from asiansite.storage.tools import indexer_version, token_rule
from asiansite.work import indexing

FOLDER = "search/index/"
"""Where the index stands in the output: below a segment that is reserved."""

ORIGIN = FOLDER + "made-from.txt"
"""What tells what the index was made from."""


class Origin(Struct, frozen=True):
    """What an index was made from."""

    content: str
    """The digest of its entries."""
    rule: str
    """The fingerprint of what makes records of them: ours."""
    indexer: str
    """Pagefind's version; empty where it is not installed."""

    @classmethod
    def today(cls, found: tuple[Entry, ...], settings: Settings) -> Origin:
        """What an index of `found` would be made from here."""
        return cls(digest_of(found, settings), token_rule(), indexer_version())

    @property
    def key(self) -> str:
        """What tells it from others, as far as an index depends on it."""
        return fingerprint((self.content, self.rule, self.indexer)).hex()

    def is_like(self, today: Origin) -> bool:
        """Whether an index of `today` would hold the same, as far as this machine can tell."""
        same = (self.content, self.rule) == (today.content, today.rule)
        return same and today.indexer in ("", self.indexer)


class SearchIndex(Struct, frozen=True):
    """The index that a build leaves in the output."""

    state: str = "off"
    """`off`: the site has no search; `missing`, `outdated`; `current`: it was so already; `made`."""
    records: int = 0
    """How many it has, if it is of today."""
    files: Mapping[str, str] = field(default_factory=dict)
    """The hash of each of its files, by path in the output."""
    data: Mapping[str, bytes] = field(default_factory=dict)
    """The bytes of those that the output may not have."""
    problems: tuple[Problem, ...] = ()


class Searching:
    """What a build knows of the index beforehand: that of today, that in the output, and those remembered."""

    def __init__(
        self,
        snapshot: Snapshot,
        output: Output,
        stamps: Mapping[str, tuple[Stamp, str]],
        records: IndexRecords,
    ) -> None:
        """`stamps`: what the last build left in the output. SiteError: cannot-write."""
        self._snapshot = snapshot
        self._records = records
        self._entries = tuple(entries(snapshot))
        self._today = Origin.today(self._entries, snapshot.settings)
        ours = {path: digest for path, digest in output.manifest().items() if path.startswith(FOLDER)}
        sound = all(output.is_ours(path, _seen(stamps, path, digest)) for path, digest in ours.items())
        self._old, self._was_there = ours, bool(ours)
        self._said = output.read(ORIGIN)
        self._origin, listed = read_origin(self._said)
        self._is_whole = sound and ORIGIN in ours and listed == _listing(ours)

    def kept(self) -> SearchIndex:
        """The index as it stands, for a build that is not to make one; with a warning if it is not of today."""
        origin = self._origin or self._today
        found = self._whole() or self._remembered("current", origin.key)
        if found is None:
            lost, never = problem("search-index-damaged"), problem("search-index-missing")
            return SearchIndex("missing", problems=(lost if self._was_there else never,))
        if origin.is_like(self._today):
            return found
        if gone := self._no_longer_public(found):
            # Whoever withdraws a story must not find its text in the search an hour later.
            return SearchIndex("missing", problems=(problem("search-index-removed", count=len(gone)),))
        return SearchIndex("outdated", 0, found.files, found.data, (problem("search-index-outdated"),))

    def brought_up(self, *, anew: bool) -> SearchIndex:
        """The index of today: as it stands, as it is remembered, or made; with `anew`, made.

        SiteError: search-not-installed, search-not-indexed, disk-full, changed-while-building.
        """
        if not self._entries:
            return SearchIndex("current")
        indexing.program()
        if not anew:
            standing = self._whole() if self._origin == self._today else None
            if found := standing or self._remembered("current", self._today.key):
                return found
        made = files_of_index(self._snapshot, self._entries)
        self._records.put(self._today.key, made)
        return self._of("made", made)

    def _no_longer_public(self, found: SearchIndex) -> frozenset[str]:
        return pages_in(found.data.get(ORIGIN, self._said)) - {entry.path for entry in self._entries}

    def _whole(self) -> SearchIndex | None:
        return SearchIndex("current", len(self._entries), self._old) if self._is_whole else None

    def _remembered(self, state: str, key: str) -> SearchIndex | None:
        known = self._records.index(key)
        return None if known is None else self._of(state, known)

    def _of(self, state: str, files: Mapping[str, bytes]) -> SearchIndex:
        hashes = {path: hash_of_bytes(data) for path, data in files.items()}
        return SearchIndex(state, len(self._entries), hashes, files)


def read_origin(data: bytes | None) -> tuple[Origin | None, str]:
    """What the file in an index says: its origin, None if it says none, and what tells its other files."""
    lines = (data or b"").decode("utf-8", "replace").splitlines()
    said = dict(line.split(" ", 1) for line in lines if " " in line)
    if not said.keys() >= {"content", "rule", "pagefind", "files"}:
        return None, ""
    return Origin(said["content"], said["rule"], said["pagefind"]), said["files"]


def pages_in(data: bytes | None) -> frozenset[str]:
    """The paths of the pages that an index has, as the file in it says."""
    lines = (data or b"").decode("utf-8", "replace").splitlines()
    return frozenset(line.removeprefix("page ") for line in lines if line.startswith("page "))


def _written(origin: Origin, listing: str, found: Iterable[Entry]) -> bytes:
    lines = (
        ("content", origin.content),
        ("rule", origin.rule),
        ("pagefind", origin.indexer),
        ("files", listing),
        *(("page", path) for path in sorted(entry.path for entry in found)),
    )
    return "".join(f"{name} {value}\n" for name, value in lines).encode()


def _listing(hashes: Mapping[str, str]) -> str:
    """What tells the files of an index, but for the one that says it."""
    return fingerprint(tuple(sorted(pair for pair in hashes.items() if pair[0] != ORIGIN))).hex()


def _seen(stamps: Mapping[str, tuple[Stamp, str]], path: str, digest: str) -> Stamp | None:
    # A stamp tells that the file is the same; only its hash tells which bytes it has.
    stamp, then = stamps.get(path, (None, ""))
    return stamp if then == digest else None


def files_of_index(snapshot: Snapshot, found: tuple[Entry, ...]) -> dict[str, bytes]:
    """The files of an index of `found`, made now, by path in the output. SiteError as `brought_up`."""
    made = indexing.index(_records_of(snapshot, found))
    files = {FOLDER + path: data for path, data in made.items()}
    listing = _listing({path: hash_of_bytes(data) for path, data in files.items()})
    return {ORIGIN: _written(Origin.today(found, snapshot.settings), listing, found), **files}


def _records_of(snapshot: Snapshot, found: tuple[Entry, ...]) -> Iterator[tuple[str, bytes]]:
    dates = DateStyle(snapshot.settings.language)
    for entry in sorted(found, key=lambda each: each.path):
        yield output_of(entry.path), record(entry, body_of(snapshot, entry), dates)


def index_of(
    snapshot: Snapshot,
    output: Output,
    stamps: Mapping[str, tuple[Stamp, str]],
    records: IndexRecords,
    *,
    wanted: bool,
    anew: bool,
) -> SearchIndex:
    """The index that a build leaves, which is of today if it is `wanted`. SiteError: also search-not-on."""
    if not snapshot.settings.search:
        if wanted:
            raise SiteError([problem("search-not-on")])
        return SearchIndex()
    searching = Searching(snapshot, output, stamps, records)
    return searching.brought_up(anew=anew) if wanted else searching.kept()
