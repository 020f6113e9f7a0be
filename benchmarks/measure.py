"""Measures one command: wall time, CPU time, and the peak memory of all its processes.

CPU time is that of the command and of every process that it has waited for (wait4). Memory of one
process is its peak resident set, by wait4. Of several it is the sum of their proportional sets
(Pss), so that a page that forked processes share counts once, looked at ten times a second; a
single process is not looked at, since looking costs it time. Control groups would count the files
that a build writes to a disk in memory as well.
"""

from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

BETWEEN_LOOKS = 0.1


@dataclass(frozen=True)
class Measured:
    """What a command took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds, user and system."""
    memory: float
    """MB (10^6 bytes)."""
    load: float
    """The machine's load average before it began: above about 0.5, others were at work."""


def measure(command: Sequence[str], folder: Path) -> Measured:
    """Run `command` in `folder`. Raises SystemExit with what it said if it fails."""
    os.sync()
    load = os.getloadavg()[0]
    log = folder / ".benchmark.log"
    with log.open("wb") as said:
        begun = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, stdout=said, stderr=said, start_new_session=True, env=_environment()
        )
        watcher = _Watcher(process.pid)
        watcher.start()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    watcher.end()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: exit status {process.returncode}\n{log.read_text()[-3000:]}")
    memory = max(usage.ru_maxrss, watcher.peak) * 1024 / 1e6
    return Measured(wall, usage.ru_utime + usage.ru_stime, memory, load)


def _environment() -> dict[str, str]:
    # Where Python may not keep what it compiles, each start would compile the whole program anew,
    # which an installed one never does.
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class _Watcher(threading.Thread):
    """Looks at the memory of a session's processes, as long as there are several."""

    def __init__(self, session: int) -> None:
        super().__init__(daemon=True)
        self._session = session
        self._over = threading.Event()
        self.peak = 0
        """KiB."""

    def run(self) -> None:
        while not self._over.wait(BETWEEN_LOOKS):
            processes = [
                pid for pid in map(int, filter(str.isdigit, os.listdir("/proc"))) if self._is_of(pid)
            ]
            if len(processes) > 1:
                self.peak = max(self.peak, sum(map(_proportional_set, processes)))

    def end(self) -> None:
        self._over.set()
        self.join()

    def _is_of(self, pid: int) -> bool:
        try:
            return os.getsid(pid) == self._session
        except OSError:
            return False


def _proportional_set(pid: int) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
