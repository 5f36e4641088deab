"""Work and threads: what several ask for at once is done once, and much is shared out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Once(Generic[Result]):
    """Lets the first who asks for a key do the work; who asks meanwhile gets the same outcome."""

    def __init__(self) -> None:
        """Begin with nothing under way."""
        self._lock = Lock()
        self._under_way: dict[str, Future[Result]] = {}

    def __call__(self, key: str, work: Callable[[], Result]) -> Result:
        """Return the result of the work, or raise its error."""
        mine: Future[Result] = Future()
        with self._lock:
            outcome = self._under_way.setdefault(key, mine)
        if outcome is mine:
            self._do(key, work, mine)
        return outcome.result()

    def _do(self, key: str, work: Callable[[], Result], outcome: Future[Result]) -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 - whatever it is, all who wait must know
            outcome.set_exception(error)
        finally:
            with self._lock:
                del self._under_way[key]


def share_out(tasks: Sequence[Callable[[], None]], hands: int) -> None:
    """Do the tasks in so many threads, this one among them, and raise the first error at the end.

    After an error no further task is begun. The threads are daemons: none holds up an exit.
    """
    waiting: SimpleQueue[Callable[[], None]] = SimpleQueue()
    for task in tasks:
        waiting.put(task)
    errors: list[Exception] = []

    def work() -> None:
        while not errors:
            try:
                waiting.get_nowait()()
            except Empty:
                return
            except Exception as error:  # noqa: BLE001 - raised below, in the caller's thread
                errors.append(error)

    threads = [Thread(target=work, daemon=True) for _ in range(min(hands, len(tasks)) - 1)]
    for thread in threads:
        thread.start()
    work()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
