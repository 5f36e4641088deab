"""`make openapi`: keep the document as it is now, and write the client from it.

Refuses where the document breaks what was kept, unless `--break` says that it is meant.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.openapi.breaking import compared
from tests.openapi.document import CLIENT, KEPT, current, kept, written
from tests.openapi.write_client import write_operations, write_shapes


def main() -> int:
    """Write the three files; return 1 if that would break a caller."""
    with tempfile.TemporaryDirectory() as folder:
        now = current(Path(folder))
    found = compared(kept(), now) if KEPT.exists() else None
    for one in (*found.breaks, *found.additions) if found else ():
        print(one)  # noqa: T201 - what is asked for
    if found and found.breaks and "--break" not in sys.argv:
        print("Nothing was written. If callers may be broken: make openapi BREAK=--break")  # noqa: T201
        return 1
    KEPT.write_text(written(now))
    (CLIENT / "shapes.py").write_text(write_shapes(now))
    (CLIENT / "operations.py").write_text(write_operations(now))
    return 0


if __name__ == "__main__":
    sys.exit(main())
