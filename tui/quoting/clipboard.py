"""The way of a text to the clipboard of the machine the person sits at, and what may be claimed about it."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from tui.quoting.routes import ROUTES, Step, osc52, plan, wrap

if TYPE_CHECKING:
    from tui.terminal.environment import Environment

__all__ = ["ROUTES", "Delivery", "Step", "clean", "deliver", "one_line", "osc52", "plan", "prepare"]

_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
_SURROGATES = re.compile("[\ud800-\udfff]")
# The name of a region in tag characters after a black flag is one flag (UTS #51, ED-14a); any other tag hides text.
_FLAG = "\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"
_DROPPED = re.compile(f"({_FLAG})|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is known of a copy."""

    characters: int
    """Characters that were handed over."""
    route: str = ""
    """Which way they went, one of `ROUTES`; "" where none did."""
    is_confirmed: bool = False
    """Whether the clipboard was read back and holds them."""
    dropped: int = 0
    """Control characters left out."""
    replaced: int = 0
    """Characters that no encoding has (lone surrogates), now U+FFFD."""
    path: Path | None = None
    """The file they were saved to."""
    why: str = ""
    """Why they went no better way: a clause without a full stop."""
    is_chosen: bool = False
    """Whether the person chose the file."""
    advice: str = ": see `statements doctor`"
    """Follows what is said of a terminal that may not take it."""

    @property
    def notice(self) -> str:
        """Say what is known, no more."""
        tail = [f"{self.why[0].upper()}{self.why[1:]}."] if self.why else []
        if self.dropped:
            tail.append(f"{_count(self.dropped, 'control character')} left out.")
        if self.replaced:
            tail.append(f"{_count(self.replaced, 'unreadable character')} replaced by \ufffd.")
        return " ".join([self._claim, *tail])

    @property
    def _claim(self) -> str:
        if not self.characters:
            return "Nothing to copy."
        counted = _count(self.characters, "character")
        if self.is_confirmed:
            return f"Copied {counted}."
        saved = f"saved to {_short(self.path)}" if self.path is not None else ""
        if self.route == "tmux" and self.why:
            return f"Kept in tmux, prefix ] pastes it{'; ' if saved else ''}{saved}."
        if self.route == "tmux":
            return "Handed to tmux; prefix ] pastes too."
        if self.is_chosen:
            return f"{counted} {saved}."
        if saved:
            return f"No route to a clipboard here; {saved}."
        if not self.route:
            return "No route to a clipboard here."
        return f"Sent {counted} to your terminal (OSC 52); if paste stays empty your terminal blocks it{self.advice}."


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _short(path: Path) -> str:
    """Return a path with the home folder as a shell abbreviates it."""
    home = Path(os.path.expanduser("~"))
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)


def clean(text: str) -> tuple[str, int]:
    """Return ``text`` fit for a clipboard, and how many characters were dropped.

    Line ends become LF, and none stays at the end; control characters but tab and LF, bidirectional embeddings,
    overrides and isolates, byte order marks and tag characters outside of flags go; lone surrogates become U+FFFD,
    which is not counted as nothing is lost to sight; all else stays.
    """
    unified = _SURROGATES.sub("\ufffd", _BREAKS.sub("\n", text))
    cleaned = _DROPPED.sub(lambda match: match[1] or "", unified)
    return cleaned.rstrip("\n"), len(unified) - len(cleaned)


def one_line(text: str) -> str:
    """Return ``text`` with each run of white space as one space and none at its ends, for those who paste in shells."""
    return " ".join(text.split())


def prepare(environment: "Environment | None" = None) -> None:
    """Do ahead what the next copy would wait for; for a worker thread.

    Args:
        environment: What lies between the program and the person; None to look.
    """
    if any(step.route == "desktop" and step.turn for step in plan(environment or _detect(), 0)):
        from tui.quoting import desktop

        desktop.prepare()


def deliver(
    text: str,
    write: Callable[[str], None],
    route: str = "auto",
    environment: "Environment | None" = None,
    *,
    has_file: bool = True,
) -> Delivery:
    """Clean a text, hand it to the clipboard of the person, and return what is known of it.

    This waits for other programs, up to about five seconds where one hangs: for a worker thread.

    Args:
        text: What to copy.
        write: Writes to the terminal, in order with everything else.
        route: One of `ROUTES`.
        environment: What lies between the program and the person; None to look now, as another attaching to tmux
            or screen changes it.
        has_file: Whether a text that goes nowhere else may be saved to a file.

    Raises:
        StatementsError: There is no such route.
    """
    cleaned, dropped = clean(text)
    known = Delivery(len(cleaned), dropped=dropped, replaced=len(_SURROGATES.findall(text)))
    if not cleaned:
        # An empty sequence would empty the clipboard.
        return known
    environment = environment or _detect()
    steps = [step for step in plan(environment, len(cleaned.encode()), route) if has_file or step.route != "file"]
    failures = [step.reason for step in steps if not step.turn and step.route != "desktop"]
    for turn in sorted({step.turn for step in steps} - {0}):
        went = []
        for step in (step for step in steps if step.turn == turn):
            outcome = _take(step, cleaned, known, write, environment)
            failures += [] if outcome.route else [outcome.why]
            went += [outcome] if outcome.route else []
        if went:
            return _told(went, failures)
    return replace(known, why=failures[-1])


def _told(went: list[Delivery], failures: list[str]) -> Delivery:
    """Return the one thing to say of the steps that went in a turn."""
    chosen = next((delivery for delivery in went if delivery.route == "tmux"), went[0])
    saved = next((delivery.path for delivery in went if delivery.path is not None), None)
    why = chosen.why or (failures[-1] if chosen.route == "file" and failures else "")
    return replace(chosen, path=saved, why=why)


def _detect() -> "Environment":
    from tui.terminal.environment import detect

    return detect()


def _take(step: Step, text: str, known: Delivery, write: Callable[[str], None], environment: "Environment") -> Delivery:
    """Take one step; the route stays empty where it failed, and ``why`` says so."""
    if step.route == "desktop":
        return _to_desktop(text, known, environment)
    if step.route == "tmux":
        from tui.terminal.tmux import load_buffer

        if not load_buffer(text.encode(), step.passes_on):
            return replace(known, why="tmux did not take it")
        return replace(known, route="tmux", why=step.reason if step.stays else "")
    if step.route == "file":
        return _to_file(text, replace(known, is_chosen=step.turn == 1))
    write(wrap(osc52(text), step.wraps))
    return replace(known, route=step.route)


def _to_desktop(text: str, known: Delivery, environment: "Environment") -> Delivery:
    from tui.quoting import desktop

    is_same = desktop.copy(text, environment.desktop_variables)
    desktop.prepare_later()
    if is_same:
        return replace(known, route="desktop", is_confirmed=True)
    return replace(known, why="the desktop's clipboard did not take it")


def _to_file(text: str, known: Delivery) -> Delivery:
    from tui.storage import state_folder, write_private

    path = state_folder() / "clipboard.txt"
    try:
        write_private(path, text)
    except OSError as error:
        return replace(known, why=f"{_short(path)} cannot be written: {error.strerror or error}")
    return replace(known, route="file", path=path)
