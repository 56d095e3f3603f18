"""One column of text and nothing else, for reading, and for the terminal's own selection."""

from typing import ClassVar

from tui.app.screens.reading import ReadingScreen

_ZEN = "-zen"


class ZenScreen(ReadingScreen):
    """A screen whose only reading pane can be left alone with the reader."""

    has_back: ClassVar[bool] = False

    @property
    def is_zen(self) -> bool:
        """Whether nothing but the text is shown."""
        return self.has_class(_ZEN)

    def set_zen(self, is_zen: bool) -> bool:
        """Leave everything out but the text, or bring it back; tell whether that changes anything."""
        if is_zen == self.is_zen:
            return False
        if is_zen:
            self.set_focus(self.view)
        self.set_class(is_zen, _ZEN)
        self.view.is_bare = is_zen
        return True

    def action_zen(self) -> None:
        """Show nothing but the text, or everything again."""
        self.set_zen(not self.is_zen)

    def undo_layer(self) -> bool:
        """Undo the uppermost of bar, selection, hits and zen."""
        return super().undo_layer() or self.set_zen(False)
