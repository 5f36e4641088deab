"""Lines and addresses: what looks like nothing, or turns what is beside it, is told and refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from curriculum.session import Cell, Label
from curriculum.values import Line, mail_address

TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("kind", [Line, Cell, Label])
@pytest.mark.parametrize("mark", TURNING)
def test_what_turns_a_line_round_is_told_with_its_place(kind: type[str], mark: str):
    with pytest.raises(ValidationError, match=f"U\\+{ord(mark):04X} .* delete it behind “Tues”"):
        TypeAdapter(kind).validate_python(f"Tues{mark}day")


@pytest.mark.parametrize(
    "text", ["שלום \u200fעולם", "می\u200cخواهم", "👩\u200d🌾", "soft\u00adhyphen", "a\u00a0b"]
)
def test_what_scripts_need_is_kept(text: str):
    assert TypeAdapter(Line).validate_python(text) == text


@given(st.text(st.characters(categories=["Cf", "Zl", "Zp"]), min_size=1, max_size=3))
def test_an_address_holds_nothing_unseen(unseen: str):
    with pytest.raises(ValueError, match="type the address anew"):
        mail_address(f"ada{unseen}@lms.example")


def test_an_address_of_any_script_is_taken():
    for address in ("ada@lms.example", "ädä@lms.example", "ада@пример.example"):
        assert mail_address(address) == address
