"""Choosing one of a few things, and typing a line, over the screen."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.app.page import shown
from tui.app.screens.base import CoveredScreen
from tui.app.widgets.find_bar import FindBar
from tui.errors import StatementsError

if TYPE_CHECKING:
    from tui.app.keys_in_turn import KeysInTurn
    from tui.app.quoting import Quoting


class _Options(OptionList):
    """A list that is moved in like all others."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", show=False),
        Binding("k", "cursor_up", show=False),
        Binding("g", "first", show=False),
        Binding("G", "last", show=False),
    ]


class PickScreen(CoveredScreen[str], ModalScreen[str]):
    """A few things to choose from; enter chooses, esc leaves."""

    CSS_PATH = "pick.tcss"
    closing_keys: ClassVar[tuple[str, ...]] = ("enter",)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "Back")]

    def __init__(self, title: str, options: Sequence[tuple[str, str]], chosen: str) -> None:
        """Make the screen.

        Args:
            title: What is chosen.
            options: The value of each, and what is said of it.
            chosen: The value that holds now.
        """
        super().__init__()
        self._title = title
        self._options = tuple(options)
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """Yield title and options."""
        with Vertical(id="box") as box:
            box.border_title = Content(self._title)
            width = max(len(value) for value, _ in self._options)
            yield _Options(
                *(
                    Option(Content(f"{'●' if value == self._chosen else ' '} {value:{width}}  {shown(text)}"))
                    for value, text in self._options
                )
            )

    def on_mount(self) -> None:
        """Put the cursor on what holds now."""
        options = self.query_one(_Options)
        values = [value for value, _ in self._options]
        options.highlighted = values.index(self._chosen) if self._chosen in values else 0
        options.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose."""
        self.dismiss(self._options[event.option_index][0])

    def on_unmount(self) -> None:
        """Let the keys through, unless they are for another screen that comes in the place of this one."""
        if not isinstance(self.app.screen, AskScreen):
            cast("KeysInTurn", self.app).release_keys()

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)


class AskScreen(CoveredScreen[str], ModalScreen[str]):
    """A line to type; enter takes it if it is right, esc leaves."""

    CSS_PATH = "pick.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back")]

    def __init__(self, prompt: str, text: str, check: Callable[[str], object], hint: str = "") -> None:
        """Make the screen.

        Args:
            prompt: What stands before the line.
            text: What stands in it at first.
            check: Raises a StatementsError where what was typed is not right.
            hint: What there is to know.
        """
        super().__init__()
        self._prompt, self._text, self._check, self._hint = prompt, text, check, hint

    def compose(self) -> ComposeResult:
        """Yield the line and what there is to know."""
        with Vertical(id="line"):
            yield FindBar(self._prompt, entered=self._take, longest=4000)
            yield Static(Content(self._hint), id="hint")

    def on_mount(self) -> None:
        """Let the person type."""
        bar = self.query_one(FindBar)
        bar.open()
        bar.query_text = self._text
        self.call_after_refresh(cast("KeysInTurn", self.app).release_keys)

    def _take(self, text: str) -> None:
        """Take the line, or say what is wrong with it."""
        try:
            self._check(text)
        except StatementsError as error:
            self.query_one("#hint", Static).update(Content(shown(str(error))))
        else:
            self.dismiss(text)

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)


_OWN = "own template"
_FIRST_TEMPLATE = "{text}\\n\\n[{authors}, ]{title}[, {publisher}][, {date}][, {locator}][, {source}]"
_FIELDS = (
    "Fields: {text} {authors} {title} {publisher} {date} {year} {locator} {source} {id} {file} {taken}. "
    "\\n is a line break; what stands in [ ] goes when a field in it is unknown."
)
_STYLES = (
    ("plain", "Authors, Title, publisher, date, para. N, URL"),
    ("markdown", "block quote and source line"),
    ("chicago", "Chicago Manual of Style, full note"),
    ("apa", "APA, in the text and in the list of references"),
    ("mla", "MLA, in the text and in the list of works cited"),
    ("bibtex", "BibTeX entry"),
    ("csl-json", "CSL-JSON item"),
    (_OWN, "fields such as {authors} and {title} in your own order"),
)


async def choose_style(browser: "Quoting") -> None:
    """Let the person choose how citations are written."""
    from tui.quoting.citation import require_style

    names = [name for name, _ in _STYLES]

    def take(style: str | None) -> None:
        if style:
            browser.set_style(style)
            browser.tell(f"citations: {style}")

    def choose(name: str | None) -> None:
        if name != _OWN:
            take(name)
            return
        template = browser.style if browser.style not in names else _FIRST_TEMPLATE
        browser.push_screen(AskScreen("template", template, _requiring_template(require_style), _FIELDS), take)

    chosen = browser.style if browser.style in names else _OWN
    await browser.push_screen(PickScreen("Citation style", _STYLES, chosen), choose)


def _requiring_template(require_style: Callable[[str], str]) -> Callable[[str], object]:
    def check(template: str) -> None:
        if "{" not in template:
            raise StatementsError("a template holds at least one field, such as {text}")
        require_style(template)

    return check


_ROUTES = (
    ("auto", "as the surroundings allow"),
    ("desktop", "this machine's own clipboard"),
    ("osc52", "an escape sequence to your terminal (OSC 52)"),
    ("tmux", "tmux's buffer, and from there to your terminal"),
    ("passthrough", "the sequence handed through tmux"),
    ("screen", "the sequence handed through screen"),
    ("file", "a file of your own, whose path is shown"),
)


async def choose_route(browser: "Quoting") -> None:
    """Let the person choose by which way copies go."""

    def take(route: str | None) -> None:
        if route:
            browser.set_route(route)
            browser.tell(f"copies go by: {route}")

    await browser.push_screen(PickScreen("Way to the clipboard", _ROUTES, browser.route), take)
