from __future__ import annotations

from api.throttle import FROM_ADDRESS, OF_ACCOUNT, WINDOW, Throttle


class Clock:
    seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_an_account_is_tried_so_often_and_then_has_to_wait():
    clock = Clock()
    throttle = Throttle(clock)
    assert [throttle.take("ada", f"place {one}") for one in range(OF_ACCOUNT)] == [0] * OF_ACCOUNT
    clock.seconds += 60
    assert throttle.take("ada", "elsewhere") == WINDOW - 60
    assert throttle.take("bo", "elsewhere") == 0
    clock.seconds += WINDOW - 60
    assert throttle.take("ada", "elsewhere") == 0


def test_a_place_tries_so_many_accounts_and_then_has_to_wait():
    throttle = Throttle(Clock())
    waits = [throttle.take(f"account {one}", "here") for one in range(FROM_ADDRESS + 1)]
    assert waits == [0] * FROM_ADDRESS + [WINDOW]


def test_a_right_password_is_no_try():
    throttle = Throttle(Clock())
    for _ in range(FROM_ADDRESS + 1):
        assert throttle.take("ada", "here") == 0
        throttle.forgive("ada", "here")


def test_a_refused_try_does_not_prolong_the_wait():
    clock = Clock()
    throttle = Throttle(clock)
    for _ in range(OF_ACCOUNT):
        throttle.take("ada", "here")
    clock.seconds += 10
    assert [throttle.take("ada", "here") for _ in range(3)] == [WINDOW - 10] * 3
