"""Proves a build: a clean one in memory beside it, compared byte for byte and read for read."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from asiansite.content.twins import compressed
from asiansite.errors import Place, Problem, SiteError, problem
from asiansite.explain import question
from asiansite.site.plan import Plan
from asiansite.site.searchable import entries
from asiansite.storage.book import Book, Entry, decode_entry
from asiansite.storage.files import FileTree
from asiansite.storage.sources import Sources
from asiansite.trace import Oracle, Read
from asiansite.work.executors import executor_for, nothing
from asiansite.work.making import Made, Stale
from asiansite.work.moment import Moment
from asiansite.work.opening import Opened, open_site
from asiansite.work.pages import render_all
from asiansite.work.picturing import PictureMaker
from asiansite.work.searching import FOLDER, files_of_index


def prove(
    tree: FileTree, book: Book, output: Path, moment: Moment, jobs: int, *, search: bool = False
) -> int:
    """Build the site anew in memory and compare it with `output`; the number of pages compared.

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
            ]
    if differences:
        raise SiteError(differences)
    return len(opened.plan.pages)


def _pages(opened: Opened, book: Book, output: Path, jobs: int) -> list[Problem]:
    differences = []
    oracle = Oracle(opened.site.answers())
    stale = [Stale(page, "") for page in opened.plan.pages]
    with executor_for(len(stale), jobs, opened.site) as executor:
        for made in render_all(executor, stale):
            entry = decode_entry(made.entry)
            assert entry is not None
            reads = entry.reads
            impure = oracle.first_stale(reads)
            if impure is not None:
                differences.append(_impure(made, impure))
            elif _bytes(output / made.output) != made.data:
                differences.append(_different(made, reads, book.entry(made.output)))
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
        if now != then:
            return f"{question(now.query, now.args)}, recorded {question(then.query, then.args)}"
    if len(reads) != len(entry.reads):
        return "the number of its questions"
    return "none: the same answers gave other bytes"


def _bytes(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
