"""Finished files on disk, by the hash of what they are made from, shared between processes."""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock

_HOUR = 3600.0


class Cache:
    """Keeps files of up to `megabytes` in all; those not used for longest go first.

    Each has a label beside it with its size and digest. The label is written last and both are
    renamed into place; a file that does not match its label is as good as missing.
    """

    def __init__(self, folder: Path, megabytes: int = 1024) -> None:
        """Take the folder; it is made if missing, and closed to other users."""
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder
        self._limit = megabytes * 1024 * 1024
        self._unswept = self._limit  # so that the first file sweeps
        self._proven: dict[Path, tuple[int, int]] = {}
        self._lock = Lock()

    def find(self, name: str) -> Path | None:
        """Return the file of this name if it is there and whole."""
        path = self._path(name)
        with suppress(FileNotFoundError):
            state = path.stat()
            if self._is_whole(path, state):
                if time.time() - state.st_mtime > _HOUR:
                    path.touch()
                return path
        return None

    def put(self, name: str, content: bytes) -> Path:
        """Keep the content under this name, and make room for it."""
        path = self._path(name)
        path.parent.mkdir(exist_ok=True, mode=0o700)
        _write(path, content)
        _write(_label(path), _measure(content))
        self._make_room(len(content), path)
        return path

    def clear(self) -> None:
        """Forget everything; what is asked for again is made again."""
        for path in self._folder.glob("*/*"):
            path.unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name

    def _is_whole(self, path: Path, state: os.stat_result) -> bool:
        """Tell whether a file matches its label; reckoned once, and again if it changed."""
        seen = (state.st_size, state.st_mtime_ns)
        if self._proven.get(path) != seen:
            if _label(path).read_bytes() != _measure(path.read_bytes()):
                return False
            self._proven[path] = seen
        return True

    def _make_room(self, written: int, newest: Path) -> None:
        """Delete what was not used for longest; looks each time 5 % of the limit was written."""
        with self._lock:
            self._unswept += written
            if self._unswept < self._limit // 20:
                return
            self._unswept = 0
        _delete_fragments(self._folder)
        labels = self._folder.glob("*/*.label")
        files = sorted((_used_and_size(path), path) for path in map(_labelled, labels))
        excess = sum(size for (_, size), _ in files) - self._limit
        for (_, size), path in files:
            if excess <= 0:
                return
            if path != newest:
                self._delete(path)
                excess -= size

    def _delete(self, path: Path) -> None:
        self._proven.pop(path, None)
        path.unlink(missing_ok=True)
        _label(path).unlink(missing_ok=True)


def _label(path: Path) -> Path:
    return path.with_name(f"{path.name}.label")


def _labelled(label: Path) -> Path:
    return label.with_suffix("")


def _measure(content: bytes) -> bytes:
    return f"{len(content)} {sha256(content).hexdigest()}".encode()


def _write(path: Path, content: bytes) -> None:
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".fragment", delete=False) as file:
        file.write(content)
    Path(file.name).replace(path)


def _used_and_size(path: Path) -> tuple[float, int]:
    """Return when a file was last used and its bytes; both 0 if another process deleted it."""
    with suppress(FileNotFoundError):
        state = path.stat()
        return state.st_mtime, state.st_size
    return 0.0, 0


def _delete_fragments(folder: Path) -> None:
    """Delete what processes that were killed left behind."""
    for path in folder.glob("*/*.fragment"):
        used, _ = _used_and_size(path)
        if time.time() - used > _HOUR:
            path.unlink(missing_ok=True)
