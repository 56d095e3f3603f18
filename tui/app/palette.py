"""The command palette, fed from the command table, and the list of themes."""

from typing import TYPE_CHECKING

from tui.app.commands import COMMANDS, Scope, keys_shown
from tui.app.screens.palette import Offer, PaletteScreen

if TYPE_CHECKING:
    from tui.app.app import StatementBrowser


def choose_command(browser: "StatementBrowser") -> None:
    """Let the person choose a command that works on the screen below, and run it there."""
    below = browser.screen
    if isinstance(below, PaletteScreen):
        return
    active = {item.binding.id for item in below.active_bindings.values()}
    scopes = (Scope.PALETTE, *getattr(below, "scopes", ()))
    commands = {
        command.id: command
        for command in COMMANDS
        if browser.offers(command) and (command.id in active or command.scope in scopes)
    }
    offers = [Offer(command.id, command.title, keys_shown(command), command.help) for command in commands.values()]

    async def run(name: str) -> None:
        await browser.run_action(commands[name].action, browser.focused or browser.screen)
        browser.release_keys()

    def take(name: str | None) -> None:
        if name:
            # The palette is still there; what runs is to find the screen below it.
            browser.call_later(run, name)

    browser.push_screen(PaletteScreen("command", offers), take)


def choose_theme(browser: "StatementBrowser") -> None:
    """Let the person choose the colours."""
    offers = [Offer(name, name) for name in sorted(browser.available_themes)]

    def take(name: str | None) -> None:
        if name:
            browser.theme = name
        browser.call_later(browser.release_keys)

    browser.push_screen(PaletteScreen("theme", offers, browser.theme), take)
