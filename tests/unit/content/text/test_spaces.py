from hypothesis import example, given
from hypothesis import strategies as st

from asiansite.content.text.spaces import in_one_line

SPACES = "".join(chr(code) for code in range(0x10000) if chr(code).isspace())


@given(st.text(st.sampled_from(f"{SPACES}  ab\u200b\ufeffé\x00")) | st.text())
@example("")
@example(" ")
@example(SPACES)
def test_runs_of_white_space_are_one_space(text: str) -> None:
    assert in_one_line(text) == " ".join(text.split())
