"""Prints that several tests read; those tests are of one group, so that they are made once."""

from __future__ import annotations

import shutil
from contextlib import closing
from pathlib import Path

import pytest

from pdf_templates.press import Press, PressLimits
from tests.pdf_templates.library import Print, documents


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Print]:
    """Return all that the library prints by name; its tests are of the group `library`."""
    folder = tmp_path_factory.mktemp("library")
    with closing(Press(folder / "cache", PressLimits(seconds=600))) as press:
        return {
            name: Print(
                document,
                edition,
                Path(shutil.copy(press.pdf(document, edition), folder / f"{name}.pdf")),
            )
            for name, document, edition in documents()
        }
