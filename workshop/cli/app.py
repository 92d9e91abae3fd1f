"""`mengya`: parses the command line, runs one command, and turns every error into one message and an exit
code.

Commands are named here and loaded lazily: `--help` imports none of them, a command only its own module.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Mapping, Sequence
from io import TextIOWrapper
from typing import Any, NoReturn, cast

import typer
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from workshop.base.errors import InputError, MengyaError
from workshop.base.lazy_import import lazy_import
from workshop.base.text import Language, say
from workshop.cli.frame import BAD_INPUT, DONE, OTHER, Frame, read_common, system_language

# Name to `module:function`; a function returns nothing, or an exit code.
COMMANDS = {
    "demo": "workshop.cli.serving:demo",
    "serve": "workshop.cli.serving:serve",
    "password": "workshop.cli.serving:password",
    "control": "workshop.cli.camps:control",
    "export": "workshop.cli.camps:export",
    "followup": "workshop.cli.camps:followup",
    "withdraw": "workshop.cli.camps:withdraw",
    "agenda": "workshop.cli.materials:agenda",
    "check": "workshop.cli.materials:check",
    "sheet": "workshop.cli.sheets:sheet",
    "assess": "workshop.cli.assessment:assess",
    "agreement": "workshop.cli.agreement:agreement",
    "shift": "workshop.cli.reassessment:shift",
    "pilot": "workshop.cli.reassessment:pilot",
    "network": "workshop.cli.analysis:network",
    "withdrawal": "workshop.cli.analysis:withdrawal",
    "seeds": "workshop.cli.analysis:seeds",
    "compare": "workshop.cli.analysis:compare",
    "suggest": "workshop.cli.suggesting:suggest",
    "patterns": "workshop.cli.patterns:patterns",
    "match": "workshop.cli.matching:match",
    "rounds": "workshop.cli.rounding:rounds",
    "backup": "workshop.cli.camps:backup",
    "restore": "workshop.cli.camps:restore",
}
CAMP_COMMANDS = {
    "new": "workshop.cli.camps:new",
    "list": "workshop.cli.camps:list_all",
    "show": "workshop.cli.camps:show",
    "roster": "workshop.cli.rosters:roster",
}


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run and exit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A terminal that cannot show a character shows a question mark; JSON is always UTF-8.
            stream.reconfigure(encoding="utf-8", errors="replace")
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns the exit code."""
    try:
        common = read_common(arguments, os.environ)
        frame = Frame(common.language, common.json, common.db)
        frame.check_settings(os.environ)
    except InputError as error:
        return Frame(system_language(os.environ), "--json" in arguments).fail(error)
    try:
        code = build(frame.language).main(
            args=list(common.rest), prog_name="mengya", standalone_mode=False, obj=frame
        )
    except MengyaError as error:
        return frame.fail(error)
    except typer.TyperException as error:
        return _usage(frame, error)
    except (typer.Abort, KeyboardInterrupt):
        return OTHER
    return code if isinstance(code, int) else DONE


def _usage(frame: Frame, error: typer.TyperException) -> int:
    message = error.format_message()
    if error.exit_code != BAD_INPUT:
        return frame.fail(MengyaError("cli.failed", detail=message))
    if type(error).__name__ == "NoArgsIsHelpError":
        frame.note(message)  # the help itself
        return BAD_INPUT
    return frame.fail(InputError("cli.usage", detail=message))


class LazyCommand(TyperCommand):
    """A command that knows its name and help, and imports the rest when it runs or its own help is asked for."""

    def __init__(self, language: Language, name: str, key: str, entry: str) -> None:
        super().__init__(name, help=say(language, f"cli.help.{key}"), rich_markup_mode=None)
        self.language = language
        self.entry = entry

    def load(self) -> TyperCommand:
        """The command itself, every parameter with its help in the reader's language; the signatures carry
        none.
        """
        language = self.language
        app = typer.Typer(add_completion=False, rich_markup_mode=None)
        app.command(self.name, help=self.help, epilog=say(language, "cli.help.common"))(
            lazy_import(self.entry)
        )
        # Everything lives as long as the command runs: garbage collection would be wasted.
        gc.freeze()
        command = cast(TyperCommand, typer.main.get_command(app))
        for parameter in command.params:
            if isinstance(parameter, TyperArgument | TyperOption) and parameter.name != "help":
                parameter.help = say(language, f"cli.option.{parameter.name}")
        return command

    def make_context(self, *arguments: Any, **options: Any) -> Any:
        """The context of the loaded command, which replaces this one from here on."""
        return self.load().make_context(*arguments, **options)


def build(language: Language) -> TyperGroup:
    """The whole command tree with its help in one language."""
    camp = _group(language, "camp", CAMP_COMMANDS, "camp_")
    app = _group(language, "mengya", COMMANDS, "", epilog=say(language, "cli.help.common"))
    app.add_command(camp, "camp")
    return app


def _group(
    language: Language, name: str, entries: Mapping[str, str], prefix: str, epilog: str | None = None
) -> TyperGroup:
    commands: dict[str, Any] = {
        below: LazyCommand(language, below, f"{prefix}{below}", entry) for below, entry in entries.items()
    }
    return TyperGroup(
        name=name,
        commands=commands,
        help=say(language, f"cli.help.{name}"),
        epilog=epilog,
        no_args_is_help=True,
        rich_markup_mode=None,
    )
