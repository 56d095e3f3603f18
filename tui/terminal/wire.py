"""Between a program and its terminal: what is drawn is sent as differences, the rest as it is.

The caller hands over what the program writes (`take`) and sends what `flush` returns whenever the line is free;
frames taken in between are merged, so that only the newest one is sent.
"""

from tui.terminal.difference import difference
from tui.terminal.grid import Grid, Split
from tui.terminal.sgr import DEFAULT, UndrawableError
from tui.terminal.stream import UPDATE_BEGINS, UPDATE_ENDS, Drawing, Raw, leaves_style, split_stream
from tui.terminal.writer import Pen


class Wire:
    """What the terminal shows, what it shall show, and what has to be sent."""

    def __init__(self, columns: int, rows: int, split: Split, has_bce: bool = False) -> None:
        """Start with a terminal of which nothing is known.

        Args:
            columns: Its width in cells.
            rows: Its height in cells.
            split: Takes a text apart into characters with their marks, each with the number of its cells.
            has_bce: Whether erasing fills with the background that is set.
        """
        self._split = split
        self._pen = Pen(has_bce)
        self._pending: list[str] = []
        self._is_open = self._is_synchronized = False
        # Whether the differences have changed the style, or somebody else, since the program last set it itself.
        self._is_ours = False
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Take another size; everything is to be drawn again, by the program too."""
        self._shown = Grid(columns, rows, self._split)
        self._wanted = Grid(columns, rows, self._split)
        self._pen.x = self._pen.y = None

    def repaint(self) -> None:
        """Send everything again with the next flush, whatever the terminal shows."""
        self._shown.forget()
        self._pen.forget()
        self._is_ours = True

    def take(self, data: str) -> None:
        """Take what the program writes."""
        for part in split_stream(data):
            if part.data in (UPDATE_BEGINS, UPDATE_ENDS):
                self._is_open = part.data == UPDATE_BEGINS
                self._is_synchronized |= self._is_open
            elif isinstance(part, Raw):
                self._pass(part)
            else:
                self._draw(part)

    def flush(self) -> str:
        """Return what is to be sent now; a frame that is not complete waits for its end."""
        if not self._is_open:
            self._settle()
        data = "".join(self._pending)
        self._pending.clear()
        return data

    def _draw(self, drawing: Drawing) -> None:
        wanted = self._wanted
        before = wanted.x, wanted.y, wanted.style
        try:
            wanted.draw(drawing)
        except UndrawableError:
            wanted.x, wanted.y, wanted.style = before
            self._pass(Raw(drawing.data, keeps=False))

    def _pass(self, raw: Raw) -> None:
        self._settle()
        if not raw.keeps:
            # It has to find the cursor and the style it would have found without the differences between.
            style = self._pen.hand_over(self._wanted.style)
            self._pending.append(style if self._is_ours else "")
            self._is_ours = False
            self._shown.forget()
            self._wanted.forget()
            if not leaves_style(raw.data):
                self._wanted.style = DEFAULT if leaves_style(raw.data) is False else None
        self._pending.append(raw.data)

    def _settle(self) -> None:
        frame = difference(self._shown, self._wanted, self._pen)
        if frame:
            self._is_ours = True
            self._pending.append(f"{UPDATE_BEGINS}{frame}{UPDATE_ENDS}" if self._is_synchronized else frame)
        self._is_synchronized = self._is_open


class PlainWire:
    """Sends what the program writes as it is, in the place of a `Wire`."""

    def __init__(self) -> None:
        """Start with nothing to send."""
        self._pending: list[str] = []

    def resize(self, columns: int, rows: int) -> None:
        """Take another size, which makes no difference here."""

    def repaint(self) -> None:
        """Leave it to the program to draw everything again."""

    def take(self, data: str) -> None:
        """Take what the program writes."""
        self._pending.append(data)

    def flush(self) -> str:
        """Return what is to be sent now."""
        data = "".join(self._pending)
        self._pending.clear()
        return data
