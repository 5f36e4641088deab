"""The command line: what can be asked of it; `api/commands/` does it."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TypeAlias

ROLES = ("owner", "editor", "facilitator", "reader")
LAYOUTS = {"guide": ("pages", "cards", "booklet"), "handouts": ("pages", "two-up")}
SHEETS = ("sign-in", "tents", "agreements", "agenda", "lists", "fidelity")
WHAT = """\
WHAT is a session's code (AL1), a programme's code (on-my-own), the id of a workshop in the data
folder, or a file with a workshop in JSON or YAML."""


def main() -> None:
    """Do what the command line says, and end with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Return 0 when it is done, 1 for findings or a failure; 2, by SystemExit, for a wrong call.

    What a command needs is imported when it is called, so that help comes at once.
    """
    asked = parser().parse_args(arguments)
    module, function = asked.does.split(":")
    from api.commands.failing import told  # noqa: PLC0415 - see above

    with told() as outcome:
        command: Callable[[argparse.Namespace], int] = getattr(
            import_module(f"api.commands.{module}"), function
        )
        outcome.code = command(asked)
    return outcome.code


def parser() -> argparse.ArgumentParser:
    """Return the whole command line."""
    top = argparse.ArgumentParser(
        prog="curriculum",
        description="Modular group workshop sessions, assembled and printed.",
        epilog="Settings come from CURRICULUM_* variables; see docs/settings.md.",
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")
    _serve(commands)
    _printing(commands)
    _authoring(commands)
    _people(commands)
    _keeping(commands)
    return top


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


def _command(commands: Commands, name: str, does: str, told: str) -> argparse.ArgumentParser:
    command = commands.add_parser(
        name,
        help=told,
        description=told + ".",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(does=does)
    return command


def _serve(commands: Commands) -> None:
    serve = _command(commands, "serve", "serve:serve", "Serve the API and the pages")
    serve.add_argument("--host", help="the address to listen on (CURRICULUM_HOST, 127.0.0.1)")
    serve.add_argument(
        "--port", type=int, help="the port; 0 takes a free one (CURRICULUM_PORT, 8000)"
    )


def _printing(commands: Commands) -> None:
    for name, told in (
        ("guide", "Print a facilitator guide"),
        ("handouts", "Print the handouts for the group"),
        ("sheets", "Print sheets to sign in, hang up and tick off"),
    ):
        command = _command(commands, name, f"printing:{name}", told)
        command.epilog = WHAT
        command.add_argument("what", metavar="WHAT", help="what to print; see below")
        _edition(command)
        command.add_argument("--mode", choices=("solo", "couples", "mixed"), help="who comes")
        command.add_argument("--setting", choices=("in-person", "online"))
        command.add_argument("--people", type=int, metavar="N", help="how many come")
        if name in LAYOUTS:
            command.add_argument("--layout", choices=LAYOUTS[name], default="pages")
        if name == "sheets":
            command.add_argument(
                "--sheets",
                metavar="KINDS",
                type=_kinds,
                help=f"which, with commas between them: {', '.join(SHEETS)}",
            )

    overview = _command(commands, "overview", "printing:overview", "Print a page about a programme")
    overview.add_argument("programme", metavar="PROGRAMME", help="its code: on-my-own")
    _edition(overview)
    overview.add_argument("--people", type=int, metavar="N", help="how many come")
    handbook = _command(
        commands, "handbook", "printing:handbook", "Print the handbook for facilitators"
    )
    _edition(handbook)


def _edition(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-o", "--output", metavar="FILE", required=True, help="the PDF; - for standard output"
    )
    command.add_argument("--paper", choices=("a4", "letter"), help="the organisation's, or a4")
    command.add_argument("--size", choices=("standard", "large"), default="standard")
    command.add_argument("--ink", choices=("colour", "black"), default="colour")
    command.add_argument("--language", metavar="TAG", help="of the fixed words around the text")


def _kinds(names: str) -> list[str]:
    """Return the kinds of sheets that are listed; argparse tells of one that there is not."""
    for name in (listed := names.split(",")):
        if name not in SHEETS:
            raise argparse.ArgumentTypeError(f"'{name}' is none of {', '.join(SHEETS)}")
    return listed


def _authoring(commands: Commands) -> None:
    check = _command(commands, "check", "authoring:check", "List the mistakes in sessions")
    check.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        type=Path,
        help="a session's folder or a library; left out, the library and handbook that ship",
    )
    check.add_argument(
        "--standard",
        action="store_true",
        help="hold them to the writing standard too: reading grade, wording, repetition",
    )
    take = _command(commands, "import", "authoring:take_in", "Publish sessions from folders")
    take.add_argument("folders", metavar="FOLDER", nargs="+", type=Path)
    take.add_argument("--draft", action="store_true", help="do not publish them yet")
    give = _command(commands, "export", "authoring:give_out", "Write sessions as folders")
    give.add_argument("codes", metavar="CODE", nargs="+")
    give.add_argument("-o", "--output", metavar="FOLDER", required=True, type=Path)


def _people(commands: Commands) -> None:
    token = commands.add_parser("token", help="Tokens for programs")
    kinds = token.add_subparsers(required=True, metavar="COMMAND")
    create = _command(kinds, "create", "people:create_token", "Make a token and print it alone")
    create.add_argument("--name", required=True, help="what it is for")
    create.add_argument("--role", choices=ROLES, default="facilitator")

    user = commands.add_parser("user", help="People who sign in")
    kinds = user.add_subparsers(required=True, metavar="COMMAND")
    add = _command(kinds, "add", "people:add_user", "Let a person in and print a sign-in link")
    add.add_argument("--name", required=True)
    add.add_argument("--role", choices=ROLES, default="facilitator")
    add.add_argument("--email")
    link = _command(kinds, "link", "people:link_user", "Print a new sign-in link for a person")
    link.add_argument("name", metavar="NAME", help="their name or e-mail address")


def _keeping(commands: Commands) -> None:
    backup = _command(commands, "backup", "keeping:back_up", "Copy the database to a file")
    backup.add_argument("file", metavar="FILE", type=Path)
    restore = _command(commands, "restore", "keeping:restore", "Replace the database by a backup")
    restore.add_argument("file", metavar="FILE", type=Path)
    change = _command(
        commands,
        "change-key",
        "platforms:change_key",
        "Sign with a new key for learning platforms of the shared addresses",
    )
    change.epilog = "Groups change their own keys on the page of their platforms."
    _command(commands, "doctor", "doctor:doctor", "Tell whether all that is needed is there")


if __name__ == "__main__":
    main()
