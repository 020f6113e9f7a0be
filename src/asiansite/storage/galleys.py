"""Galleys: the folders that hold a page for a colleague. None of them may take the place of anything else."""

from __future__ import annotations

import os
from collections.abc import Collection

from asiansite.errors import SiteError, problem
from asiansite.storage.disk import blaming
from asiansite.storage.foreign import is_kept
from asiansite.storage.output import Output
from asiansite.storage.staging import INSIDE

MARK = ".asiansite-only"
"""The file that tells such a folder from an output of the whole site."""

MARK_TEXT = b"Made by asiansite build --only: one article, not for publication.\n"


def require_galley(output: Output, keep: Collection[str], given: str) -> None:
    """`given` is the folder as the user spelt it. Raise SiteError (only-output-in-use) for a folder that is neither empty nor a galley."""
    if MARK in output.manifest():
        return
    with blaming(str(output.root)):
        names = os.listdir(output.root) if output.root.exists() else []
    if found := sorted(name for name in names if name != INSIDE and not is_kept(name, keep)):
        raise SiteError([problem("only-output-in-use", given=given, file=found[0])])
