"""Ways from the program to the person's clipboard, and one copy over each: what arrived, and what was claimed.

A scenario is a command for the terminal of a `Desk`; the tests assert on what `copied` returns, the measurements
print it.
"""

import contextlib
import json
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Self

from tests.e2e.desk import Desk, Window
from tests.e2e.display import PATIENCE, SELECTIONS, find_program
from tests.e2e.far_side import FarSide

_ON_ITS_WAY = 0.4
"""Seconds in which something would have arrived; what does takes a tenth of it."""
_SENTENCES = (
    "“Nobody – not one of us – asked for this winter,” said the speaker of the {name} valley; “and yet it’s here.”",
    "Bread costs 4½ crowns in {name}, in 和平街 as in the Åsgatan, and a litre of milk 2 €.",
    "The farmers 👩‍🌾 of {name} brought a dove 🕊️ to those who came to help, and bread to those who did not.",
    "“Where,” asked the baker’s son, “will the trains of {name} stop when the bridge has gone … and who’ll light it?”",
)
_NAMES = "Aller Birse Cedron Dranse Emme Fulda Gail Havel Inn Jagst Kocher Lahn".split()
LENGTH = 2_600
"""Bytes of a paragraph, about."""


def paragraph(number: int) -> str:
    """Return a paragraph of the statement that is quoted from; each sentence of it names where it stands."""
    words = ""
    for turn in range(1_000):
        if len(words.encode()) > LENGTH:
            break
        name = f"{_NAMES[number % len(_NAMES)]}-{number}-{turn}"
        words += f" {_SENTENCES[turn % len(_SENTENCES)].format(name=name)}"
    # Terminals differ in the width of flags; here they do not shift what is shown first.
    return f"{words.strip()} Their flags are 🇫🇷 and 🇺🇦."


PARAGRAPHS = tuple(paragraph(number) for number in range(1, 41))
STATEMENT = "\n\n".join(["The Valleys", "By Ana Castro", "3 March 2021", *PARAGRAPHS, ""])
"""A statement of 100 kB with curly quotes, emoji and wide characters."""


PLACE = f"para. 1 of {len(PARAGRAPHS)}"
"""Part of what the status line tells while the statement is at its start."""


def quote_of(paragraphs: int) -> str:
    """Return the words of the first paragraphs as a clipboard is to hold them."""
    return "\n\n".join(PARAGRAPHS[:paragraphs])


class Bench:
    """A desk, a far side, and the statement on it."""

    def __init__(self) -> None:
        """Start both."""
        with contextlib.ExitStack() as stack:
            self.desk = stack.enter_context(Desk())
            """Where the person sits."""
            self.far = stack.enter_context(FarSide(self.desk.far_home, self.desk.mark))
            """Where the program runs."""
            self._parts = stack.pop_all()
        (self.far.home / "valleys.txt").write_text(STATEMENT, encoding="utf-8")

    def __enter__(self) -> Self:
        """Return what was started."""
        return self

    def __exit__(self, *_: object) -> None:
        """End both."""
        self._parts.close()

    @property
    def program(self) -> str:
        """The command that opens the statement, for a shell on either side."""
        return shlex.join([sys.executable, "-m", "tui", str(self.far.home / "valleys.txt")])

    def settings(self, name: str, *lines: str) -> str:
        """Write a file of settings and return its path."""
        path = self.far.home / name
        path.write_text("".join(f"{line}\n" for line in lines))
        return str(path)

    def near_tmux(self, *lines: str, command: list[str]) -> list[str]:
        """Return a command that runs another in tmux at the desk with some settings."""
        return ["tmux", "-f", self.settings("near.conf", *lines), "new-session", shlex.join(command)]

    def far_tmux(self, *lines: str, program: str = "") -> list[str]:
        """Return a command that logs in and runs the program in tmux with some settings there."""
        tmux = ["tmux", "-f", self.settings("far.conf", *lines), "new-session", program or self.program]
        return [*self.far.interactive, shlex.join(tmux)]

    def buffer(self) -> str:
        """Return what prefix ] pastes in tmux on the far side; "" where none runs."""
        environment = {**self.desk.environment, "TMUX_TMPDIR": str(self.far.home)}
        if not find_program("tmux"):
            return ""
        done = subprocess.run(["tmux", "show-buffer"], env=environment, capture_output=True, timeout=PATIENCE)
        return done.stdout.decode()

    def kept(self) -> str:
        """Return the last quote of the quote book, on either side; "" where there is none."""
        books = [book for home in (self.desk.home, self.far.home) for book in home.rglob("quotes.jsonl")]
        lines = [line for book in books for line in book.read_text(encoding="utf-8").splitlines()]
        return str(json.loads(lines[-1])["text"]) if lines else ""

    def forget(self) -> None:
        """Throw the quote books away, and where the statement was left."""
        for home in (self.desk.home, self.far.home):
            for kept in ("quotes.jsonl", "places/*.json", "libraries/*.json"):
                for file in home.rglob(kept):
                    file.unlink()


