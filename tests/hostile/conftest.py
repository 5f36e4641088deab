"""The servers of the API's tests."""

from __future__ import annotations

from tests.api.conftest import house, small_house

__all__ = ["house", "small_house"]
