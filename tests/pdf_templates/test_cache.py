from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from pdf_templates.cache import Cache

KEY = "ab" + "0" * 62 + ".pdf"
MEGABYTE = 1024 * 1024


def test_find_returns_what_was_put(tmp_path: Path):
    put = Cache(tmp_path).put(KEY, b"pages")
    assert Cache(tmp_path).find(KEY) == put == tmp_path / "ab" / KEY
    assert put.read_bytes() == b"pages"


def test_find_returns_none_for_what_was_never_put(tmp_path: Path):
    assert Cache(tmp_path).find(KEY) is None


def test_find_notices_a_changed_file(tmp_path: Path):
    cache = Cache(tmp_path)
    path = cache.put(KEY, b"pages")
    assert cache.find(KEY) == path
    path.write_bytes(b"PAGES")
    assert cache.find(KEY) is None


def test_find_notices_a_shortened_file(tmp_path: Path):
    cache = Cache(tmp_path)
    cache.put(KEY, b"pages").write_bytes(b"")
    assert cache.find(KEY) is None


def test_find_takes_a_file_without_label_for_missing(tmp_path: Path):
    path = Cache(tmp_path).put(KEY, b"pages")
    path.with_name(f"{KEY}.label").unlink()
    assert Cache(tmp_path).find(KEY) is None


def test_put_mends_a_damaged_file(tmp_path: Path):
    cache = Cache(tmp_path)
    path = cache.put(KEY, b"pages")
    path.write_bytes(b"garbage")
    assert cache.put(KEY, b"pages") == cache.find(KEY)
    assert path.read_bytes() == b"pages"


def test_put_deletes_the_files_not_used_for_longest(tmp_path: Path):
    cache = Cache(tmp_path, megabytes=4)
    keys = [f"{number:02}" + "0" * 62 for number in range(6)]
    for age, key in zip(range(6, 0, -1), keys, strict=True):
        path = cache.put(key, bytes(MEGABYTE))
        os.utime(path, (time.time() - age * 60,) * 2)
    assert [key for key in keys if cache.find(key)] == keys[2:]


def test_find_makes_a_file_young_again(tmp_path: Path):
    cache = Cache(tmp_path)
    path = cache.put(KEY, b"pages")
    yesterday = time.time() - 24 * 3600
    os.utime(path, (yesterday, yesterday))
    cache.find(KEY)
    assert path.stat().st_mtime > yesterday + 3600


def test_put_keeps_a_file_larger_than_the_limit_until_the_next(tmp_path: Path):
    cache = Cache(tmp_path, megabytes=1)
    cache.put(KEY, bytes(3 * MEGABYTE))
    assert cache.find(KEY) is not None


def test_put_deletes_old_fragments_of_killed_processes(tmp_path: Path):
    (tmp_path / "ab").mkdir()
    old, young = tmp_path / "ab" / "old.fragment", tmp_path / "ab" / "young.fragment"
    old.touch()
    young.touch()
    os.utime(old, (0, 0))
    Cache(tmp_path).put(KEY, b"pages")
    assert (old.exists(), young.exists()) == (False, True)


def test_clear_forgets_everything(tmp_path: Path):
    cache = Cache(tmp_path)
    cache.put(KEY, b"pages")
    cache.clear()
    assert cache.find(KEY) is None
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_the_folder_is_closed_to_other_users(tmp_path: Path):
    path = Cache(tmp_path / "new").put(KEY, b"pages")
    modes = [one.stat().st_mode & 0o077 for one in (path, path.parent, tmp_path / "new")]
    assert modes == [0, 0, 0]


WRITER = """
import sys
from pathlib import Path
from pdf_templates.cache import Cache
cache = Cache(Path(sys.argv[1]), megabytes=1)
for round in range(60):
    for number in range(8):
        key = f"{number:02}" + "0" * 62
        found = cache.find(key)
        try:
            whole = found is None or set(found.read_bytes()) == {number}
        except FileNotFoundError:
            whole = True
        if not whole:
            sys.exit(3)
        cache.put(key, bytes([number]) * 300_000)
"""


def test_several_processes_share_a_folder(tmp_path: Path):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, tmp_path]) for _ in range(3)]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    assert list(tmp_path.rglob("*.fragment")) == []
    assert Cache(tmp_path).find("07" + "0" * 62) is not None
