"""A list of things to do, or of things to choose, that narrows as one types."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import Matcher
from textual.screen import ModalScreen
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from tui.app.page import shown
from tui.app.screens.base import CoveredScreen
from tui.app.widgets.find_bar import FindBar

if TYPE_CHECKING:
    from tui.app.keys_in_turn import KeysInTurn


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be chosen."""

    value: str
    """What is chosen."""
    title: str
    """How it is called."""
    keys: str = ""
    """Its keys, as they are written."""
    help: str = ""
    """One sentence of it."""


_BY_HELP = 1e-6
"""What an offer is worth that fits by its help alone."""


class _Offers(OptionList, can_focus=False):
    """A list whose keys come from the line above it."""

    def on_click(self, event: events.Click) -> None:
        """Leave a click alone that was meant for an option which is not listed any more."""
        if event.style.meta.get("option", 0) >= self.option_count:
            event.prevent_default()


class PaletteScreen(CoveredScreen[str], ModalScreen[str]):
    """A line to type in and what fits it; enter chooses, esc leaves.

    What is typed narrows the list at once, so that enter chooses right even where all keys come in one burst.
    """

    CSS_PATH = "palette.tcss"
    closing_keys: ClassVar[tuple[str, ...]] = ("enter",)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back"),
        Binding("down,ctrl+n", "move('cursor_down')", "Next", show=False),
        Binding("up", "move('cursor_up')", "Previous", show=False),
        Binding("pagedown", "move('page_down')", "Page down", show=False),
        Binding("pageup", "move('page_up')", "Page up", show=False),
    ]

    def __init__(self, prompt: str, offers: Sequence[Offer], chosen: str = "") -> None:
        """Make the screen.

        Args:
            prompt: What stands before the line.
            offers: What can be chosen.
            chosen: The value that holds now.
        """
        super().__init__()
        self._prompt = prompt
        self._offers = tuple(offers)
        self._chosen = chosen
        self.listed: tuple[Offer, ...] = ()
        """What fits, best first."""

    def compose(self) -> ComposeResult:
        """Yield the line and the list."""
        with Vertical(id="box"):
            yield FindBar(self._prompt, self._narrow, self._enter, id="query")
            yield _Offers()

    def on_mount(self) -> None:
        """Show everything there is, the cursor on what holds now."""
        self._narrow("")
        values = [offer.value for offer in self.listed]
        if self._chosen in values:
            self.query_one(_Offers).highlighted = values.index(self._chosen)
        self.query_one(FindBar).open()

    def _narrow(self, query: str) -> None:
        """List what fits."""
        matcher = Matcher(query.strip())
        scored = [(_score(matcher, offer), offer) for offer in self._offers]
        fitting = sorted((each for each in scored if each[0] > 0), key=lambda each: -each[0])
        self.listed = tuple(offer for _, offer in fitting)
        titles = max((len(offer.title) for offer in self._offers), default=0)
        keys = max((len(offer.keys) for offer in self._offers), default=0)
        options = self.query_one(_Offers)
        options.clear_options()
        options.add_options(Option(self._line(offer, matcher, titles, keys), id=offer.value) for offer in self.listed)
        # Nothing is chosen before anything was typed or moved: enter alone does nothing.
        options.highlighted = 0 if self.listed and matcher.query else None
        self.query_one(FindBar).answer("" if self.listed else "nothing found")

    def _line(self, offer: Offer, matcher: Matcher, titles: int, keys: int) -> Content:
        """Return the line of an offer: title, keys and help in columns of some cells."""
        mark = "● " if offer.value == self._chosen else "  " if self._chosen else ""
        title = matcher.highlight(shown(offer.title)) if matcher.query else Content(shown(offer.title))
        parts = [Content(mark), title.stylize("bold"), Content(" " * (titles - len(offer.title)))]
        if keys:
            parts.append(Content(f"  {offer.keys:{keys}}"))
        if offer.help:
            parts.append(Content(f"  {shown(offer.help)}"))
        return Content("").join(parts)

    def _enter(self, query: str) -> None:
        """Choose what is under the cursor."""
        at = self.query_one(_Offers).highlighted
        if at is None:
            cast("KeysInTurn", self.app).release_keys()
        else:
            self.dismiss(self.listed[at].value)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Choose what was clicked."""
        self.dismiss(event.option_id)

    def action_move(self, name: str) -> None:
        """Move the cursor."""
        getattr(self.query_one(_Offers), f"action_{name}")()

    def action_leave(self) -> None:
        """Choose nothing."""
        self.dismiss(None)


def _score(matcher: Matcher, offer: Offer) -> float:
    """Return how well an offer fits, above 0 where it does: by its title, or else by words of its help."""
    if not matcher.query:
        return 1.0
    help = offer.help.lower()
    return matcher.match(offer.title) or _BY_HELP * all(word in help for word in matcher.query.lower().split())
