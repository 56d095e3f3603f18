"""What stands over a screen that is too small to show anything useful."""

from textual.widgets import Static


class Cover(Static):
    """A few words over the whole screen, shown while the screen has the class ``-tiny``."""

    DEFAULT_CSS = """
    Cover { layer: cover; display: none; width: 100%; height: 100%; background: $background; color:
    $foreground; }
    """

    def __init__(self) -> None:
        """Make an empty cover."""
        super().__init__("", markup=False)
