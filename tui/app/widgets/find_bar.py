"""One line to type in: for finding in a text and for filtering a list."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input, Static

from tui.text import visible

Hear = Callable[[str], object]
"""Takes what is typed."""


def _ignore(text: str) -> None:
    """Do nothing."""


class _Field(Input):
    """An input into which nothing can be pasted that steers a terminal.

    It keeps its size whatever is typed, so that no letter needs the whole screen to be arranged anew.
    """

    value: Reactive[str] = Reactive("", init=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

    def __init__(self, typed: Hear, entered: Hear, longest: int) -> None:
        """Make it empty; arguments are those of `FindBar`."""
        super().__init__(max_length=longest, compact=True, select_on_focus=False)
        self.cursor_blink = False
        self._typed, self._entered = typed, entered
        self._is_hushed = False

    def watch_value(self, value: str) -> None:
        """Say what is typed."""
        if not self._is_hushed:
            self._typed(value)

    def put(self, text: str) -> None:
        """Change what stands in it, and say nothing."""
        self._is_hushed = True
        self.value = text
        self._is_hushed = False
        self.cursor_position = len(self.value)

    async def action_submit(self) -> None:
        """Say that enter was pressed."""
        self._entered(self.value)

    def validate_value(self, value: str) -> str:
        """Drop control characters; line breaks become spaces."""
        return "".join(
            shown if shown == given else " " if given.isspace() else ""
            for given, shown in zip(value, visible(value), strict=True)
        )

    def on_paste(self, event: events.Paste) -> None:
        """Take all lines that are pasted, as one."""
        event.prevent_default()
        event.stop()
        self.insert_text_at_cursor(" ".join(event.text.splitlines()))


class FindBar(Horizontal):
    """A prompt, an input and an answer such as ``3/17``."""

    DEFAULT_CSS = """
    FindBar { height: 1; background: $panel; display: none; }
    FindBar.-open { display: block; }
    FindBar Static { width: auto; padding: 0 1; color: $quiet; background: $panel; text-style: $prompt-style; }
    FindBar Input { width: 1fr; height: 1; border: none; padding: 0; background: $panel; }
    FindBar Input:focus { border: none; }
    """

    def __init__(
        self, prompt: str, typed: Hear = _ignore, entered: Hear = _ignore, *, id: str | None = None, longest: int = 500
    ) -> None:
        """Make a closed bar.

        What is typed is told at once, not by a message: a key that comes right after it may close the screen.

        Args:
            prompt: What stands before the input.
            typed: Called with what is typed whenever it has changed, before the letter is drawn, so that both
                come in one frame.
            entered: Called with what is typed when enter is pressed.
            id: CSS id.
            longest: How many characters can be typed.
        """
        super().__init__(id=id)
        self._prompt = prompt
        self._field = _Field(typed, entered, longest)

    def compose(self) -> ComposeResult:
        """Yield the prompt, the input and the answer."""
        yield Static(self._prompt, markup=False)
        yield self._field
        yield Static("", id="answer", markup=False)

    @property
    def query_text(self) -> str:
        """What has been typed."""
        return self._field.value

    @query_text.setter
    def query_text(self, text: str) -> None:
        self._field.value = text
        self._field.cursor_position = len(self._field.value)

    @property
    def is_open(self) -> bool:
        """Whether the bar is on the screen."""
        return self.has_class("-open")

    def open(self) -> None:
        """Show the bar and give it the keys."""
        self.add_class("-open")
        self.screen.set_focus(self._field)

    def open_with(self, text: str) -> None:
        """Show the bar with something typed in it, and leave the keys where they are."""
        self.add_class("-open")
        self._field.put(text)

    def close(self) -> None:
        """Take the bar away and forget what was typed."""
        self.remove_class("-open")
        self._field.put("")
        self.answer("")

    def answer(self, text: str) -> None:
        """Show an answer beside what is typed."""
        self.query_one("#answer", Static).update(text)
