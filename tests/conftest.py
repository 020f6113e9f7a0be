"""How Hypothesis searches, the same examples everywhere or with `--hypothesis-profile=search` new ones; `--accept`."""

import pytest
from hypothesis import settings

settings.register_profile(
    "ci", derandomize=True, database=None, max_examples=60, deadline=None, print_blob=True
)
settings.register_profile("search", max_examples=2000, deadline=None, print_blob=True)
settings.load_profile("ci")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept",
        action="store_true",
        help="write what the program says now into the golden cases and the handbook (then read the diff)",
    )
