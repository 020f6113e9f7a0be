"""A golden case: a little site, a command, and the exact text that its user sees.

A case is a folder with

- `site/`: the site's folder, as small as it can be; it may be missing. Cases below why/ have one in common, `newsroom/`,
- `files.toml`: entries of the site that cannot stand in a repository: odd bytes, links, pipes,
- `output/`: what stands in the output folder beforehand,
- `command.txt`: command lines, without `asiansite`; `cd FOLDER` goes somewhere else first, `taken PORT`
  is another program that listens there, `edit FOLDER` puts what is in a folder of the case into `HERE`, and from `later` on
  all files are old enough to be known by their stamps,
- `faults.toml`: calls of the disk that fail,
- `shows.txt`: patterns of files of the output that are shown as well; after `ls ` only their names,
- `expected.txt`: standard error, standard output, `exit STATUS`, and what `shows.txt` asks for.

In all of them `SITE` is the site's folder, `OUT` the output, and both stand in a fresh folder, `HERE`.
"""

from __future__ import annotations

import errno
import itertools
import os
import re
import shlex
import shutil
import signal
import socket
import tomllib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

from PIL import features

from asiansite.cli import main, outside
from asiansite.content import twins
from asiansite.storage import disk, exchange, scan, sources, tools
from asiansite.storage.documents import Documents
from asiansite.storage.staging import LOCK, beside
from asiansite.work import drawing, indexing, picturing, proving
from asiansite.work.web import Reply, Web

if TYPE_CHECKING:
    import pytest

GOLDEN = Path(__file__).parent
LIMIT = 30
"""Seconds that a case may take, on a busy machine as well: more is a hang."""

USUAL = "build --site SITE --output OUT --at 2026-06-01"


@dataclass(frozen=True)
class Case:
    """One folder below errors/, reads/ or why/."""

    folder: Path

    @property
    def expected(self) -> Path:
        return self.folder / "expected.txt"

    def lines(self, name: str, usual: str) -> list[str]:
        file = self.folder / name
        text = file.read_text(encoding="utf-8") if file.exists() else usual
        return [line for line in text.splitlines() if line.strip()]


def cases_in(kind: str) -> list[Case]:
    """All cases of a kind, `errors`, `reads` or `why`, by name."""
    return [Case(folder) for folder in sorted((GOLDEN / kind).iterdir()) if folder.is_dir()]


