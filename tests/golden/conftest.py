"""The golden cases' option: `--accept` writes what the program says now into expected.txt, to be read and kept."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--accept", action="store_true", help="renew expected.txt of the golden cases (then read the diff)"
    )
