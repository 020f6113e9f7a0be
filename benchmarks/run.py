#!/usr/bin/env python3
"""The benchmark: asiansite and each rival that is installed, on the same corpus, in one run.

    benchmarks/run.py [--sizes 1000 10000] [--runs 3] [--rivals hugo] [--install]

Rivals take turns at each scenario, so that a slower minute of the machine is everybody's. A ratio
is taken within its round, to Hugo's cold build in it; the tables have the medians. After each cold
build the output is looked at: it must have just the pages that pages.py tells.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from corpus import Article, Corpus
from measure import Measured, measure
from pages import KINDS, Pages
from rivals import RIVALS, Asiansite, Rival, install

COLD = "cold"
MARK = "The second paragraph was edited."
HEADLINE = "A headline that was edited"
LARGE = 50_000
"""Articles from which on a rival that always builds everything does so once a round."""
OLD_ENOUGH = 2.5
"""Seconds until a source is no longer so young that asiansite reads it again."""


@dataclass(frozen=True)
class Scenario:
    """What is changed before a build, and where the change must show afterwards."""

    name: str
    change: Callable[[Rival, Pieces], None]
    shows: Callable[[Rival, Pieces], bool]
    before: Callable[[Rival, Pieces], None] | None = None
    """What must be so beforehand: it is built, too, and not measured."""


@dataclass(frozen=True)
class Pieces:
    """The articles that scenarios are about."""

    edited: Article
    renamed: Article
    other: Article
    """An old article that nobody touches."""
    new: Article
    pages: Pages
    """The pages of all articles but the new one."""


def main() -> None:
    """Run the benchmark, print its tables, and write them down if asked to."""
    options = _options()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.install:
        install(options.work, _asked_for(options))
    results = [_bench(size, options) for size in options.sizes]
    found = {"machine": _machine(), "results": results}
    text = _markdown(found)
    print(text)
    if options.out:
        options.out.mkdir(parents=True, exist_ok=True)
        (options.out / "results.json").write_text(json.dumps(found, indent=1) + "\n")
        (options.out / "results.md").write_text(text + "\n")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("--sizes", type=int, nargs="+", default=[1000, 10_000], help="articles (default: 1000 10000)")
    add("--runs", type=int, default=3, help="rounds (default: 3)")
    add("--work", type=Path, default=_default_work(), help="where the sites are made (default: %(default)s)")
    add("--install", action="store_true", help="install the rivals that can be installed here")
    names = [kind.name for kind in RIVALS if kind is not Asiansite]
    add("--rivals", nargs="*", default=names, choices=names, metavar="NAME", help="these (default: all)")
    add("--only", nargs="+", metavar="SCENARIO", help="these scenarios, after a cold build")
    add("--out", type=Path, metavar="DIR", help="write results.json and results.md there")
    return parser.parse_args()


def _default_work() -> Path:
    # A disk that is slow at making files hides what the generators do: use one in memory.
    memory = Path("/dev/shm")
    return (memory if memory.is_dir() else Path(os.environ.get("TMPDIR", "/tmp"))) / "asiansite-bench"


def _bench(size: int, options: argparse.Namespace) -> dict[str, object]:
    asked_for = [kind(options.work, size) for kind in _asked_for(options)]
    left_out = {rival.name: why for rival in asked_for if (why := _why_not(rival, size))}
    for name, why in left_out.items():
        print(f"{size:,} articles: {name} is left out: {why}", file=sys.stderr)
    rivals = [rival for rival in asked_for if rival.name not in left_out]
    pieces = _lay_out(rivals, size)
    rounds = [_round(rivals, pieces, size, options.only) for _ in range(options.runs)]
    versions = {rival.name: rival.find() for rival in rivals}
    pages = {rival.name: pieces.pages.count(rival) for rival in rivals}
    for rival in rivals:
        shutil.rmtree(rival.folder)
    return {"size": size, "versions": versions, "left out": left_out, "pages": pages, "rounds": rounds}


def _asked_for(options: argparse.Namespace) -> list[type[Rival]]:
    return [kind for kind in RIVALS if kind is Asiansite or kind.name in options.rivals]


def _why_not(rival: Rival, size: int) -> str | None:
    """Why the rival does not take part, or None if it does."""
    if rival.largest is not None and size > rival.largest:
        return f"it is so slow that it is asked for {rival.largest:,} articles at most"
    return None if rival.find() is not None else "it is not installed (see --install)"


def _lay_out(rivals: Sequence[Rival], size: int) -> Pieces:
    print(f"{size:,} articles: writing the sources", file=sys.stderr)
    corpus, pages = Corpus(size), Pages()
    for rival in rivals:
        rival.begin(corpus)
    wanted = {size // 2: None, size // 3: None, size // 4: None}
    for number, article in enumerate(corpus.articles()):
        pages.add(article)
        for rival in rivals:
            rival.put(article)
        if number in wanted:
            wanted[number] = article
    edited, renamed, other = wanted.values()
    time.sleep(OLD_ENOUGH)
    return Pieces(edited, renamed, other, corpus.new(), pages)


def _round(
    rivals: Sequence[Rival], pieces: Pieces, size: int, only: Sequence[str] | None
) -> dict[str, dict[str, dict[str, float]]]:
    figures: dict[str, dict[str, dict[str, float]]] = {rival.name: {} for rival in rivals}
    for scenario in SCENARIOS:
        if only and scenario.name not in (COLD, *only):
            continue
        for rival in rivals:
            if scenario.name != COLD and size >= LARGE and not rival.is_incremental:
                continue
            measured = _carry_out(scenario, rival, pieces)
            if measured is not None:
                figures[rival.name][scenario.name] = asdict(measured)
                _tell(size, rival, scenario, measured)
            if scenario.name == COLD:
                pieces.pages.check(rival)
    for rival in rivals:
        _restore(rival, pieces)
    return figures


def _carry_out(scenario: Scenario, rival: Rival, pieces: Pieces) -> Measured | None:
    if scenario.before:
        if not isinstance(rival, Asiansite):
            return None
        scenario.before(rival, pieces)
        measure(rival.command(), rival.folder)
    scenario.change(rival, pieces)
    measured = measure(rival.command(), rival.folder)
    if not scenario.shows(rival, pieces):
        raise SystemExit(f"{rival.name}: after `{scenario.name}` the output does not show the change")
    return measured


def _restore(rival: Rival, pieces: Pieces) -> None:
    for article in (pieces.edited, pieces.renamed):
        rival.put(article)
    rival.path(pieces.new).unlink(missing_ok=True)
    _take_template_back(rival)
    if isinstance(rival, Asiansite):
        rival.keep_archive_still(still=False)
    time.sleep(OLD_ENOUGH)


def _has(rival: Rival, article: Article, text: str) -> bool:
    page = rival.page(article)
    return page.is_file() and text in page.read_text(encoding="utf-8")


def _edit_body(rival: Rival, pieces: Pieces) -> None:
    first, second, *rest = pieces.edited.body.split("\n\n")
    rival.put(replace(pieces.edited, body="\n\n".join([first, f"{second} {MARK}", *rest])))


def _edit_headline(rival: Rival, pieces: Pieces) -> None:
    rival.put(replace(pieces.renamed, title=HEADLINE))


def _take_new_away_and_settle(rival: Rival, pieces: Pieces) -> None:
    rival.path(pieces.new).unlink()
    assert isinstance(rival, Asiansite)
    rival.keep_archive_still(still=True)


def _edit_template(rival: Rival, pieces: Pieces) -> None:
    rival.change_template("<h2>Keep Reading</h2>", "<h2>Read on</h2>")


def _take_template_back(rival: Rival) -> None:
    if "<h2>Read on</h2>" in (rival.folder / rival.template).read_text():
        rival.change_template("<h2>Read on</h2>", "<h2>Keep Reading</h2>")


SCENARIOS = (
    Scenario(
        COLD, lambda rival, pieces: rival.clear(), lambda rival, pieces: rival.page(pieces.other).is_file()
    ),
    Scenario("no-op", lambda rival, pieces: None, lambda rival, pieces: rival.page(pieces.other).is_file()),
    Scenario("body", _edit_body, lambda rival, pieces: _has(rival, pieces.edited, MARK[:-1])),
    Scenario("headline", _edit_headline, lambda rival, pieces: _has(rival, pieces.renamed, HEADLINE)),
    Scenario(
        "new, live",
        lambda rival, pieces: rival.put(pieces.new),
        lambda rival, pieces: _has(rival, pieces.new, "<h1>") and _has(rival, pieces.other, pieces.new.url),
    ),
    Scenario("template", _edit_template, lambda rival, pieces: _has(rival, pieces.other, "<h2>Read on</h2>")),
    Scenario(
        "new",
        lambda rival, pieces: rival.put(pieces.new),
        lambda rival, pieces: (
            _has(rival, pieces.new, "<h1>")
            and not _has(rival, pieces.other, pieces.new.url)
            and pieces.new.url in (rival.output / "index.html").read_text(encoding="utf-8")
        ),
        before=_take_new_away_and_settle,
    ),
)
MEANINGS = {
    COLD: "no output, no cache",
    "no-op": "nothing changed",
    "body": "the second paragraph of an old article was edited",
    "headline": "the headline of an old article was edited",
    "new, live": "one new article, `recent_live: all`",
    "template": "the template of articles was edited",
    "new": "one new article, `recent_live` as by default",
}


def _tell(size: int, rival: Rival, scenario: Scenario, measured: Measured) -> None:
    print(
        f"{size:>7,} {rival.name:10} {scenario.name:10} {measured.wall:8.2f} s  CPU {measured.cpu:8.2f} s "
        f"{measured.memory:7.0f} MB  load {measured.load:.1f}",
        file=sys.stderr,
        flush=True,
    )


def _markdown(found: dict[str, object]) -> str:
    lines = [f"{name}: {value}  " for name, value in found["machine"].items()]
    for result in found["results"]:
        rounds = result["rounds"]
        lines += ["", f"## {result['size']:,} articles", ""]
        lines += [f"{name}: {version}  " for name, version in result["versions"].items()]
        lines += [f"{name}: left out: {why}  " for name, why in result["left out"].items()]
        lines += [
            "",
            "| build | rival | wall s | CPU s | peak MB | wall, of Hugo's cold | memory, of Hugo's cold |",
            "|---|---|---:|---:|---:|---:|---:|",
        ]
        for scenario, meaning in MEANINGS.items():
            for rival in result["versions"]:
                row = [figures[rival][scenario] for figures in rounds if scenario in figures[rival]]
                if row:
                    cells = [
                        f"{_median(row, key):.{digits}f}"
                        for key, digits in (("wall", 2), ("cpu", 2), ("memory", 0))
                    ]
                    ratios = [_ratio(rounds, rival, scenario, key) for key in ("wall", "memory")]
                    lines.append(f"| {scenario}: {meaning} | {rival} | {' | '.join(cells + ratios)} |")
        lines += ["", *_pages(result["pages"])]
    return "\n".join(lines)


def _pages(counts: dict[str, dict[str, int]]) -> list[str]:
    """A table of the HTML pages that each rival has made."""
    rows = [[kind, *(f"{count[kind]:,}" for count in counts.values())] for kind in KINDS]
    head = ["HTML pages", *counts]
    table = [f"| {' | '.join(row)} |" for row in (head, ["---", *["---:"] * len(counts)], *rows)]
    return [*table, "", "asiansite also makes sitemaps, which the rivals' themes do without."]


def _median(row: Sequence[dict[str, float]], key: str) -> float:
    return statistics.median(figures[key] for figures in row)


def _ratio(
    rounds: Sequence[dict[str, dict[str, dict[str, float]]]], rival: str, scenario: str, key: str
) -> str:
    ratios = [
        figures[rival][scenario][key] / figures["hugo"][COLD][key]
        for figures in rounds
        if "hugo" in figures and scenario in figures[rival]
    ]
    return f"{statistics.median(ratios):.3f}" if ratios else ""


def _machine() -> dict[str, str]:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty", "--abbrev=12"],
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    cpu = [line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = [int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")]
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": commit.stdout.strip() or "unknown",
        "machine": f"{len(os.sched_getaffinity(0))} cores of {cpu[0] if cpu else platform.processor()}",
        "memory": f"{memory[0] / 1e6:.0f} GB" if memory else "unknown",
        "system": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
    }


def _lines(path: str) -> list[str]:
    try:
        return Path(path).read_text().splitlines()
    except OSError:
        return []


if __name__ == "__main__":
    main()
