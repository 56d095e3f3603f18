"""What a person has set, kept from run to run."""

from dataclasses import replace
from typing import Any

from tui.app.keys_in_turn import KeysInTurn
from tui.state import Preferences, load_preferences, save_preferences


class Remembering(KeysInTurn):
    """An application that remembers preferences."""

    def __init__(self, **options: Any) -> None:
        """Make the application with the preferences kept; options are Textual's own."""
        super().__init__(**options)
        self._preferences = self._kept_preferences = load_preferences()

    def watch_theme(self, theme: str) -> None:
        """Remember the theme."""
        if self.is_running and theme != self._preferences.theme:
            self._keep(replace(self._preferences, theme=theme))

    def _keep(self, preferences: Preferences) -> None:
        self._preferences = self._kept_preferences = preferences
        save_preferences(preferences)

    def remember_measure(self, measure: int) -> None:
        """Remember the measure; it is written when the program ends."""
        self._preferences = replace(self._preferences, measure=measure)

    def keep_preferences(self) -> None:
        """Write what has been changed and not been written."""
        if self._preferences != self._kept_preferences:
            save_preferences(self._preferences)
