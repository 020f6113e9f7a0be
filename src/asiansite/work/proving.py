"""Proves a build: a clean one in memory beside it, compared byte for byte and read for read."""

from __future__ import annotations

from collections.abc import Collection, Container, Mapping
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from asiansite.content.twins import compressed
from asiansite.errors import Place, Problem, SiteError, in_order, problem
from asiansite.explain import question
from asiansite.fingerprint import hash_of_bytes
from asiansite.site.plan import Plan
from asiansite.site.searchable import entries
from asiansite.storage import manifest
from asiansite.storage.book import Book, Entry, decode_entry
from asiansite.storage.files import FileTree
from asiansite.storage.manifest import NAME as MANIFEST
from asiansite.storage.sources import Sources
from asiansite.trace import Oracle, Read
from asiansite.work.executors import executor_for, nothing
from asiansite.work.making import Made, Stale
from asiansite.work.moment import Moment
from asiansite.work.opening import Opened, open_site
from asiansite.work.pages import render_all
from asiansite.work.picturing import PictureMaker
from asiansite.work.searching import FOLDER, files_of_index

OF_BUILDS = frozenset({"foreign-edit-kept", "foreign-file-kept", "urls-lock-waits"})
"""Warnings about what a build found in its output or could not do, of which a clean one in memory knows nothing."""


def listed(output: Path) -> Mapping[str, Collection[str]]:
    """The hashes of the files that the manifest in an output lists, by path."""
    data = _bytes(output / MANIFEST)
    return (manifest.parse(data) if data is not None else None) or {}


def prove(
    tree: FileTree,
    book: Book,
    output: Path,
    moment: Moment,
    jobs: int,
    before: Collection[str],
    told: Collection[Problem],
    *,
    search: bool = False,
) -> int:
    """Build the site anew in memory and compare it with `output`; the number of pages compared.

    Besides what is in the output, recorded reads are compared, and `told`, the problems of which the build told; of what
    its manifest listed `before` nothing may be left that the site no longer has.
    Nothing that is remembered is used; with `search`, the search index is made anew as well. Workers' answers are compared with the coordinator's.
    Raises SiteError (build-not-proven) that names each page that differs and its first differing
    read; it is a bug of ours, or a source was changed in between.
    """
    with TemporaryDirectory(prefix="asiansite-") as folder:
        home = Path(folder)
        found, problems = tree.scan()
        with (
            closing(Sources(tree, found, home)) as sources,
            closing(open_site(tree, sources, problems, home, moment, jobs)) as opened,
        ):
            differences = [
                *_pages(opened, book, output, jobs),
                *_files(opened.plan, sources, output),
                *_pictures(opened, sources, output, jobs),
                *(_search(opened, output) if search else ()),
                *_twins(opened.plan, output),
                *_left(opened, output, before),
                *_told(opened, sources, told),
            ]
    kept = {Path(found.place.path).resolve() for found in told if found.slug in OF_BUILDS and found.place}
    # Of each file the first is told: bytes that differ have another hash as well.
    wrong = {found.place: found for found in reversed(differences) if not _is_in(found, output, kept)}
    if wrong:
        raise SiteError(in_order(wrong.values()))
    return len(opened.plan.pages)


def _is_in(found: Problem, output: Path, files: Container[Path]) -> bool:
    return found.place is not None and (output / found.place.path).resolve() in files


def _pages(opened: Opened, book: Book, output: Path, jobs: int) -> list[Problem]:
    differences = []
    oracle = Oracle(opened.site.answers())
    stale = [Stale(page, "") for page in opened.plan.pages]
    with executor_for(len(stale), jobs, opened.site) as executor:
        for made in render_all(executor, stale):
            entry, then = decode_entry(made.entry), book.entry(made.output)
            assert entry is not None
            reads = entry.reads
            impure = oracle.first_stale(reads)
            if impure is not None:
                differences.append(_impure(made, impure))
            elif _bytes(output / made.output) != made.data or (then is not None and then.reads != reads):
                differences.append(_different(made, reads, then))
    return differences


def _files(plan: Plan, sources: Sources, output: Path) -> list[Problem]:
    return [
        problem("build-not-proven", Place(target), read="its bytes are not those of " + source)
        for target, source in plan.copies.items()
        if _bytes(output / target) != sources.read(source)
    ]


