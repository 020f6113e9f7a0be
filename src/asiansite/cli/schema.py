"""`asiansite schema`: prints what a file may hold, as JSON Schema."""

from __future__ import annotations

import argparse
import json
from importlib.resources import files

from asiansite.cli.printing import print_result


def run(arguments: argparse.Namespace) -> int:
    """Carry the command out; return the exit status."""
    text = (files("asiansite") / "schemas" / f"{arguments.kind}.json").read_text("utf-8")
    if not text.isascii():
        # What a terminal or a pipe cannot take would be printed as no JSON has it.
        text = json.dumps(json.loads(text), indent=2)
    print_result(text.rstrip())
    return 0
