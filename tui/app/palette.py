"""The command palette, fed from the command table."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.app.commands import COMMANDS, Command, Scope, keys_shown

if TYPE_CHECKING:
    from tui.app.wired import Wired


class CommandProvider(Provider):
    """Offers every command that works on the screen below the palette."""

    def _commands(self) -> Iterator[Command]:
        """Yield the commands whose keys are active there, and those that have none."""
        active = {item.binding.id for item in self.screen.active_bindings.values()}
        for command in COMMANDS:
            if not cast("Wired", self.app).offers(command):
                continue
            if command.id in active or command.scope in (Scope.PALETTE, *getattr(self.screen, "scopes", ())):
                yield command

    async def _run(self, command: Command) -> None:
        await self.app.run_action(command.action, self.focused or self.screen)

    async def discover(self) -> Hits:
        """Yield all commands."""
        for command in self._commands():
            yield DiscoveryHit(command.title, partial(self._run, command), help=_help(command))

    async def search(self, query: str) -> Hits:
        """Yield the commands whose title or help matches."""
        matcher = self.matcher(query)
        for command in self._commands():
            score = max(matcher.match(command.title), 0.5 * matcher.match(command.help))
            if score > 0:
                yield Hit(score, matcher.highlight(command.title), partial(self._run, command), help=_help(command))


def _help(command: Command) -> str:
    keys = keys_shown(command)
    return f"{command.help}  {keys}" if keys else command.help
