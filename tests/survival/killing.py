"""Runs of the real program that are killed at any moment, one after the other on what the one before has left."""

import base64
import contextlib
import itertools
import json
import os
import random
import re
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from tests.e2e.program import COMMAND, environment
from tests.survival.chronicles import HEAD, LENGTH, MARK, NAMES, place_on, sentence_of, write_chronicles
from tests.survival.places_seen import PlacesSeen
from tests.terminal import Terminal

MOMENTS = ("starting", "moving", "quoting", "browsing", "leaving")
"""What the program is doing when it is killed."""

_COPY = re.compile(rb"\x1b\]52;c;([^\x07\x1b]*)(?:\x07|\x1b\\)")
_START_SECONDS = 0.8
_LEAVING_SECONDS = 0.25
_LONGEST_RUN = 4.5
"""Seconds; what was current more than two of them before the end must have been kept."""
_EMPTY = ["backspace"] * 8
_BROWSING: tuple[tuple[str, ...], ...] = (
    ("o",), ("]",), ("[",), ("+",), ("-",), ("f",), ("f2",), ("f2",), ("G",), ("g",), ("pagedown",),
    ("tab", "/", *_EMPTY, *"chron", "enter", "tab"), ("s", *"bridge", "escape"),
    ("/", *_EMPTY, *"mill", "enter", "escape"),
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """What became of the runs."""

    kills: Counter[str] = field(default_factory=Counter)
    """How often the program was killed while it did what."""
    left: int = 0
    """Runs that had ended by themselves before."""
    said: int = 0
    """Quotes that went to the terminal, and so must be in the book."""
    in_book: int = 0
    """Quotes in the books at the end."""
    lost: list[str] = field(default_factory=list)
    """Quotes that were said to be taken and are not in the book."""
    unreadable: list[str] = field(default_factory=list)
    """What could not be read, and notices that something was set aside."""
    reopened: int = 0
    """Runs that showed a place which can be checked."""
    misplaced: list[str] = field(default_factory=list)
    """Runs that began elsewhere than where the one before had been at most two seconds before its end."""
    leftovers: int = 0
    """Temporary files that lie about at the end."""

    def add(self, other: "Tally") -> None:
        """Add what became of other runs."""
        self.kills += other.kills
        for name in ("left", "said", "in_book", "reopened", "leftovers"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.lost += other.lost
        self.unreadable += other.unreadable
        self.misplaced += other.misplaced


class Chain:
    """Runs of the program, each on the state folder and the quote book that the one before has left."""

    def __init__(self, folder: Path, seed: int, longest: float, *, is_shared: bool = False) -> None:
        """Write a library to read.

        Args:
            folder: Where it is written, and where state and book are kept.
            seed: Tells the moments and the keys.
            longest: Seconds of the longest run.
            is_shared: Whether other chains use the same folder at the same time.
        """
        self.tally = Tally()
        """What became of the runs so far."""
        self._folder, self._draw, self._is_shared = folder, random.Random(seed), is_shared
        self._state, self._longest = folder / "state", longest
        self._library = write_chronicles(folder / "texts")
        self._book = folder / "state" / "data" / "statement-browser" / "quotes.jsonl"
        self._places = PlacesSeen()
        self._taken: Counter[str] = Counter()
        self._pressed = 0

    def run(self, moment: str) -> None:
        """Start the program, use it and kill it; then look at what is left."""
        env = {**environment(self._state), "XDG_CACHE_HOME": str(self._folder / "cache")}
        with Terminal([*COMMAND, str(self._library)], env=env, cwd=self._folder) as terminal:
            process = os.pidfd_open(terminal.pid)
            killed_at: list[float] = []

            def kill() -> None:
                killed_at.append(time.perf_counter())
                with contextlib.suppress(ProcessLookupError):
                    signal.pidfd_send_signal(process, signal.SIGKILL)

            timer = threading.Timer(self._draw.uniform(0, _START_SECONDS), kill)
            if moment == "starting":
                timer.start()
            try:
                self._use(terminal, moment, timer)
            except TimeoutError:
                if terminal.returncode is None and not killed_at:
                    self.tally.unreadable.append(f"not usable ({moment}):\n{terminal.screen_text()}")
            timer.join() if timer.is_alive() else kill()
            os.close(process)
            has_left = (status := terminal.wait_exit()) == 0
            if status not in (0, -signal.SIGKILL):
                self.tally.unreadable.append(f"ended with status {status} ({moment})\n{terminal.screen_text()}")
            self._places.end(killed_at[0], has_left)
            self.tally.left += has_left
            self.tally.kills[moment] += not has_left
            self._take_note(terminal)
        self._look_at_files()

    def _use(self, terminal: Terminal, moment: str, timer: threading.Timer) -> None:
        """Use the program until it is killed; raises TimeoutError where it shows nothing any more."""
        terminal.wait_for(f"of {len(NAMES)}", 30)
        terminal.wait_for(lambda text: place_on(text) is not None, 30)
        self._check_beginning(terminal)
        if "enter read" in terminal.screen_text():
            terminal.press("enter")
            terminal.wait_for("y copy")
        if moment == "starting":
            return
        timer.interval = self._draw.uniform(0.02, _LEAVING_SECONDS if moment == "leaving" else self._longest)
        if moment == "leaving":
            self._move(terminal)
            terminal.press("q")
        timer.start()
        while terminal.returncode is None:
            if moment == "leaving":
                time.sleep(0.02)
            elif moment == "browsing" and self._draw.random() < 0.7:
                self._browse(terminal)
            else:
                self._move(terminal, quotes=moment == "quoting")

    def _check_beginning(self, terminal: Terminal) -> None:
        terminal.settle(0.1)
        text = terminal.screen_text()
        place = place_on(text)
        if "aside" in text:
            self.tally.unreadable.append(terminal.lines()[-2])
        if place is None or place == HEAD:
            return
        self.tally.reopened += 1
        if not self._is_shared and not self._places.allows(place):
            self.tally.misplaced.append(f"at {place}; it was at {self._places.describe()}")
        self._places.begin(place)

    def _move(self, terminal: Terminal, *, quotes: bool = False) -> None:
        """Go on by some sentences, one key after the other or all at once, and quote some of them."""
        place = self._places.last
        forward = self._draw.random() < 0.7
        keys: list[str] = []
        for _ in range(self._draw.choice((1, 1, 1, 2, 5))):
            place = _neighbour(place, 1 if forward else -1)
            self._places.leave_for(place)
            keys += [")" if forward else "("]
            if quotes and self._draw.random() < 0.7:
                keys.append("y")
                self._pressed += 1
        terminal.press(*keys)
        try:
            terminal.wait_for(lambda text: place_on(text) == place, 0.6)
        except TimeoutError:
            # There was no such sentence to go to; what the screen shows in the end is where the reader is.
            terminal.settle(0.2, 5)
        self._arrive(terminal)

    def _browse(self, terminal: Terminal) -> None:
        self._places.leave_for(None)
        for key in self._draw.choice(_BROWSING):
            terminal.press(key)
            terminal.settle(0.05, 5)
        terminal.settle(0.2, 5)
        self._arrive(terminal)

    def _arrive(self, terminal: Terminal) -> None:
        moment = time.perf_counter()
        place = place_on(terminal.screen_text())
        if place is not None:
            self._places.arrive(place, moment)

    def _take_note(self, terminal: Terminal) -> None:
        """Take note of the quotes that were said to be taken."""
        for copy in _COPY.findall(terminal.bytes_since()):
            text = base64.b64decode(copy).decode()
            self._taken[text] += 1
            self.tally.said += 1

    def _look_at_files(self) -> None:
        for path in self._state.rglob("*"):
            if "aside" in path.name:
                self.tally.unreadable.append(path.name)
            if path.suffix == ".json" and not path.name.startswith("."):
                try:
                    json.loads(path.read_bytes())
                except ValueError as error:
                    self.tally.unreadable.append(f"{path.name}: {error}")

    def finish(self) -> Tally:
        """Check the book once no program runs any more, and return what became of all runs."""
        told = subprocess.run(
            [*COMMAND, "quotes", "--json"],
            env={"PATH": os.environ["PATH"], **environment(self._state)},
            capture_output=True,
            timeout=60,
        )
        quotes = [json.loads(line) for line in told.stdout.splitlines()]
        if told.stderr and (quotes or self._taken):
            self.tally.unreadable.append(told.stderr.decode())
        found = Counter(quote["text"] for quote in quotes)
        self.tally.in_book = len(quotes)
        self.tally.lost += list((self._taken - found).elements())
        self.tally.unreadable += [text for text in found if not _is_whole(text)]
        if len({quote["id"] for quote in quotes}) < len(quotes):
            self.tally.unreadable.append("two quotes have one id")
        self.tally.leftovers = sum(path.name.startswith(".") for path in self._folder.rglob(".*"))
        return self.tally


def _neighbour(place: str | None, step: int) -> str | None:
    """Return the sentence after or before one; None before the first one, where it is not known what comes."""
    if place is None or place == HEAD:
        return None
    name, number = place.split("-")
    return f"{name}-{min(int(number) + step, LENGTH):03}" if int(number) + step > 0 else None


def _is_whole(text: str) -> bool:
    found = MARK.match(text)
    # A title or a byline may be the current sentence, too.
    return text == sentence_of(found[1]) if found else text[:9] in ("Chronicle", "By Ana Ca") or "March 2021" in text


def kill_often(folder: Path, kills: int, seed: int, chains: int = 4, longest: float = _LONGEST_RUN) -> Tally:
    """Run and kill the program.

    Args:
        folder: Where everything is kept.
        kills: How often.
        seed: Tells the moments.
        chains: Chains at the same time; the last two share one folder where there are more than two.
        longest: Seconds of the longest run.
    """
    shared = folder / "shared"
    made = [Chain(folder / str(each), seed + each, longest) for each in range(chains if chains < 3 else chains - 2)]
    if chains > 2:
        made += [Chain(shared, seed + 100 + each, longest, is_shared=True) for each in range(2)]
    quotas = [kills // chains + (each < kills % chains) for each in range(chains)]
    with ThreadPoolExecutor(chains) as pool:
        list(pool.map(_run_all, made, quotas))
    return _summed(made)


def _run_all(chain: Chain, kills: int) -> None:
    """Run the program until it was killed often enough: one that is leaving may be quicker."""
    for moment in itertools.cycle(MOMENTS):
        if chain.tally.kills.total() >= kills:
            return
        chain.run(moment)


def _summed(chains: Sequence[Chain]) -> Tally:
    whole = Tally()
    for chain in chains:
        whole.add(chain.finish())
    return whole
