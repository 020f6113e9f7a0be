"""A desk for each case: a small site, built, changed in one thing, built again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.laws.desk import Desk


@pytest.fixture
def desk() -> Iterator[Desk]:
    """An empty site with the theme of the laws, in memory where the system has a folder for that.

    Clean builds are made and removed by the hundred here, and some disks are slow to remove.
    """
    memory = Path("/dev/shm")
    with TemporaryDirectory(prefix="desk-", dir=memory if os.access(memory, os.W_OK) else None) as folder:
        yield Desk(Path(folder))
