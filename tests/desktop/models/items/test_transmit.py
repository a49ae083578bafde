"""What is said of what was typed to send care summaries to somebody (SUM-5)."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop.models.items.transmit import address_fault, breakable, fresh_password, password_fault


@pytest.mark.rule("SUM-5")
@pytest.mark.parametrize(
    "weak", ["", "k7mp-x2", " " * 16, "a" * 40, "abababababababab", "  abcd   " * 2]
)
def test_a_password_that_others_guess_is_not_taken(weak: str) -> None:
    assert password_fault(weak)


@pytest.mark.rule("SUM-5")
def test_the_password_that_is_offered_is_taken_and_is_another_each_time() -> None:
    offered = {fresh_password() for _ in range(50)}
    assert len(offered) == 50
    assert not any(password_fault(one) for one in offered)


@pytest.mark.rule("SUM-5")
@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "chen",
        "chen@endo",
        "a b@c.example",
        "a@b@c.example",
        "Chen <a@b.example>",
        "x" * 300 + "@b.example",
    ],
)
def test_what_is_no_address_is_told_before_anything_is_asked(wrong: str) -> None:
    assert address_fault(wrong)
    assert not address_fault(" chen@endo.example ")


@given(some.text(max_size=300))
def test_a_breakable_text_has_the_same_signs(text: str) -> None:
    text = text.replace("\u200b", "")
    assert breakable(text).replace("\u200b", "") == text
