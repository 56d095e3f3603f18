"""The help screen, made from the command table."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.app.commands import COMMANDS, Scope, keys_shown
from tui.app.screens.base import BaseScreen
from tui.app.widgets.status_bar import KeyBar


def help_text() -> str:
    """Return all commands with their keys, by the place where the keys work."""
    lines: list[str] = []
    for scope in Scope:
        commands = [command for command in COMMANDS if command.scope is scope]
        lines += ["", scope.value, ""]
        lines += [f"  {keys_shown(command):<14}  {command.help}" for command in commands]
    return "\n".join(lines[1:])


class HelpScreen(BaseScreen):
    """All keys."""

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "VerticalScroll"

    def compose(self) -> ComposeResult:
        """Yield the table."""
        with VerticalScroll():
            yield Static(help_text(), markup=False)
        yield KeyBar()

    def action_show_help(self) -> None:
        """Leave the help: it is shown already."""
        self.action_back()
