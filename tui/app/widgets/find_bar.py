"""One line to type in: for finding in a text and for filtering a list."""

from collections.abc import Callable

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, Static

from tui.text import visible


class _Field(Input):
    """An input into which nothing can be pasted that steers a terminal.

    It keeps its size whatever is typed, so that no letter needs the whole screen to be arranged anew.
    """

    value: Reactive[str] = Reactive("", init=False)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))

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

    class Changed(Message):
        """What is typed has changed."""

        def __init__(self, bar: "FindBar", query: str) -> None:
            """Carry the bar and its text."""
            super().__init__()
            self.bar = bar
            self.query_text = query

    class Submitted(Message):
        """Enter was pressed."""

        def __init__(self, bar: "FindBar", query: str) -> None:
            """Carry the bar and its text."""
            super().__init__()
            self.bar = bar
            self.query_text = query

    def __init__(self, prompt: str, *, id: str | None = None, longest: int = 500) -> None:
        """Make a closed bar.

        Args:
            prompt: What stands before the input.
            id: CSS id.
            longest: How many characters can be typed.
        """
        super().__init__(id=id)
        self._prompt = prompt
        self._longest = longest

    def compose(self) -> ComposeResult:
        """Yield the prompt, the input and the answer."""
        yield Static(self._prompt, markup=False)
        field = _Field(max_length=self._longest, compact=True, select_on_focus=False)
        field.cursor_blink = False
        yield field
        yield Static("", id="answer", markup=False)

    @property
    def query_text(self) -> str:
        """What has been typed."""
        return self.query_one(Input).value

    @query_text.setter
    def query_text(self, text: str) -> None:
        field = self.query_one(Input)
        field.value = text
        field.cursor_position = len(field.value)

    def follow(self, typed: Callable[[str], None]) -> None:
        """Call a function with what is typed, before the letter is drawn, so that both come in one frame."""
        self.watch(self.query_one(Input), "value", typed, init=False)

    @property
    def is_open(self) -> bool:
        """Whether the bar is on the screen."""
        return self.has_class("-open")

    def open(self) -> None:
        """Show the bar and give it the keys."""
        self.add_class("-open")
        self.screen.set_focus(self.query_one(Input))

    def open_with(self, text: str) -> None:
        """Show the bar with something typed in it, and leave the keys where they are."""
        self.add_class("-open")
        with self.prevent(Input.Changed):
            self.query_text = text

    def close(self) -> None:
        """Take the bar away and forget what was typed."""
        self.remove_class("-open")
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self.answer("")

    def answer(self, text: str) -> None:
        """Show an answer beside what is typed."""
        self.query_one("#answer", Static).update(text)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Pass on what is typed."""
        event.stop()
        self.post_message(self.Changed(self, event.value))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Pass enter on."""
        event.stop()
        self.post_message(self.Submitted(self, event.value))
