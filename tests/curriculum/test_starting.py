"""The beginning of a new session: nothing is wrong with it, and nothing falls short."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from curriculum.drafting import draft_of, examine
from curriculum.starting import starter


def test_the_beginning_has_no_mistakes_and_is_up_to_the_standard():
    begun = starter(code="RV1", title="Ours", topic="our-topic", slug="ours")
    examined = examine(draft_of(begun))
    assert (examined.whole, examined.advice) == (begun, ())


def test_a_beginning_with_a_bad_code_is_refused():
    with pytest.raises(ValidationError, match="code"):
        starter(code="river one", title="Ours", topic="our-topic", slug="ours")
