"""`mengya`: reads the command line, runs one command, and turns whatever goes wrong into one message and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from io import TextIOWrapper
from typing import NoReturn

import typer
from pydantic import ValidationError
from typer.core import TyperArgument, TyperCommand, TyperGroup, TyperOption

from workshop.cli import (
    analysis,
    assessment,
    camps,
    copies,
    matching,
    materials,
    patterns,
    printing,
    rounding,
    seeding,
    serving,
)
from workshop.cli.common import Common, database, read_common, system_language
from workshop.cli.frame import BAD_INPUT, DONE, OTHER, Frame
from workshop.errors import InputError, MengyaError
from workshop.settings import Settings
from workshop.text import Language, say

# Whatever a command returns; an exit code if it is a number.
Command = Callable[..., int | None]

COMMANDS: dict[str, Command] = {
    "demo": serving.demo,
    "serve": serving.serve,
    "password": serving.password,
    "control": camps.control,
    "export": camps.export,
    "withdraw": camps.withdraw,
    "agenda": materials.agenda,
    "check": materials.check,
    "sheet": printing.sheet,
    "assess": assessment.assess,
    "agreement": assessment.agreement,
    "shift": assessment.shift,
    "pilot": assessment.pilot,
    "network": analysis.network,
    "withdrawal": analysis.withdrawal,
    "seeds": seeding.seeds,
    "compare": analysis.compare,
    "suggest": analysis.suggest,
    "patterns": patterns.patterns,
    "match": matching.match,
    "rounds": rounding.rounds,
    "backup": copies.backup,
    "restore": copies.restore,
}
CAMP_COMMANDS: dict[str, Command] = {"new": camps.new, "list": camps.list_all, "show": camps.show}


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
        frame, rest = _frame(arguments)
    except InputError as error:
        return Frame(system_language(os.environ), "--json" in arguments, Settings.model_construct()).fail(
            error
        )
    try:
        code = build(frame.language).main(
            args=list(rest), prog_name="mengya", standalone_mode=False, obj=frame
        )
    except MengyaError as error:
        return frame.fail(error)
    except typer.TyperException as error:
        return _usage(frame, error)
    except (typer.Abort, KeyboardInterrupt):
        return OTHER
    return code if isinstance(code, int) else DONE


def _frame(arguments: Sequence[str]) -> tuple[Frame, tuple[str, ...]]:
    common = read_common(arguments, os.environ)
    return Frame(common.language, common.json, _settings(common)), common.rest


def _settings(common: Common) -> Settings:
    try:
        settings = Settings()
    except ValidationError as error:
        fault = error.errors()[0]
        name = "_".join(str(part) for part in fault["loc"]).upper()
        raise InputError("cli.setting", name=f"MENGYA_{name}", detail=fault["msg"]) from error
    return settings.model_copy(update={"db": common.db or database(settings.db)})


def _usage(frame: Frame, error: typer.TyperException) -> int:
    message = error.format_message()
    if error.exit_code != BAD_INPUT:
        return frame.fail(MengyaError("cli.failed", detail=message))
    if type(error).__name__ == "NoArgsIsHelpError":
        frame.note(message)  # the help itself
        return BAD_INPUT
    return frame.fail(InputError("cli.usage", detail=message))


def build(language: Language) -> TyperGroup:
    """The whole command line with its help in one language."""
    app = _group(say(language, "cli.help.mengya"), say(language, "cli.help.common"))
    camp = _group(say(language, "cli.help.camp"), None)
    for name, command in COMMANDS.items():
        _register(app, language, name, name, command)
    for name, command in CAMP_COMMANDS.items():
        _register(camp, language, name, f"camp_{name}", command)
    app.add_typer(camp, name="camp")
    whole = typer.main.get_group(app)
    _translate(whole, language)
    return whole


def _group(text: str, epilog: str | None) -> typer.Typer:
    return typer.Typer(
        help=text, epilog=epilog, no_args_is_help=True, add_completion=False, rich_markup_mode=None
    )


def _register(app: typer.Typer, language: Language, name: str, key: str, command: Command) -> None:
    common = say(language, "cli.help.common")
    app.command(name, help=say(language, f"cli.help.{key}"), epilog=common)(command)


def _translate(command: TyperCommand | TyperGroup, language: Language) -> None:
    """Give every parameter its help in the reader's language; signatures carry none."""
    for parameter in command.params:
        if isinstance(parameter, TyperArgument | TyperOption) and parameter.name != "help":
            parameter.help = say(language, f"cli.option.{parameter.name}")
    for below in command.commands.values() if isinstance(command, TyperGroup) else ():
        if isinstance(below, TyperCommand | TyperGroup):
            _translate(below, language)
