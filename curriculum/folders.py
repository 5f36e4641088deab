"""Read the files of a folder: never through a link, never more than is needed to refuse them."""

from __future__ import annotations

import os
from pathlib import Path

from curriculum.errors import Mistake, NotFoundError

MOST_BYTES = 2_000_000
MOST_FILES = 200


def read_files(folder: Path) -> tuple[dict[str, bytes], list[Mistake]]:
    """Return the bytes of each file by its path in the folder, and what could not be read.

    Hidden files are passed over. Of a file longer than 2 MB only so much is read, which is enough
    for its reader to refuse it.
    """
    files: dict[str, bytes] = {}
    mistakes: list[Mistake] = []
    for path in _files(folder):
        name = readable_name(path.relative_to(folder))
        if len(files) == MOST_FILES:
            expected = f"A session's folder has at most {MOST_FILES} files."
            mistakes.append(Mistake(name, 1, "too-many", expected, "Delete some."))
            break
        if path.is_symlink():
            mistakes.append(
                Mistake(name, 1, "link", "Links are not followed.", "Copy the file to here.")
            )
        elif path.is_file():
            with path.open("rb") as file:
                files[name] = file.read(MOST_BYTES)
    return files, mistakes


def _files(folder: Path) -> list[Path]:
    """Return the files and the links of a folder and of those in it, without hidden ones."""
    found: list[Path] = []
    for root, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        links = [name for name in folders if (Path(root) / name).is_symlink()]
        found += [Path(root) / name for name in sorted([*links, *names]) if name[0] != "."]
    return found


def folders_in(folder: Path) -> list[Path]:
    """Return the folders in a folder by their names, without hidden ones and links.

    Raises NotFoundError where there is no such folder.
    """
    if not folder.is_dir():
        raise NotFoundError(f"There is no folder {folder}.")
    return sorted(
        one
        for one in folder.iterdir()
        if one.is_dir() and not one.is_symlink() and not one.name.startswith(".")
    )


def readable_name(path: Path) -> str:
    """Return a path that can be printed, whatever bytes the file system holds."""
    return os.fsencode(path.as_posix()).decode(errors="replace")
