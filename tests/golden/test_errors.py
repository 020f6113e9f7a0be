"""Every case below errors/, reads/ and why/ says exactly what its expected.txt says."""

from pathlib import Path

import pytest

from tests.golden.cases import Case, cases_in, run

CASES = [*cases_in("errors"), *cases_in("reads"), *cases_in("why")]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.folder.name)
def test_says_exactly_this(
    case: Case,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    said = run(case, tmp_path, monkeypatch, capsys)
    assert "Traceback" not in said, said
    if request.config.getoption("--accept", default=False):
        case.expected.write_bytes(said.encode())
    assert said == case.expected.read_bytes().decode()


@pytest.mark.parametrize("case", cases_in("reads"), ids=lambda case: case.folder.name)
def test_what_is_read_correctly_is_no_error(case: Case) -> None:
    text = case.expected.read_text(encoding="utf-8")
    assert "exit 0\n" in text
    assert "error[" not in text or text.startswith("$ asiansite help")