Route = Callable[[Bench], list[str]]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One way from the program to the clipboard."""

    name: str
    """What is special about it."""
    command: Route
    """What runs in the terminal, the program at its end."""
    arrives: frozenset[str]
    """The selections the words must arrive in; none where nothing can, and nothing may then."""
    claims: frozenset[str]
    """What the notice may claim: "copied", "sent", "handed to tmux", "kept in tmux", "saved"; at least one of them."""
    terminal: tuple[str, ...]
    """Resources of the terminal."""
    needs: tuple[str, ...] = ()
    """Programs it needs."""
    paragraphs: int = 2
    """How much is quoted; two are 5 kB."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a copy."""

    notice: str
    """What the program said; "" if it never said anything."""
    selections: dict[str, str]
    """What each selection holds."""
    buffer: str
    """What prefix ] pastes in tmux on the far side."""
    kept: str
    """What the quote book on the program's side holds last."""
    seconds: float
    """From the key to the notice."""

    @property
    def claims(self) -> frozenset[str]:
        """What the notice claims."""
        return claims_of(self.notice)


_CLAIMS = {
    "copied": re.compile(r"\bcopied\b", re.IGNORECASE),
    "sent": re.compile(r"\bsent\b", re.IGNORECASE),
    "handed to tmux": re.compile(r"\bhanded to tmux\b", re.IGNORECASE),
    "kept in tmux": re.compile(r"\bkept in tmux\b", re.IGNORECASE),
    "saved": re.compile(r"\bsaved to\b", re.IGNORECASE),
}


def claims_of(text: str) -> frozenset[str]:
    """Return what a notice or a screen claims of a copy."""
    return frozenset(claim for claim, words in _CLAIMS.items() if words.search(text))


def copied(bench: Bench, scenario: Scenario) -> Outcome:
    """Open the statement, quote its first paragraphs, and return what came of it."""
    with opened(bench, scenario) as window:
        seconds, notice = copy(window)
        return outcome(bench, scenario, notice, seconds)


@contextlib.contextmanager
def opened(bench: Bench, scenario: Scenario) -> Iterator[Window]:
    """Open the statement in a terminal and select its first paragraphs."""
    bench.forget()
    with bench.desk.window(scenario.command(bench), scenario.terminal) as window:
        window.wait_for(PLACE)
        window.press("v", *["braceright"] * scenario.paragraphs)
        yield window


def copy(window: Window) -> tuple[float, str]:
    """Press the key that copies; return the seconds until the notice was there, and the notice."""
    pressed = time.monotonic()
    window.press("y")
    screen = window.wait_for(lambda text: bool(claims_of(text)))
    return time.monotonic() - pressed, next(row.strip() for row in screen.splitlines() if claims_of(row))


def outcome(bench: Bench, scenario: Scenario, notice: str, seconds: float) -> Outcome:
    """Look at the clipboards and buffers once what can arrive had the time to."""
    words, kept = quote_of(scenario.paragraphs), bench.kept()
    if scenario.arrives:
        for selection in scenario.arrives:
            bench.desk.display.pasted(selection, words)
    else:
        time.sleep(_ON_ITS_WAY)
    selections = {selection: bench.desk.display.paste(selection) for selection in SELECTIONS}
    return Outcome(notice, selections, bench.buffer(), kept, seconds)
