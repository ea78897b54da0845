"""A group of verbs whose modules are loaded when they are called, not to be named in a list."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click


class Late(click.Group):
    """`late` has for each verb the module and name that hold it, and the line that its group's help shows.

    Why the line stands here too: to read it off the verbs, the help of the program loaded all of them, which took as long as
    all else. A test holds it to theirs.
    """

    def __init__(self, *args: Any, late: Mapping[str, tuple[str, str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.late = late

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*self.late, *super().list_commands(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.late:
            return super().get_command(ctx, cmd_name)
        module, name, _ = self.late[cmd_name]
        command: click.Command = getattr(import_module(f"evenhand.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        names = self.list_commands(ctx)
        room = formatter.width - 6 - max(map(len, names))
        shown = {name: click.Command(name, help=self.late[name][2]) if name in self.late else self.commands[name] for name in names}
        with formatter.section("Commands"):
            formatter.write_dl([(name, command.get_short_help_str(room)) for name, command in shown.items()])
