"""Every command of the program, defined once: bindings, footer, palette and help come from these tables."""

from collections.abc import Iterable

from textual.binding import Binding, BindingType

from tui.app.commands import comparing, everywhere, lists, quoting, reading
from tui.app.commands.command import Command, Scope, key_name, keys_shown

__all__ = ["COMMANDS", "Command", "Scope", "bindings", "commands_of", "hidden_bindings", "key_name", "keys_shown"]

COMMANDS: tuple[Command, ...] = (
    *reading.COMMANDS,
    *lists.COMMANDS,
    *comparing.COMMANDS,
    *quoting.COMMANDS,
    *everywhere.COMMANDS,
)
"""All commands, in the order of the help screen."""


def commands_of(*scopes: Scope) -> Iterable[Command]:
    """Return the commands of some scopes, scope by scope; of two that share a key the first is tried first."""
    return (command for scope in scopes for command in COMMANDS if command.scope is scope)


def hidden_bindings(*ids: str) -> list[BindingType]:
    """Return the bindings of some commands for a pane that does not show them, since they are another's."""
    commands = [command for command in COMMANDS if command.id in ids]
    return [
        Binding(",".join(command.keys), command.action, command.title, show=False, id=command.id, tooltip=command.help)
        for command in commands
    ]


def bindings(*scopes: Scope) -> list[BindingType]:
    """Return the bindings of some scopes, for a pane's ``BINDINGS``."""
    return [
        Binding(
            ",".join(command.keys),
            command.action,
            command.footer or command.title,
            show=command.footer is not None,
            key_display=command.key_shown or key_name(command.keys[0]),
            id=command.id,
            tooltip=command.help,
        )
        for command in commands_of(*scopes)
        if command.keys
    ]
