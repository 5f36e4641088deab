"""The servers of the API's tests."""

from __future__ import annotations

from tests.api.conftest import small_house, still_house

__all__ = ["small_house", "still_house"]
