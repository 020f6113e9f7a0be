"""The script in pages: before the end of the body, and nowhere where it could not run."""

from __future__ import annotations

import pytest

from asiansite.preview.injection import Script

SCRIPT = Script("/paper", "abc")
TAG = SCRIPT.tag(7)
META = b'<meta http-equiv="Content-Security-Policy" content="%s">'


@pytest.mark.parametrize(
    ("page", "rest"),
    [
        (b"<body><p>x</p></body></html>", b"</body></html>"),
        (b"<p></body> in a text</p></body>\n</html>", b"</body>\n</html>"),
        (b"<p>x</p></html>", b"</html>"),
        (b"<p>x</p>", b""),
        (b"", b""),
    ],
)
def test_the_script_stands_before_the_end(page: bytes, rest: bytes) -> None:
    made = SCRIPT.into(page, 7)
    assert made == page.removesuffix(rest) + TAG + rest
    assert made.replace(TAG, b"") == page


@pytest.mark.parametrize(
    ("policy", "runs"),
    [
        (b"default-src &#39;self&#39;", True),
        (b"default-src 'none'; script-src 'self'", True),
        (b"default-src &#39;none&#39;; base-uri &#39;none&#39;", False),
        (b"default-src 'self'; script-src 'none'", False),
        (b"object-src 'none'", True),
    ],
)
def test_a_page_whose_policy_lets_no_script_run_is_left_alone(policy: bytes, runs: bool) -> None:
    page = META % policy + b"<body></body>"
    assert (SCRIPT.into(page, 7) != page) == runs


def test_what_stands_in_the_element_cannot_leave_it() -> None:
    assert b'"><' not in Script('/"><script>', "t").tag(1)
