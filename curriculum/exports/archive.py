"""Zip files that come out the same each time: fixed dates, fixed order, names that fit anywhere."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first date that a zip file can tell."""
_FILE = 0o644 << 16
_SAFE = re.compile(r"(?!.*\.\.)[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*")
_PACKED = (".pdf", ".png", ".jpg", ".jpeg")
"""What would hardly get smaller."""


def archive(files: Mapping[str, bytes], *, first: str | None = None) -> bytes:
    """Return a zip file of these, by path; `first` stands before the others.

    Raises ValueError for a path that some system could not unpack where it belongs.
    """
    made = io.BytesIO()
    with ZipFile(made, "w") as file:
        for path in sorted(files, key=lambda path: (path != first, path)):
            if not _SAFE.fullmatch(path):
                raise ValueError(f"'{path}' is no safe path in an archive")
            file.writestr(_entry(path), files[path], compresslevel=9)
    return made.getvalue()


def _entry(path: str) -> ZipInfo:
    entry = ZipInfo(path, _EPOCH)
    entry.create_system = 3  # as on Unix, on whatever it is made
    entry.external_attr = _FILE
    entry.compress_type = ZIP_STORED if path.endswith(_PACKED) else ZIP_DEFLATED
    return entry
