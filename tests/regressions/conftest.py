"""A desk for each case: a small site, built, changed in one thing, built again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.laws.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An empty site with the theme of the laws."""
    return Desk(tmp_path)
