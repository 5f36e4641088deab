"""The press's side of its render processes: kept warm, ended by the clock, replaced when spent."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import weakref
from contextlib import suppress
from queue import Empty, SimpleQueue
from tempfile import TemporaryDirectory
from threading import Lock, Timer
from typing import IO, cast

from curriculum.edition import Edition
from curriculum.errors import CurriculumError, NotFoundError
from pdf_templates.errors import (
    RenderFailedError,
    RenderLimitError,
    RenderMemoryError,
    RenderTimeoutError,
)
from pdf_templates.frames import Frame, read, write
from pdf_templates.limits import PressLimits

_OUT_OF_MEMORY = {-signal.SIGKILL, -signal.SIGABRT, -signal.SIGTRAP}
"""How a process ends that the system, or one of its libraries, stopped for want of memory."""


class Worker:
    """One render process."""

    def __init__(self, limits: PressLimits) -> None:
        """Start it and return at once; it warms up meanwhile."""
        self._limits = limits
        self._renders = 0
        self._megabytes = 0
        self._ended_for: CurriculumError | None = None
        # The engine unpacks fonts here; a process that is killed could not clear it away itself.
        self._scratch = TemporaryDirectory(prefix="press-", ignore_cleanup_errors=True)
        alarm, megabytes = str(int(limits.seconds) + 5), str(limits.megabytes)
        self._process = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-P", "-m", "pdf_templates.worker", alarm, megabytes],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=os.environ | {"TMPDIR": self._scratch.name},
        )
        self._requests = cast("IO[bytes]", self._process.stdin)
        self._answers = cast("IO[bytes]", self._process.stdout)

    @property
    def process_id(self) -> int:
        """Return the number that the system knows it by."""
        return self._process.pid

    @property
    def spent(self) -> bool:
        """Whether it is to be replaced: it has ended, or done its share, or grown."""
        return (
            self._ended_for is not None
            or self._process.poll() is not None
            or self._renders >= self._limits.renders_per_worker
            or self._megabytes > self._limits.megabytes // 2
        )

    @property
    def megabytes(self) -> int:
        """Return its memory after its last render."""
        return self._megabytes

    def render(self, request: Frame) -> bytes:
        """Return the part that was asked for; raises RenderTimeoutError and its kin."""
        clock = Timer(self._limits.seconds, self.kill, [_too_slow(self._limits.seconds)])
        clock.daemon = True
        clock.start()
        try:
            write(self._requests, request)
            reply = read(self._answers)
            self._megabytes = int(reply.head["megabytes"])
        except (OSError, EOFError, ValueError, KeyError) as error:
            self.kill(self._reason())
            raise self._reason() from error
        finally:
            clock.cancel()
        self._renders += 1
        return _part(reply)

    def kill(self, reason: CurriculumError) -> None:
        """End it, whatever it does; whoever waits for its answer gets the reason."""
        self._ended_for = reason
        self._process.kill()

    def dismiss(self) -> None:
        """End it and tidy up; nobody may be waiting for its answer."""
        self._process.kill()
        self._process.wait()
        for pipe in (self._requests, self._answers):
            with suppress(OSError):
                pipe.close()
        self._scratch.cleanup()

    def _reason(self) -> CurriculumError:
        """Return why it ended, or has to."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=1)
        if self._ended_for:
            return self._ended_for
        code = self._process.poll()
        return _out_of_memory() if code in _OUT_OF_MEMORY else _ended(code)


