"""The command line as a test runs it: in a process of its own, or, where that shows no more, in this one."""

from __future__ import annotations

import contextlib
import io
import json
import os
import pty
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from asiansite.cli import main

ROOT = Path(__file__).resolve().parents[2]
"""This repository, which is the outlet's own site."""

PROGRAM = (
    sys.executable,
    *("-P", "-W", "error"),
    *(
        "-c",
        "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
        "from asiansite.cli import main; sys.exit(main())",
    ),
)
"""What the installed script does, with nothing of the current folder on the path.

It hears Ctrl-C: a shell that starts the tests in the background makes them, and what they start, deaf to it.
"""

REPORT = {
    *("pages", "rendered", "written", "removed", "new_urls"),
    *("seconds", "transitions", "next_change_at", "search", "problems"),
}
"""The keys of the report as JSON."""


@dataclass(frozen=True, slots=True)
class Done:
    """How a command ended."""

    status: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The report on standard output, which holds nothing else."""
        assert self.out.endswith("}\n"), self
        assert self.out.count("\n") == 1, self
        found = json.loads(self.out)
        assert isinstance(found, dict)
        return found

    @property
    def slugs(self) -> list[str]:
        """The slugs of the problems on standard error, in their order."""
        heads = [line.partition("]: ")[0] for line in self.err.splitlines() if "]: " in line]
        return [head.partition("[")[2] for head in heads if head.startswith(("error[", "warning["))]


def command(*words: object, cwd: Path, env: Mapping[str, str] | None = None) -> Done:
    """Run a command in a process."""
    done = subprocess.run(
        [*PROGRAM, *map(str, words)],
        cwd=cwd,
        env=environment(env),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr)


def here(*words: object, cwd: Path) -> Done:
    """Run a command in this process: quicker, for what needs no other processes."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(cwd), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main([str(word) for word in words])
    return Done(status, out.getvalue(), err.getvalue())


def built(*words: object, cwd: Path, env: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Run `build` in a process; its report. It must end well and say nothing else."""
    done = command("build", "--json", *words, cwd=cwd, env=env)
    assert (done.status, done.err) == (0, ""), done
    return done.report


def at_terminal(*words: object, cwd: Path, answers: str = "", program: Sequence[str] = PROGRAM) -> Done:
    """Run a command at a terminal at which `answers` are typed; what it shows there counts as standard error."""
    leader, follower = pty.openpty()
    with (
        tempfile.TemporaryFile() as out,
        subprocess.Popen(
            [*program, *map(str, words)],
            cwd=cwd,
            env=environment({"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}),
            stdin=follower,
            stdout=out,
            stderr=follower,
        ) as process,
    ):
        os.close(follower)
        os.write(leader, answers.encode())
        seen = b""
        # Read as it comes: a terminal that nobody looks at is soon full, and then the program waits.
        with contextlib.suppress(OSError):  # as Linux tells that nobody is at the other end any more
            while piece := os.read(leader, 65536):
                seen += piece
        status = process.wait(timeout=120)
        os.close(leader)
        out.seek(0)
        return Done(status, out.read().decode(), seen.decode())


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of a process: ours, with `more`, and without what would speak for a user."""
    ours = {
        name: value for name, value in os.environ.items() if name not in ("TZ", "COLUMNS", "PYTEST_ADDOPTS")
    }
    return ours | dict(more or {})
