from __future__ import annotations

import re

from tests.api.terminal import Terminal, lines

TOKEN = re.compile(r"cur_[A-Za-z0-9_-]{32,}\n")
LINK = re.compile(r"http://127\.0\.0\.1:8000/sign-in/[A-Za-z0-9_-]{32,}\n")


def test_a_token_is_printed_alone(terminal: Terminal):
    made = terminal.run("token", "create", "--name", "LMS", "--role", "reader")
    assert made.returncode == 0
    assert TOKEN.fullmatch(made.stdout.decode())


def test_a_sign_in_link_is_printed_alone(terminal: Terminal):
    added = terminal.run("user", "add", "--name", "Ada", "--email", "ada@example.org")
    assert added.returncode == 0
    assert LINK.fullmatch(added.stdout.decode())
    for name in ("Ada", "ada@example.org"):
        again = terminal.run("user", "link", name, CURRICULUM_URL="https://a.example")
        assert again.stdout.decode().startswith("https://a.example/sign-in/")


def test_people_who_are_not_there_or_there_twice_get_no_link(terminal: Terminal):
    nobody = terminal.run("user", "link", "Bo")
    assert (nobody.returncode, nobody.stdout) == (1, b"")
    for _ in range(2):
        terminal.run("user", "add", "--name", "Bo")
    twice = terminal.run("user", "link", "Bo")
    assert (twice.returncode, twice.stdout) == (2, b"")


def test_names_and_addresses_have_to_be_such(terminal: Terminal):
    for call, option in (
        (["token", "create", "--name", ""], "--name"),
        (["user", "add", "--name", "Bo", "--email", "bo"], "--email"),
    ):
        told = terminal.run(*call)
        assert (told.returncode, told.stdout) == (2, b"")
        assert lines(told.stderr)[0].startswith(f"{option}: ")
