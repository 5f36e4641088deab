"""A render process: makes parts, within limits of its own, until nobody asks."""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from curriculum.edition import Edition
from pdf_templates.frames import Frame, read, write
from pdf_templates.look import NoSuchPageError, look
from pdf_templates.part import settle
from pdf_templates.render import to_pdf


def answer(request: Frame) -> Frame:
    """Return the part that is asked for as it is kept, or what went wrong as `error`."""
    try:
        if "page" in request.head:
            return Frame({}, [look(request.bodies[0], **request.head)])
        edition = Edition.model_validate(request.head["edition"])
        with _uncollected():
            return Frame({}, [_part(request.bodies[0].decode(), edition)])
    except MemoryError:
        return Frame({"error": "memory"})
    except NoSuchPageError:
        return Frame({"error": "no-page"})
    except RecursionError:
        return Frame({"error": "nesting"})
    except Exception as error:  # noqa: BLE001 - whatever it is, the asker is told
        return Frame({"error": "failed", "detail": f"{type(error).__name__}: {error}"})


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector off meanwhile: what a render makes is in use until its end."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _part(html: str, edition: Edition) -> bytes:
    return settle(to_pdf(html, edition)).dump()


def _warm() -> None:
    """Read the fonts and styles before somebody waits for them."""
    for document in ("guide", "handouts"):
        page = f'<html lang="en" data-document="{document}"><title>-</title><h1>-</h1>'
        _part(page, Edition())


def _resident_megabytes() -> int:
    """Return the memory in use, where the system tells (Linux)."""
    pages = Path("/proc/self/statm")
    if not pages.exists():
        return 0
    return int(pages.read_text().split()[1]) * resource.getpagesize() // 1024**2


def main() -> None:
    """Answer requests on standard input until it is closed; what is printed goes to the log."""
    seconds, megabytes = int(sys.argv[1]), int(sys.argv[2])
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the press ends its processes itself
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # words of a document stay in memory
    resource.setrlimit(resource.RLIMIT_DATA, (megabytes * 1024**2,) * 2)
    _warm()
    gc.disable()  # what is made is collected between the renders
    gc.collect()
    gc.freeze()  # what was loaded until now need not be looked at again
    while True:
        gc.collect()
        try:
            request = read(sys.stdin.buffer)
        except EOFError:
            return
        signal.alarm(seconds)  # ends this process even where the press was killed
        reply = answer(request)
        signal.alarm(0)
        write(answers, Frame({**reply.head, "megabytes": _resident_megabytes()}, reply.bodies))


if __name__ == "__main__":
    main()
