from __future__ import annotations

import re
import subprocess
import sys
from argparse import ArgumentParser
from importlib import import_module

import pytest

from api.cli import LAYOUTS, ROLES, SHEETS, parser
from curriculum.edition import Ink, Layout, Paper, PrintSize
from curriculum.printed import SheetKind
from curriculum.storage.people import Role
from curriculum.values import Mode, Setting
from tests.api.terminal import Terminal, lines

EDITION = ["--paper=letter", "--size=large", "--ink=black", "--language=de"]
GROUP = ["--mode=couples", "--setting=online", "--people=9"]

CONTRACT = (
    ["serve", "--host=0.0.0.0", "--port=80"],
    ["guide", "AL1", "-o", "guide.pdf", *EDITION, *GROUP],
    ["handouts", "AL1", "-o", "-", *EDITION, *GROUP],
    ["sheets", "AL1", "-o", "-", "--sheets=sign-in,tents", *EDITION, *GROUP],
    ["overview", "on-my-own", "-o", "-", "--people=9", *EDITION],
    ["handbook", "-o", "-", *EDITION],
    ["check"],
    ["check", "folder"],
    ["import", "folder", "another", "--draft"],
    ["export", "AL1", "AL2", "-o", "folder"],
    ["token", "create", "--name", "LMS", "--role", "reader"],
    ["user", "add", "--name", "Ada", "--role", "owner", "--email", "ada@example.org"],
    ["user", "link", "Ada"],
    ["backup", "file"],
    ["restore", "file"],
    ["doctor"],
)


@pytest.mark.parametrize("call", CONTRACT)
def test_each_command_of_the_contract_leads_to_a_function(call: list[str]):
    module, name = parser().parse_args(call).does.split(":")
    assert callable(getattr(import_module(f"api.commands.{module}"), name))


def test_choices_are_those_of_the_house():
    guide = _command("guide")
    choices = {one.dest: one.choices for one in guide._actions if one.choices}  # noqa: SLF001
    assert choices == {
        "paper": tuple(Paper),
        "size": tuple(PrintSize),
        "ink": tuple(Ink),
        "layout": (Layout.PAGES, Layout.CARDS, Layout.BOOKLET),
        "mode": tuple(Mode),
        "setting": tuple(Setting),
    }
    assert (tuple(Role), tuple(SheetKind)) == (ROLES, SHEETS)
    assert {one for layouts in LAYOUTS.values() for one in layouts} == set(Layout)


def test_help_comes_without_loading_what_the_commands_need():
    code = "import sys; from api.cli import parser; parser(); print(*sys.modules)"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    heavy = {"pydantic", "sqlalchemy", "litestar", "uvicorn", "weasyprint", "yaml"}
    assert heavy.isdisjoint(told.stdout.decode().split())


def test_the_installed_program_ends_with_the_exit_code(terminal: Terminal):
    for arguments, code in ((["--help"], 0), (["guide", "ZZ9", "-o", "x.pdf"], 1), ([], 2)):
        process = terminal.start(*arguments)
        process.communicate()
        assert process.returncode == code


@pytest.mark.parametrize(
    "call",
    [
        [],
        ["print"],
        ["guide", "AL1"],
        ["guide", "AL1", "-o", "x", "--paper", "a5"],
        ["token"],
        ["sheets", "AL1", "-o", "x", "--sheets", "tent"],
    ],
)
def test_a_wrong_call_is_told_on_standard_error(terminal: Terminal, call: list[str]):
    told = terminal.run(*call)
    assert (told.returncode, told.stdout) == (2, b"")
    assert lines(told.stderr)[0].startswith("usage: curriculum")


def test_a_wrong_setting_is_told_in_a_sentence(terminal: Terminal):
    told = terminal.run("token", "create", "--name", "x", CURRICULUM_PORT="many")
    assert (told.returncode, told.stdout) == (2, b"")
    assert re.fullmatch(r"CURRICULUM_PORT: .*\.", told.stderr.decode().strip())


def test_a_database_out_of_reach_is_told_in_a_sentence(terminal: Terminal):
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    told = terminal.run("token", "create", "--name", "x", CURRICULUM_DATABASE_URL=url)
    assert (told.returncode, told.stdout) == (1, b"")
    assert told.stderr.decode().startswith("The database cannot be used: ")
    assert len(lines(told.stderr)) == 1


def _command(name: str) -> ArgumentParser:
    actions = parser()._actions  # noqa: SLF001 - argparse offers no other way to ask
    commands = next(one.choices for one in actions if isinstance(one.choices, dict))
    found: ArgumentParser = commands[name]
    return found