def run(case: Case, here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Carry the case out in the folder `here`; the whole text that its user sees."""
    here = here.resolve()
    _lay_out(case, here)
    monkeypatch.chdir(here)
    monkeypatch.setenv("HOME", str(here / "home"))
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    said = []
    with ExitStack() as stack:
        stack.enter_context(_faults(case, monkeypatch))
        commands = case.lines("command.txt", USUAL)
        for line in commands:
            words = [word.replace("SITE", str(here / "site")) for word in shlex.split(line)]
            words = [word.replace("OUT", str(here / "out")).replace("HERE", str(here)) for word in words]
            if words[0] == "cd":
                monkeypatch.chdir(words[1])
            elif words[0] == "lock":
                stack.enter_context(_locked(here / "out"))
            elif words[0] == "edit":
                said.append(f"$ {line}\n")
                shutil.copytree(case.folder / words[1], here, dirs_exist_ok=True)
            elif words[0] == "later":
                monkeypatch.setattr(sources, "YOUNG", -(10**15))
            elif words[0] == "taken":
                stack.enter_context(socket.create_server(("127.0.0.1", int(words[1]))))
            else:
                head = [f"$ asiansite {line}\n"] if len(commands) > 1 else []
                said += [*head, _run(words, capsys)]
    return _steady("".join(said) + "".join(_shown(case, here / "out")), here)


def _run(words: Sequence[str], capsys: pytest.CaptureFixture[str]) -> str:
    with _alarm():
        status = main(words)
    heard = capsys.readouterr()
    if words[0] == "build" and "--at" not in words:
        heard = heard._replace(
            out=re.sub(r"^next change: .*", "next change: WHEN", heard.out, flags=re.MULTILINE)
        )
    if words[0] == "why":
        heard = heard._replace(out=_MOMENT.sub("WHEN", heard.out))
    return f"{heard.err}{heard.out}exit {status}\n"


_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[+-]\d\d:\d\d")


def _steady(text: str, here: Path) -> str:
    text = (
        text.replace(str(here / "site"), "SITE").replace(str(here / "out"), "OUT").replace(str(here), "HERE")
    )
    # How much there is to render and to write depends on the theme as well, and how long it takes on the machine.
    text = re.sub(r"^(out|site/public): \d.*(?= in \d)", rf"\1: {_NUMBERS}", text, flags=re.MULTILINE)
    text = re.sub(r" in \d+\.\d\d s$", " in N s", text, flags=re.MULTILINE)
    text = re.sub(r'"seconds": [\d.]+', '"seconds": N', text)
    return re.sub(rf"\b{os.getpid()}\b", "PID", text)


_NUMBERS = "N pages, N rendered, N files written, N removed,"


def _shown(case: Case, out: Path) -> Iterator[str]:
    for line in case.lines("shows.txt", ""):
        pattern = line.removeprefix("ls ")
        found = sorted(path.relative_to(out).as_posix() for path in out.glob(pattern) if path.is_file())
        assert found, f"{pattern} is in no output of {case.folder.name}"
        for name in found:
            yield f"--- {name}\n"
            if pattern == line:
                yield (out / name).read_text(encoding="utf-8").rstrip("\n") + "\n"


def _lay_out(case: Case, here: Path) -> None:
    site = here / "site"
    for name, target in (("site", site), ("output", here / "out")):
        if (case.folder / name).is_dir():
            shutil.copytree(case.folder / name, target)
    recipe = case.folder / "files.toml"
    for entry in tomllib.loads(recipe.read_text(encoding="utf-8"))["entry"] if recipe.exists() else ():
        _make(entry, site)
    if case.folder.parent.name == "why":
        shutil.copytree(GOLDEN / "newsroom", site)
    elif site.is_dir() and case.folder.parent.name == "reads":
        shutil.copytree(GOLDEN / "templates", site / "templates", dirs_exist_ok=True)


def _make(entry: dict[str, Any], site: Path) -> None:
    """Make what an entry of files.toml says, at its `path` below the site's folder.

    `text`; `hex`; `pieces`, a list of [text, how many times]; `link`, a symbolic link's target;
    `pipe = true`; `folder = true`. `name_hex` stands for the last part of the path.
    """
    path = site / entry["path"]
    path.parent.mkdir(parents=True, exist_ok=True)
    if "name_hex" in entry:
        path = Path(os.fsdecode(os.fsencode(path.parent) + b"/" + bytes.fromhex(entry["name_hex"])))
    if "link" in entry:
        path.symlink_to(entry["link"])
    elif entry.get("pipe"):
        os.mkfifo(path)
    elif entry.get("folder"):
        path.mkdir()
    elif "pieces" in entry:
        path.write_bytes("".join(text * times for text, times in entry["pieces"]).encode())
    else:
        path.write_bytes(bytes.fromhex(entry["hex"]) if "hex" in entry else entry["text"].encode())


@contextmanager
def _faults(case: Case, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let happen what faults.toml says.

    A `call` of the disk refuses a `path` (its end) with an `error`: `list` a folder of the site,
    `look` into a file of it, or a method of storage's Disk for the output. `misread` lets a proof
    find other bytes at a path; `package` is one that is not installed; `codec` is one that Pillow was built without; `indexer` is `gone`, or
    `broken`; `site` is a URL of another site and what it answers, a status and where it redirects; `lose` loses the records of bodies while somebody edits the path; `save` lets somebody
    save the path just before a command looks whether files are as it read them.
    """
    file = case.folder / "faults.toml"
    answers: dict[str, list[str]] = {}
    with monkeypatch.context() as patch:
        for fault in tomllib.loads(file.read_text(encoding="utf-8"))["fault"] if file.exists() else ():
            call, end = fault["call"], fault["path"]
            if call == "misread":
                patch.setattr(proving, "_bytes", _other_at(end, proving._bytes))
            elif call == "indexer" and end == "gone":
                patch.setattr(indexing, "find_spec", lambda name: None)
            elif call == "indexer":
                patch.setattr(indexing, "program", lambda: Path(shutil.which("false") or ""))
            elif call == "codec":
                patch.setattr(features, "check", lambda name, lost=end: name != lost)
                patch.setattr(picturing, "picture_tools", tools.picture_tools.__wrapped__)
                patch.setattr(drawing, "social_tools", tools.social_tools.__wrapped__)
            elif call == "site":
                answers[end] = fault["error"].split(" ")
                patch.setattr(Web, "ask", _answer(answers))
                patch.setattr(outside, "pause", lambda seconds: None)
                patch.setattr(outside, "clock", itertools.count(2e9, 2).__next__)
            elif call == "package":
                patch.setattr(twins, "find_spec", lambda name: None)
            elif call == "lose":
                patch.setattr(Documents, "body", _lost(Path(end)))
                patch.setattr(Documents, "bodies", lambda self, digests: {})
            elif call == "save":
                patch.setattr(exchange, "_check", _saved(Path(end), exchange._check))
            else:
                where = {"list": (scan.os, "scandir"), "look": (os, "open")}.get(call, (disk.Disk, call))
                patch.setattr(*where, _refusing(getattr(*where), end, getattr(errno, fault["error"])))
        yield


def _other_at(end: str, read: Any) -> Any:
    return lambda path: b"" if str(path).endswith(end) else read(path)


def _answer(answers: dict[str, list[str]]) -> Callable[[Web, str, str], Reply]:
    def ask(self: Web, method: str, url: str) -> Reply:
        status, *to = answers[url]
        return Reply(int(status), "".join(to)) if status.isdigit() else Reply(fault="private", reason="near")

    return ask


def _lost(path: Path) -> Any:
    def body(self: Documents, digest: str) -> None:
        Path("site", path).write_text("---\ntitle: Haze season\n---\n\nAnother text.\n", encoding="utf-8")

    return body


def _saved(path: Path, check: Any) -> Any:
    def save(places: Any) -> None:
        Path("site", path).write_text("Another version.\n", encoding="utf-8")
        check(places)

    return save


def _refusing(call: Any, end: str, number: int) -> Any:
    def refuse(*args: Any, **words: Any) -> Any:
        for arg in args:
            if isinstance(arg, str) and arg.endswith(end):
                raise OSError(number, os.strerror(number), arg)
        return call(*args, **words)

    return refuse


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    from filelock import FileLock

    folder = Path(beside(str(out)))
    folder.mkdir(parents=True)
    (folder / "holder").write_text(str(os.getpid()), encoding="utf-8")
    with FileLock(folder / LOCK):
        yield


@contextmanager
def _alarm() -> Iterator[None]:
    def ring(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"it takes more than {LIMIT} seconds")

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
