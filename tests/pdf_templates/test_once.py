from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from pdf_templates.once import Once, share_out


def test_the_first_does_the_work_and_all_get_its_result():
    once: Once[int] = Once()
    begun, go_on = threading.Event(), threading.Event()
    calls: list[int] = []

    def work() -> int:
        begun.set()
        go_on.wait()
        calls.append(1)
        return len(calls)

    with ThreadPoolExecutor() as threads:
        first = threads.submit(once, "key", work)
        begun.wait()
        others = [threads.submit(once, "key", work) for _ in range(3)]
        go_on.set()
        assert [one.result() for one in (first, *others)] == [1] * 4


def test_an_error_reaches_all_and_the_next_tries_again():
    once: Once[int] = Once()
    with pytest.raises(ValueError, match="first"):
        once("key", lambda: int("first"))
    assert once("key", lambda: 2) == 2


def test_shared_out_tasks_are_all_done():
    done: list[int] = []
    share_out([lambda number=number: done.append(number) for number in range(20)], 4)
    assert sorted(done) == list(range(20))


def test_after_an_error_no_further_task_is_begun():
    done: list[int] = []
    with pytest.raises(ValueError, match="bad"):
        share_out([lambda: done.append(1), lambda: int("bad"), lambda: done.append(2)], 1)
    assert done == [1]


def test_nothing_to_share_out_is_nothing_to_do():
    share_out([], 0)
