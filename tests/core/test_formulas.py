"""Out and in again gives what was typed, whatever it looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mentormatch.core.formulas import neutral, typed

texts = st.text(alphabet="'\"=+-@|＝ abc\t", max_size=8) | st.text(max_size=20)


@given(texts)
def test_out_and_in_again_is_what_was_typed(text: str) -> None:
    assert typed(neutral(text)) == text


@given(texts)
def test_nothing_leaves_that_a_spreadsheet_would_run(text: str) -> None:
    assert not neutral(text).startswith(("=", "+", "-", "@", "|", "＝", "＋", "－", "＠"))


@pytest.mark.parametrize("text", ["Nina", "O'Neill", "C++", "a=b", "", "'quoted'", "2026"])
def test_plain_words_stay_plain(text: str) -> None:
    assert neutral(text) == text


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-3", "@x", "|cmd", "'=1", '"=1', " =1", "\t=1", "＝1"])
def test_what_looks_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert neutral(text) == f"'{text}"
