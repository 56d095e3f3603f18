"""The two lines at the bottom: where you are, and the keys that matter here."""

from rich.segment import Segment
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from tui.app.page import shown, shown_width, wrap
from tui.app.widgets.rows_view import cropped


class StatusBar(Widget):
    """One line: a notice or the place on the left, counts on the right."""

    DEFAULT_CSS = """
    StatusBar { height: 1; background: $panel; color: $foreground; text-style: $bar-style; }
    StatusBar.-notice { color: $accent; text-style: $notice-style; }
    """
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        """Make an empty bar."""
        super().__init__(id=id)
        self._left = self._right = self._notice = ""

    def update(self, left: str, right: str) -> None:
        """Say where the reader is."""
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def tell(self, notice: str) -> None:
        """Show a notice instead of the place; an empty one takes it away."""
        if notice != self._notice:
            before = self.overflow
            self._notice = notice
            self.set_class(bool(notice), "-notice")
            if self.screen.has_class("-zen"):
                # Where the bars are left out they come back for a notice only.
                self.screen.set_class(bool(notice), "-notice")
            self.refresh()
            if self.overflow != before:
                self.screen.query(KeyBar).refresh()

    @property
    def notice(self) -> str:
        """What is told; empty while the place is shown."""
        return self._notice

    @property
    def overflow(self) -> str:
        """What of the notice does not fit into the bar, for the line below it."""
        notice, room = shown(self._notice), self.size.width - 2
        spans = wrap(notice, room) if room > 0 and shown_width(notice) > room else []
        return notice[spans[1].start :] if len(spans) > 1 else ""

    @property
    def text(self) -> str:
        """What the bar says."""
        return f"{self._notice or self._left}  {self._right}"

    def render_line(self, y: int) -> Strip:
        """Draw the bar; where there is no room for both sides, the beginning of the right one gives way."""
        width, style = self.size.width, self.rich_style
        notice, overflow = shown(self._notice), self.overflow
        if overflow:
            first = notice[: len(notice) - len(overflow)].rstrip()
            return Strip([Segment(f" {first}", style)]).adjust_cell_length(width, style)
        left, right = f" {notice or shown(self._left)}", shown(f"{self._right} ")
        room = width - shown_width(left) - shown_width(right)
        if room <= 0 and width - shown_width(left) > _LEAST:
            right, room = _ending(right, width - shown_width(left) - 1), 1
        text = left + " " * room + right if room > 0 else left
        return Strip([Segment(text, style)]).adjust_cell_length(width, style)


def _ending(text: str, room: int) -> str:
    """Return as much of the end of a text as fits into some cells, after an ellipsis."""
    used = shown_width(text)
    return "…" + Strip([Segment(text)]).crop(used - room + 1, used).text


_LEAST = 12
"""Cells below which nothing of the right side is worth showing."""
_TYPING_KEYS = (("enter", "keep", "submit"), ("esc", "back", "screen.back"))
"""What is shown while one types: keys, words and actions; a screen may have its own as ``typing_keys``."""


class KeyBar(Widget):
    """One line of keys and what they do, from the bindings that are active; a click runs one."""

    DEFAULT_CSS = """
    KeyBar { height: 1; background: $background; color: $quiet; }
    KeyBar > .key-bar--key { color: $accent; text-style: $key-style; }
    """
    COMPONENT_CLASSES = {"key-bar--key"}
    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None, has_back: bool = False) -> None:
        """Make an empty bar.

        Args:
            id: CSS id.
            has_back: Whether esc leads back to another screen, and so is shown first.
        """
        super().__init__(id=id)
        self._has_back = has_back
        self._places: list[tuple[int, int, str]] = []

    def on_mount(self) -> None:
        """Follow the bindings of the screen."""
        self.screen.bindings_updated_signal.subscribe(self, lambda _: self.refresh())

    def render_line(self, y: int) -> Strip:
        """Draw as many keys as fit, each whole; or the end of a notice that is too long for the line above."""
        width, style = self.size.width, self.rich_style
        overflow = next((bar.overflow for bar in self.screen.query("#status").results(StatusBar)), "")
        if overflow:
            self._places = []
            base = self.screen.query_one("#status", StatusBar).rich_style
            return Strip([Segment(f" {cropped(overflow, width - 2)}", base)]).adjust_cell_length(width, base)
        key_style = style + self.get_component_rich_style("key-bar--key", partial=True)
        segments: list[Segment] = []
        self._places = []
        used = 0
        for key, word, action in self._entries():
            cells = shown_width(key) + shown_width(word) + 3
            if used + cells > width:
                continue
            segments += [Segment(f" {key}", key_style), Segment(f" {word} ", style)]
            self._places.append((used, used + cells, action))
            used += cells
        segments.append(Segment(" " * (width - used), style))
        return Strip(Segment.simplify(segments), width)

    def _entries(self) -> list[tuple[str, str, str]]:
        focused = self.screen.focused
        if focused is not None and focused.check_consume_key("a", "a"):
            return list(getattr(self.screen, "typing_keys", _TYPING_KEYS))
        entries = [("esc", "back", "screen.back")] if self._has_back else []
        leading = getattr(self.screen, "leading_commands", ())
        active_bindings = sorted(
            self.screen.active_bindings.values(),
            key=lambda active: leading.index(active.binding.id) if active.binding.id in leading else len(leading),
        )
        for active in active_bindings:
            binding = active.binding
            entry = (binding.key_display or binding.key, binding.description, binding.action)
            if binding.show and active.enabled and entry not in entries and not any(e[1] == entry[1] for e in entries):
                entries.append(entry)
        return entries

    async def on_click(self, event: events.Click) -> None:
        """Run the command under the pointer."""
        for start, end, action in self._places:
            if start <= event.x < end:
                await self.app.run_action(action, self.screen.focused or self.screen)
                return
