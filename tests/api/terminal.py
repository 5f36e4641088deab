"""The command line with a data folder of its own, in this process or in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from api.cli import run

CURRICULUM = Path(sys.executable).with_name("curriculum")


@dataclass(frozen=True)
class Told:
    """How a command ended, and what it wrote."""

    returncode: int
    stdout: bytes
    stderr: bytes


@dataclass(frozen=True)
class Terminal:
    """A folder to stand in, where the data folder is made."""

    folder: Path
    patch: pytest.MonkeyPatch
    captured: pytest.CaptureFixture[bytes]

    def run(self, *arguments: str | Path, **variables: str) -> Told:
        """Run a command in this process."""
        self.captured.readouterr()
        with self.patch.context() as patch:
            patch.chdir(self.folder)
            for name, value in {"CURRICULUM_DATA": "data", **variables}.items():
                patch.setenv(name, value)
            try:
                code = run([str(one) for one in arguments])
            except SystemExit as end:
                code = int(end.code or 0)
        return Told(code, *self.captured.readouterr())

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start the installed program; it logs to a file."""
        with (self.folder / "log").open("ab") as log:
            return subprocess.Popen(
                [CURRICULUM, *arguments],
                cwd=self.folder,
                env={**os.environ, "CURRICULUM_DATA": "data"},
                stdout=subprocess.PIPE,
                stderr=log,
            )


def lines(output: bytes) -> list[str]:
    return output.decode().splitlines()