def _pictures(opened: Opened, sources: Sources, output: Path, jobs: int) -> list[Problem]:
    # Made anew, too: what is remembered of them is what is on trial.
    maker = PictureMaker(
        opened.plan,
        opened.snapshot.contents.pictures,
        sources,
        opened.pictures,
        lambda work: executor_for(work, jobs, nothing),
        social=opened.snapshot.contents.social,
    )
    plan = opened.plan
    made = maker.wanting(lambda path: False) if plan.pictures or plan.drawn else iter(())
    return [
        problem("build-not-proven", Place(path), read=_made_of(plan, path))
        for path, data in made
        if _bytes(output / path) != data
    ]


def _made_of(plan: Plan, path: str) -> str:
    if path in plan.pictures:
        return f"it is made of {plan.pictures[path][0]}"
    return f"it is drawn, with the words `{plan.drawn[path].title}`"


def _search(opened: Opened, output: Path) -> list[Problem]:
    found = tuple(entries(opened.snapshot))
    made = files_of_index(opened.snapshot, found) if found else {}
    # Two runs of Pagefind number records and list filters in different orders; what it has of each record
    # is named by its own hash, and its own files are always the same.
    alike = {path: data for path, data in made.items() if path.endswith((".pf_fragment", ".js"))}
    old = {path.relative_to(output).as_posix() for path in (output / FOLDER).rglob("*.pf_fragment")}
    return [
        problem("build-not-proven", Place(path), read="the search index of today has another record")
        for path in sorted(alike.keys() | old)
        if _bytes(output / path) != alike.get(path)
    ]


def _twins(plan: Plan, output: Path) -> list[Problem]:
    found = []
    for twin, (file, kind) in plan.twins.items():
        data = _bytes(output / file)
        if data is None or _bytes(output / twin) != compressed(data, kind):
            found.append(problem("build-not-proven", Place(twin), read=f"it is not {file}, compressed"))
    return found


def _left(opened: Opened, output: Path, before: Collection[str]) -> list[Problem]:
    # A page that leaves the site must leave the output, and by the manifest it does.
    wanted, now = opened.plan.paths, listed(output)
    of_index = FOLDER if opened.snapshot.settings.search else None
    found = []
    for path in sorted({*wanted, *now, *before}):
        if path in wanted:
            data = _bytes(output / path)
            if data is not None and now.get(path) != (hash_of_bytes(data),):
                found.append((path, "the output's manifest has not its hash"))
        elif not (of_index and path.startswith(of_index)) and (path in now or (output / path).is_file()):
            found.append((path, "the site of today has no such file"))
    return [problem("build-not-proven", Place(path), read=read) for path, read in found]


def _told(opened: Opened, sources: Sources, told: Collection[Problem]) -> list[Problem]:
    places = frozenset(sources.paths)
    then, now = dict.fromkeys(told), dict.fromkeys(opened.problems)
    of_sources = (found for found in then if found.place and found.place.path in places)
    more = (found for found in of_sources if found.slug not in OF_BUILDS)
    return [
        *(_otherwise(found, "a clean build tells of") for found in now if found not in then),
        *(_otherwise(found, "a clean build tells nothing of") for found in more if found not in now),
    ]


def _otherwise(found: Problem, what: str) -> Problem:
    return problem(
        "build-not-proven", Place(found.place.path) if found.place else None, read=f"{what} {found.slug}"
    )


def _different(made: Made, reads: tuple[Read, ...], entry: Entry | None) -> Problem:
    return problem("build-not-proven", Place(made.output), read=_first_difference(reads, entry))


def _impure(made: Made, read: Read) -> Problem:
    asked = question(read.query, read.args)
    return problem(
        "build-not-proven", Place(made.output), read=f"{asked} is answered differently in two processes"
    )


def _first_difference(reads: tuple[Read, ...], entry: Entry | None) -> str:
    if entry is None:
        return "nothing is recorded of it"
    for now, then in zip(reads, entry.reads, strict=False):
        if (now.query, now.args) == (then.query, then.args) and now != then:
            return f"{question(now.query, now.args)}, which is answered otherwise than is recorded"
        if now != then:
            return f"{question(now.query, now.args)}, recorded {question(then.query, then.args)}"
    if len(reads) != len(entry.reads):
        return "the number of its questions"
    return "its bytes: the same answers gave others"


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