class Pool:
    """So many render processes; a request takes the next free one, in the order of asking."""

    def __init__(self, limits: PressLimits) -> None:
        """Start the processes and return at once."""
        self._limits = limits
        self._lock = Lock()
        self._closed = False
        self._idle: SimpleQueue[Worker | None] = SimpleQueue()
        self._workers: set[Worker] = set()
        for _ in range(limits.workers):
            self._idle.put(self._hire())
        self._at_exit = weakref.finalize(self, _kill, self._workers)

    def render(self, html: str, edition: Edition) -> bytes:
        """Return a part as it is kept; raises RenderTimeoutError and its kin."""
        worker = self._take()
        try:
            return worker.render(_request(html, edition))
        finally:
            self._give_back(worker)

    def look(self, pdf: bytes, page: int, width: int) -> bytes:
        """Return the picture of a page; raises NotFoundError, RenderTimeoutError and its kin."""
        worker = self._take()
        try:
            return worker.render(_looking(pdf, page, width))
        finally:
            self._give_back(worker)

    def process_ids(self) -> list[int]:
        """Return the processes there are now."""
        with self._lock:
            return sorted(worker.process_id for worker in self._workers)

    def megabytes(self) -> list[int]:
        """Return the memory of each process after its last render."""
        with self._lock:
            return [worker.megabytes for worker in self._workers]

    def close(self) -> None:
        """End all processes; requests under way, and those to come, raise RenderFailedError."""
        with self._lock:
            self._closed = True
        self._at_exit()
        with suppress(Empty):
            while worker := self._idle.get_nowait():
                worker.dismiss()
        self._idle.put(None)  # wakes those who wait for a process

    def _take(self) -> Worker:
        try:
            worker = self._idle.get(timeout=self._limits.seconds)
        except Empty:
            raise RenderTimeoutError("The press is busy; try again in a minute.") from None
        if worker is None:
            self._idle.put(None)
            raise _closed()
        return self._replace(worker) if worker.spent else worker

    def _give_back(self, worker: Worker) -> None:
        with suppress(RenderFailedError):
            self._idle.put(self._replace(worker) if worker.spent else worker)

    def _replace(self, worker: Worker) -> Worker:
        with self._lock:
            self._workers.discard(worker)
        worker.dismiss()
        try:
            return self._hire()
        except OSError as error:
            self._idle.put(worker)  # whoever takes it next tries again
            raise RenderFailedError("No render process can be started; try later.") from error

    def _hire(self) -> Worker:
        with self._lock:
            if self._closed:
                raise _closed()
            worker = Worker(self._limits)
            self._workers.add(worker)
            return worker


class Here:
    """No process of its own: answers in the calling one, one request at a time."""

    def __init__(self) -> None:
        """Begin with nothing loaded: the engine takes a second."""
        self._lock = Lock()

    def render(self, html: str, edition: Edition) -> bytes:
        """Return a part as it is kept; raises RenderFailedError and its kin."""
        from pdf_templates.worker import answer  # noqa: PLC0415 - the engine takes a second

        with self._lock:
            return _part(answer(_request(html, edition)))

    def look(self, pdf: bytes, page: int, width: int) -> bytes:
        """Return the picture of a page; raises NotFoundError and RenderFailedError."""
        from pdf_templates.worker import answer  # noqa: PLC0415 - the engine takes a second

        with self._lock:
            return _part(answer(_looking(pdf, page, width)))

    def process_ids(self) -> list[int]:
        """Return none."""
        return []

    def close(self) -> None:
        """Do nothing; there is nothing to end."""


def _request(html: str, edition: Edition) -> Frame:
    return Frame({"edition": edition.model_dump(mode="json")}, [html.encode()])


def _looking(pdf: bytes, page: int, width: int) -> Frame:
    return Frame({"page": page, "width": width}, [pdf])


def _part(reply: Frame) -> bytes:
    """Return the part in a reply, or raise the error that it tells of."""
    error = reply.head.get("error")
    if error is None:
        return reply.bodies[0]
    if error == "memory":
        raise _out_of_memory()
    if error == "no-page":
        raise NotFoundError("The document has fewer pages.")
    if error == "nesting":
        raise RenderLimitError("Lists or quotations are nested too deeply; flatten them.")
    raise RenderFailedError(f"The pages could not be made. {reply.head['detail']}")


def _kill(workers: set[Worker]) -> None:
    for worker in workers:
        worker.kill(_closed())


def _closed() -> RenderFailedError:
    return RenderFailedError("The press is closed; start the server again.")


def _too_slow(seconds: float) -> RenderTimeoutError:
    return RenderTimeoutError(
        f"A part of the document was not made within {seconds:g} seconds; shorten it, or try later."
    )


def _out_of_memory() -> RenderMemoryError:
    return RenderMemoryError(
        "The document needs more memory than the press has; shorten it or its pictures."
    )


def _ended(code: int | None) -> RenderFailedError:
    return RenderFailedError(f"The render process ended by itself ({code}); try again.")
