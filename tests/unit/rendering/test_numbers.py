import pytest

from asiansite.rendering.numbers import grouped


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("en", "1,234,567"),
        ("id", "1.234.567"),
        ("pt-TL", "1\u00a0234\u00a0567"),
        ("ta", "12,34,567"),
        ("tet", "1234567"),
    ],
)
def test_separators(language: str, shown: str) -> None:
    assert grouped(1_234_567, language) == shown


@pytest.mark.parametrize("value", [0, 7, 999, -5])
def test_small_numbers_have_none(value: int) -> None:
    assert grouped(value, "th") == str(value)
