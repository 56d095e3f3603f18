"""The help screen, made from the command table."""

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.app.commands import COMMANDS, Command, Scope, keys_shown
from tui.app.screens.base import BaseScreen
from tui.app.widgets.status_bar import KeyBar

if TYPE_CHECKING:
    from tui.app.wired import Wired


def _every(command: Command) -> bool:
    return True


def help_text(offers: Callable[[Command], bool] = _every) -> str:
    """Return all commands with their keys, by the place where the keys work.

    Args:
        offers: Tells whether there is a command in this program.
    """
    lines: list[str] = []
    for scope in Scope:
        commands = [command for command in COMMANDS if command.scope is scope and offers(command)]
        lines += ["", scope.value, ""]
        lines += [f"  {keys_shown(command):<14}  {command.help}" for command in commands]
    return "\n".join(lines[1:])


class _Scroll(VerticalScroll):
    """Scrolls with the keys of the reading pane."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", show=False),
        Binding("k", "scroll_up", show=False),
        Binding("space", "page_down", show=False),
        Binding("b", "page_up", show=False),
        Binding("g", "scroll_home", show=False),
        Binding("G", "scroll_end", show=False),
    ]


class HelpScreen(BaseScreen):
    """All keys."""

    CSS_PATH = "help.tcss"
    AUTO_FOCUS = "_Scroll"

    def compose(self) -> ComposeResult:
        """Yield the table."""
        with _Scroll():
            yield Static(help_text(cast("Wired", self.app).offers), markup=False)
        yield KeyBar(has_back=True)

    def action_show_help(self) -> None:
        """Leave the help: it is shown already."""
        self.action_back()
