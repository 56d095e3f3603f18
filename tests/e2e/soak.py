r"""Minutes of use through a real ssh, looked at for stale cells: what is on the screen must be what a redraw gives.

The program runs behind `ssh -tt` to a private sshd on 127.0.0.1, bare, inside tmux or inside screen; the terminal on
the near side is a private tmux, whose own drawing is read cell by cell with all that can be seen of it. Keys come by
chance from all screens of the program. After each few of them, once the screen rests, it is compared with itself
after ctrl+l, inside tmux and screen also after a redraw of theirs (so that their faults are told from ours), and with
a second program that runs beside it with ``--wire plain`` and gets the same keys.

    sudo python tests/e2e/soak.py [--minutes 10] [--inside tmux|screen|bare|all] [--seed N] [--stop]
    sudo python tests/e2e/soak.py --inside bare --keys '80x24 j j | / w a r Enter |'

Keys have tmux's names; a size is a resize, `detach:80x24` one while nobody is attached, `mouse:0:5:7` a press of
button 0 in column 5 of row 7, and `|` ends a step. Needs Linux, root for sshd, OpenSSH, tmux and screen; says so and
ends where something is missing. Everything that was started is taken away at the end.
"""

import argparse
import contextlib
import os
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, zip_longest
from pathlib import Path
from random import Random
from typing import Self

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.drawn import FullScreen, FullStream, Look
from tests.e2e.desk import MARK, end_marked, marked
from tests.e2e.display import PATIENCE, find_program
from tests.e2e.far_side import FarSide
from tests.e2e.program import ROOT
from tests.terminal import Terminal
from tui.terminal.spans import Doubt, doubt_of

WAYS = ("bare", "tmux", "screen")
"""What the program runs in on the far side."""
SIZE = 100, 30
"""Columns and rows to begin with."""
OPENED = "para. 1 of"
"""On the screen once the first statement is."""

WIRE = "stale: ctrl+l shows something else, and so does the plain wire"
PROGRAM = "the program itself shows something else after ctrl+l, on the plain wire too"
MULTIPLEXER = "the multiplexer's own redraw shows something else"
WITNESS = "unlike the program on the plain wire, after ctrl+l on both"
ENDED = "the program has ended"

Screen = list[list[Look]]
Report = Callable[["Difference"], object]

_QUIET = 0.2
_LONGEST_TIMER = 0.65
"""Seconds in which nothing may happen after keys: the slowest timer of the program waits half a second."""
_LOOK = 0.02
_DRAWING = 0.05
_LOOKS = 20
_LINES = 60
_STARTING = 60.0
_AFTER_ESCAPE = {"bare": 0.3, "tmux": 0.8, "screen": 0.6}
"""Seconds in which another key would make one with esc: tmux waits half a second, screen 0.3 s."""
_OPTIONS = {"screen": ("--no-mouse",)}
"""GNU screen holds esc back until the next key comes as long as a program takes the mouse."""
_PREFIX = {"tmux": "C-b", "screen": "C-a"}
_REDRAW = {"tmux": "r", "screen": "l"}
_SETTINGS = """\
set -g status off
set -g default-terminal xterm-256color
set -g escape-time 0
"""
_INSIDE = {
    "bare": "sh -c {quoted}",
    "tmux": (
        "tmux -u -L {name} -f /dev/null new-session -s soak {quoted} \\; set status-right '';"
        " while tmux -L {name} has-session 2>/dev/null; do read _; tmux -u -L {name} attach; done"
    ),
    "screen": (
        "screen -U -c /dev/null -S {name} sh -c {quoted};"
        " while screen -ls {name} | grep -q Detached; do read _; screen -U -r {name}; done"
    ),
}
_SIZE = re.compile(r"(\d+)x(\d+)")
_OWN = re.compile(r"side-\d|\d+ ms")

_TEXTS = {
    "cjk": "声明：和平是人民的要求，战争必须停止。平和を求める声明を発表した。한국어 문장입니다. Ａ wide Ｂ。",
    "marks": "Cafe\u0301 re\u0301sume\u0301 o\u0308a\u0323\u0302 Vie\u0323\u0302t, ก็ได้ ที่นี่ น้ำ, हिन्दी में शांति।",
    "emoji": "A dove 🕊️, 👩\u200d🌾 farmers 👍🏽 of 🇺🇦 and 🇫🇷 said ❤️ at 1️⃣ o'clock ⚡ in the valley 😀😀.",
    "rtl": "قال المتحدث إن السلام ممكن اليوم. הצהרה: השלום הוא דרישת העם. And in English: peace now, שלום عليكم.",
    "long": f"The {'Donaudampfschifffahrts' * 9}gesellschaft met: https://example.org/{'a/long/way/' * 14} War.",
}


def write_texts(folder: Path) -> None:
    """Write statements of all kinds of characters into a folder."""
    folder.mkdir()
    for name, words in _TEXTS.items():
        turns = [" ".join([f"Paragraph {turn} of {name}.", *[words] * (turn % 5 + 1)]) for turn in range(1, 25)]
        lines = [f"Statement on {name} 和平 e\u0301", "By Ana Castro", "3 March 2021", *turns]
        (folder / f"{name}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    items = "\n".join(f"{number}. We demand {'peace and ' * (number % 7)}bread." for number in range(1, 60))
    listed = f"# Demands\n\nWhat they want:\n\n{items}\n\n" + "\n".join(f"- 和 {turn} or war" for turn in range(60))
    (folder / "lists.md").write_text(listed, encoding="utf-8")
    many = [f"{turn}. {'War and peace in one line. ' * (turn % 9)}End {turn}." for turn in range(900)]
    (folder / "many.txt").write_text("\n\n".join(["Many Paragraphs", *many]), encoding="utf-8")


_WORDS = ["war", "peace", "the", "和平", "e\u0301", "oil an", "שלום", "lists", "zzz", "a"]
"""Typed into bars; no letter of them leaves the program where there is no bar."""
_READING = [
    *"jjjkk))((}}{{[[]],.nnNgGb+-_fzo\\*m", *"Down Down Up Up NPage NPage PPage Space Space C-d C-u Home End".split(),
    *"C-Down C-Up Tab F2 Enter M w".split(),
]  # fmt: skip
_SELECTING = [*")(}{wblho$0", "Left", "Right"]
_COMPARING = [*"]][[==dpuwxjk)}", *"Tab Tab Enter Enter Space NPage C-d G g P".split()]
_LISTED = [*"jjkkgG", *"Down Down Up NPage PPage Home End".split()]
_OVERVIEW = [*_LISTED, *"hlhlnnN", "Left", "Right"]
_QUOTES = [*_LISTED, *"JKduyYAS", "Tab", "C-y"]
_WORKING = {"Enter", "Escape", "C-p", "C-y", *":cdimosuwxzAOPQSVyY/"}
"""Keys after which the program works, or shows another screen."""
_HITS = "Down Down Up NPage PPage Tab Tab C-o C-Up C-Down".split()


class Keys:
    """Keys by chance, from all screens of the program."""

    def __init__(self, seed: int, inside: str) -> None:
        """Begin; the same seed gives the same keys."""
        self._random = Random(seed)
        self._inside = inside

    def steps(self) -> Iterator[list[str]]:
        """Give a few keys at a time, without end."""
        tokens = self._tokens()
        while True:
            yield list(islice(tokens, self._random.choice((1, 1, 2, 3, 4, 6, 9))))

    def _tokens(self) -> Iterator[str]:
        ways = {
            self._read: 30, self._find: 8, self._search: 8, self._compare: 8, self._overview: 3, self._quotes: 4,
            self._verify: 3, self._help: 3, self._palette: 3, self._theme: 2, self._select: 8, self._filter: 3,
            self._resize: 5, self._escape: 10, self._mouse: 4, self._detach: 3,
        }  # fmt: skip
        while True:
            yield from self._random.choices([*ways], [*ways.values()])[0]()

    def _some(self, keys: Sequence[str], most: int) -> list[str]:
        return self._random.choices(keys, k=self._random.randint(0, most))

    def _typed(self) -> list[str]:
        return ["Space" if letter == " " else letter for letter in self._random.choice(_WORDS)]

    def _out(self, most: int = 2) -> list[str]:
        return ["Escape"] * self._random.randint(0, most)

    def _read(self) -> list[str]:
        key = self._random.choice(_READING)
        if key == "M" and self._inside in _OPTIONS:
            return []
        return [key] * self._random.choice((1, 1, 1, 2, 5, 12)) if key not in ("z", "M") else [key]

    def _find(self) -> list[str]:
        return ["/", *self._typed(), *self._random.choice((["Enter"], ["Escape"], ["BSpace", "Enter"])), *"nNn"]

    def _filter(self) -> list[str]:
        return ["Escape", "Tab", *self._find(), *self._some(_LISTED, 3), *self._out()]

    def _search(self) -> list[str]:
        end = self._random.choice((["Enter", "n", "N", "Escape", "Escape"], ["Escape"], ["C-Up", "Enter", "m"]))
        return ["s", *self._typed(), *self._some(_HITS, 5), *end]

    def _compare(self) -> list[str]:
        summary = ["i", *self._some(_LISTED, 4), *self._some(["Enter"], 1), *self._out()]
        return [
            *self._out(), "c", *self._some(["Down"], 6), "Enter", *self._some(_COMPARING, 12),
            *self._random.choice(([], summary)), *self._some(_COMPARING, 5), *self._out(3),
        ]  # fmt: skip

    def _overview(self) -> list[str]:
        return ["Escape", "O", *self._some(_OVERVIEW, 8), *self._some(["Enter"], 1), *self._out()]

    def _quotes(self) -> list[str]:
        note = ["a", *self._typed(), "Enter"]
        return [
            "y", "Escape", "Q", *self._some(_QUOTES, 6), *self._random.choice(([], note, self._find()[:-3])),
            *self._out(3),
        ]  # fmt: skip

    def _verify(self) -> list[str]:
        return ["Escape", "V", *self._typed(), "Enter", *self._some(_LISTED, 3), "Escape", "Escape", *self._out()]

    def _help(self) -> list[str]:
        return ["F1", *self._some(_LISTED, 5), self._random.choice(["F1", "Escape"])]

    def _palette(self) -> list[str]:
        return [self._random.choice(["C-p", ":"]), *"the", *self._some(["Down", "Up", "BSpace"], 5), "Escape", "Escape"]

    def _theme(self) -> list[str]:
        end = self._random.choice(("Enter", "Escape"))
        return ["Escape", ":", *"theme", "Enter", *self._some(["Down", "Up"], 6), end]

    def _select(self) -> list[str]:
        end = self._random.choice((["y"], ["Y"], ["C-y"], ["Escape"], ["Escape"], []))
        return ["v", *self._some(_SELECTING, 8), *end]

    def _resize(self) -> list[str]:
        return [self._size()]

    def _escape(self) -> list[str]:
        return ["Escape"] * self._random.choice((1, 1, 2, 4))

    def _mouse(self) -> list[str]:
        """Turn the wheel, click or drag; inside the others the mouse is not asked for."""
        if self._inside != "bare":
            return []
        x, y, down = self._random.randint(1, 90), self._random.randint(1, 25), self._random.randint(0, 6)
        wheel = [f"mouse:{self._random.choice((64, 65))}:{x}:{y}"] * self._random.randint(1, 5)
        drag = [f"mouse:0:{x}:{y}", f"mouse:32:{x + 3}:{y + down}", f"mouse:-1:{x + 3}:{y + down}"]
        return self._random.choice((wheel, drag))

    def _detach(self) -> list[str]:
        return [] if self._inside == "bare" else [f"detach:{self._size()}"]

    def _size(self) -> str:
        columns, rows = self._random.choice(((self._random.randint(40, 140), self._random.randint(10, 45)), SIZE))
        return f"{columns}x{rows}"


@dataclass(frozen=True, slots=True)
class Difference:
    """Two screens that should be one."""

    kind: str
    """What they are."""
    keys: str
    """The keys since the programs were started, each step ended by a bar, as ``--keys`` takes them."""
    before: Screen
    """What was shown."""
    after: Screen
    """What should have been."""

    def __str__(self) -> str:
        """Return the keys, and the rows that differ and where."""
        lines = [self.kind, f"  --keys {shlex.quote(self.keys)}"]
        if len(self.before) != len(self.after):
            lines.append(f"{len(self.before)} rows and {len(self.after)}")
            return "\n".join(lines)
        for y, (row, other) in enumerate(zip(self.before, self.after, strict=True)):
            columns = [x for x, (cell, wanted) in enumerate(zip(row, other, strict=False)) if cell != wanted]
            if columns and len(lines) < _LINES:
                lines += [f"row {y}: columns {columns}", f"  - {_text(row)}", f"  + {_text(other)}"]
                lines += [f"    {x}: {row[x]} -> {other[x]}" for x in columns[:3]]
        return "\n".join(lines)


@dataclass(slots=True)
class Outcome:
    """What became of some minutes of use."""

    steps: int = 0
    """How often the screens were compared."""
    keys: int = 0
    """Keys pressed, and sizes taken."""
    redrawn: int = 0
    """How often ctrl+l had an effect; the palette knows no such key."""
    differences: list[Difference] = field(default_factory=list)
    """What was found."""


def _text(row: Sequence[Look]) -> str:
    return "".join(cell[0] for cell in row)


def _without_own(row: Sequence[Look]) -> str:
    return _OWN.sub("", _text(row)).replace(" ", "")


def _is_same(one: Screen, other: Screen) -> bool:
    """Tell whether two programs show the same, but for the names of their homes and the time they took.

    Where terminals disagree about the cells a character takes, the wires differ on purpose.
    """
    return len(one) == len(other) and all(
        row == beside
        or (_OWN.search(_text(row)) and _without_own(row) == _without_own(beside))
        or Doubt.CELLS in (doubt_of(_text(row)), doubt_of(_text(beside)))
        for row, beside in zip(one, other, strict=True)
    )


class EndedError(Exception):
    """A program has ended; the message is what its terminal showed last."""


class Side:
    """A program on the far side, and the terminal that shows it."""

    def __init__(self, far: FarSide, mark: str, number: int, inside: str, *options: str) -> None:
        """Log in, and wait until the program shows its first statement."""
        self._mark, self._inside, self._name = mark, inside, f"side-{number}"
        self._home = far.home / self._name
        self._home.mkdir(exist_ok=True)
        self._screen, self._fed = FullScreen(*SIZE), 0
        # tmux wraps where what it draws did.
        self._screen.set_mode(7, private=True)
        self._stream = FullStream(self._screen)
        self._tmux = ["tmux", "-u", "-S", str(far.home / f"near-{number}"), "-f", str(far.home / "near.conf")]
        ssh = [*far.ssh[:-1], "-tt", "far", self._script(*options, str(ROOT / "seeds"), str(far.home / "texts"))]
        session = [*self._tmux, "new-session", "-s", "soak", shlex.join(ssh)]
        self.terminal = Terminal(session, columns=SIZE[0], rows=SIZE[1], env={MARK: mark})
        """The client of the near tmux."""
        try:
            self.terminal.wait_for(OPENED, _STARTING)
            self._pid = self._find_program()
        except BaseException:
            self.close()
            raise

    def send(self, tokens: Sequence[str]) -> None:
        """Press keys one after the other, in one burst where nothing is between them."""
        burst: list[str] = []
        for token in tokens:
            if not (_SIZE.search(token) or token.startswith("mouse:")):
                burst.append(token)
                if token != "Escape":
                    continue
            self._press(burst)
            burst = []
            if token == "Escape":
                time.sleep(_AFTER_ESCAPE[self._inside])
            elif token.startswith("mouse:"):
                self._point(*(int(part) for part in token.split(":")[1:]))
            else:
                self._take_size(token)
        self._press(burst)

    def redraw_multiplexer(self) -> None:
        """Let what lies between draw what it takes for the screen."""
        mark = self.terminal.mark()
        self._press([_PREFIX[self._inside], _REDRAW[self._inside]])
        with contextlib.suppress(TimeoutError):
            self.terminal.wait_for_output(mark, 2)

    def cpu(self) -> int:
        """Return the processor time the program has taken, in ticks of the kernel.

        Raises:
            EndedError: There is none any more.
        """
        try:
            fields = Path(f"/proc/{self._pid}/stat").read_text().rpartition(")")[2].split()
        except OSError as problem:
            raise EndedError("\n".join(_text(row) for row in self.look())) from problem
        return int(fields[11]) + int(fields[12])

    def look(self, expected: Screen | None = None) -> Screen:
        """Return what the near tmux shows, drawn anew until it is as expected or the same twice."""
        before = expected
        for _ in range(_LOOKS):
            drawn = self._drawn()
            if drawn == before:
                break
            before = drawn
        return drawn

    def close(self) -> None:
        """End the terminal; what runs on the far side is found by its mark."""
        with contextlib.suppress(subprocess.SubprocessError):
            self._run("kill-server")
        self.terminal.close()

    def _script(self, *arguments: str) -> str:
        program = shlex.join([sys.executable, "-m", "tui", *arguments])
        kept = f"{program} || {{ echo ended with $?; read _; }}"
        inside = _INSIDE[self._inside].format(quoted=shlex.quote(kept), name=self._name)
        homes = {"HOME": "", "STATEMENTS_STATE": "/state", "XDG_DATA_HOME": "/data", "XDG_CACHE_HOME": "/cache"}
        exported = " ".join(f"{name}={self._home}{below}" for name, below in homes.items())
        return f"cd {self._home} && export {exported}; {inside}"

    def _find_program(self) -> int:
        for pid in marked(self._mark):
            with contextlib.suppress(OSError):
                words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
                if words[0] == sys.executable.encode() and os.readlink(f"/proc/{pid}/cwd") == str(self._home):
                    return pid
        raise EndedError("it did not start")

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [*self._tmux, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=True, env=_plain()
        )
        return done.stdout.strip()

    def _press(self, names: Sequence[str]) -> None:
        if names:
            self._run("send-keys", "-t", "soak", "--", *names)

    def _point(self, button: int, x: int, y: int) -> None:
        """Write what xterm reports of the mouse; a negative button is a release."""
        report = f"\x1b[<{max(button, 0)};{x};{y}{'m' if button < 0 else 'M'}"
        self._run("send-keys", "-t", "soak", "-H", *(f"{byte:x}" for byte in report.encode()))

    def _take_size(self, token: str) -> None:
        found = _SIZE.search(token)
        assert found
        is_detached = token.startswith("detach:") and self._inside in _PREFIX
        if is_detached:
            self._press([_PREFIX[self._inside], "d"])
            self.terminal.settle(1)
        self._feed()
        columns, rows = int(found[1]), int(found[2])
        self._screen.resize(rows, columns)
        self.terminal.resize(columns, rows)
        if is_detached:
            self._press(["Enter"])
        self.terminal.settle(0.5)

    def _drawn(self) -> Screen:
        """Return what the near tmux draws, which begins with the cursor and the style it has left."""
        self._feed()
        self._screen.buffer.clear()
        mark = self.terminal.mark()
        self._run("refresh-client", "-t", self._run("list-clients", "-F", "#{client_name}"))
        self.terminal.wait_for_output(mark)
        self.terminal.settle(_DRAWING)
        self._feed()
        return self._screen.looks()

    def _feed(self) -> None:
        chunks = self.terminal.chunks_since(self._fed)
        self._fed += len(chunks)
        for chunk in chunks:
            self._stream.feed(chunk.data)


def _plain() -> dict[str, str]:
    return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}


class Soak:
    """Two programs that get the same keys; the second one sends everything as it is drawn."""

    def __init__(self, inside: str) -> None:
        """Start the server and both programs.

        Raises:
            RuntimeError: Something is missing, or nobody can log in.
        """
        if lacking := missing(inside):
            raise RuntimeError(lacking)
        self._inside = inside
        self._mark = f"soak-{os.getpid()}-{inside}"
        self._sides: list[Side] = []
        self._pressed: list[str] = []
        self.outcome = Outcome()
        """What has been found so far."""
        with contextlib.ExitStack() as stack:
            # Under the system's own folder, because names of sockets may not be long.
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="soak-", ignore_cleanup_errors=True))
            stack.callback(end_marked, self._mark)
            self._far = stack.enter_context(FarSide(Path(folder), self._mark))
            (self._far.home / "near.conf").write_text(_SETTINGS)
            write_texts(self._far.home / "texts")
            stack.callback(self._end)
            self._start()
            self._parts = stack.pop_all()

    def __enter__(self) -> Self:
        """Return the running programs."""
        return self

    def __exit__(self, *_: object) -> None:
        """End everything."""
        self._parts.close()

    def step(self, tokens: Sequence[str]) -> list[Difference]:
        """Press a few keys and return what is wrong with the screen then."""
        self._pressed += [*tokens, "|"]
        self.outcome.steps += 1
        self.outcome.keys += len(tokens)
        try:
            found = self._compared(tokens)
        except (EndedError, TimeoutError, subprocess.SubprocessError) as problem:
            found = [self._difference(f"{ENDED}: {problem}", [], [])]
        self.outcome.differences += found
        return found

    def start_again(self) -> None:
        """Begin anew, with new homes: two programs that have gone apart stay so."""
        self._end()
        end_marked(self._mark)
        for home in self._far.home.glob("side-*"):
            home.rename(home.with_name(f"{home.name}-{time.monotonic_ns()}"))
        self._start()

    def _start(self) -> None:
        self._pressed = []
        for number, wire in enumerate(("thin", "plain"), 1):
            options = ["--wire", wire, *_OPTIONS.get(self._inside, ())]
            self._sides.append(Side(self._far, self._mark, number, self._inside, *options))
        self._rest()

    def _end(self) -> None:
        while self._sides:
            self._sides.pop().close()

    def _compared(self, tokens: Sequence[str]) -> list[Difference]:
        thin, plain = self._sides
        self._send(tokens)
        self._rest(_LONGEST_TIMER)
        found: list[Difference] = []
        shown = thin.look()
        if self._inside in _PREFIX:
            thin.redraw_multiplexer()
            self._rest()
            drawn = thin.look(shown)
            if drawn != shown:
                found.append(self._difference(MULTIPLEXER, shown, drawn))
            shown = drawn
        self._redraw(thin)
        redrawn = thin.look(shown)
        if redrawn != shown:
            found.append(self._difference(PROGRAM if _is_same(shown, plain.look()) else WIRE, shown, redrawn))
        return found + self._unlike_witness(redrawn)

    def _difference(self, kind: str, before: Screen, after: Screen) -> Difference:
        return Difference(kind, " ".join(self._pressed), before, after)

    def _send(self, tokens: Sequence[str]) -> None:
        """Press keys; work that a key begins is waited for, or both programs would be at different points."""
        burst: list[str] = []
        for token, after in zip_longest(tokens, tokens[1:]):
            burst.append(token)
            is_pointed = "mouse:" in (token[:6], (after or "")[:6])
            is_typed = len(token) == 1 < len(after or "")
            if token in _WORKING or is_pointed or is_typed or after is None:
                for side in self._sides:
                    side.send(burst)
                burst = []
                if after is not None:
                    self._rest()

    def _unlike_witness(self, screen: Screen) -> list[Difference]:
        """Compare both programs, which may take different time for their work."""
        thin, plain = self._sides
        for pause in (0.0, 0.5, 1.5, 3.0):
            if pause:
                time.sleep(pause)
                self._redraw(thin, plain)
                screen = thin.look()
            other = plain.look(screen)
            if _is_same(screen, other):
                return []
        return [self._difference(WITNESS, screen, other)]

    def _redraw(self, *sides: Side) -> None:
        mark = sides[0].terminal.mark()
        for side in sides:
            side.send(["C-l"])
        with contextlib.suppress(TimeoutError):
            sides[0].terminal.wait_for_output(mark, 0.5)
            self.outcome.redrawn += 1
        self._rest()

    def _rest(self, quiet: float = _QUIET) -> None:
        """Wait until nothing has been drawn and nothing worked at for some seconds."""
        before: list[tuple[int, int]] = []
        since = start = time.monotonic()
        while (now := time.monotonic()) - since < quiet and now - start < PATIENCE:
            state = [(side.terminal.mark(), side.cpu()) for side in self._sides]
            if state != before:
                before, since = state, now
            time.sleep(_LOOK)


def missing(inside: str) -> str:
    """Return what is missing to run the program inside something, as a reason; "" for nothing."""
    programs = ["tmux", "sshd", "ssh", "ssh-keygen", "setpriv", *([] if inside == "bare" else [inside])]
    lacking = [name for name in dict.fromkeys(programs) if not find_program(name)]
    if lacking:
        return f"not installed: {', '.join(lacking)}"
    return "" if os.geteuid() == 0 else "only root can start an sshd that gives terminals"


def use(inside: str, seconds: float, seed: int, stop: bool = False, report: Report = lambda _: None) -> Outcome:
    """Use the program for some seconds and return what was found.

    Args:
        inside: One of `WAYS`.
        seconds: How long, from the first key.
        seed: Decides over the keys.
        stop: Whether the first difference ends it.
        report: Called with each difference when it is found.
    """
    with Soak(inside) as soak:
        deadline = time.monotonic() + seconds
        for tokens in Keys(seed, inside).steps():
            found = soak.step(tokens)
            for difference in found:
                report(difference)
            if time.monotonic() > deadline or (found and stop):
                break
            if any(each.kind.startswith((WITNESS, ENDED)) for each in found):
                soak.start_again()
        return soak.outcome


def press(inside: str, keys: str, report: Report = lambda _: None) -> Outcome:
    """Press given keys and return what was found; `report` is called with each difference."""
    with Soak(inside) as soak:
        for step in keys.split("|"):
            for difference in soak.step(step.split()) if step.strip() else ():
                report(difference)
        return soak.outcome


def _print(difference: Difference) -> None:
    print(f"{difference}\n", flush=True)


def main() -> None:
    """Use the program and print what was found; the status is 1 where something was."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=10, help="how long, each way")
    parser.add_argument("--inside", choices=[*WAYS, "all"], default="all", help="what the program runs in")
    parser.add_argument("--seed", type=int, help="decides over the keys")
    parser.add_argument("--stop", action="store_true", help="end with the first difference")
    parser.add_argument("--keys", help="press these instead, and end")
    options = parser.parse_args()
    # Ended politely, it still takes away what it made.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit("ended"))
    seed = time.time_ns() % 1_000_000 if options.seed is None else options.seed
    has_found = False
    for inside in WAYS if options.inside == "all" else [options.inside]:
        try:
            if options.keys:
                outcome = press(inside, options.keys, _print)
            else:
                outcome = use(inside, options.minutes * 60, seed, options.stop, _print)
        except RuntimeError as problem:
            raise SystemExit(f"Not checked: {problem}") from problem
        has_found |= bool(outcome.differences)
        counts = f"{outcome.keys} keys, {outcome.steps} comparisons, {outcome.redrawn} redraws"
        print(f"{inside}, seed {seed}: {counts}, {len(outcome.differences)} differences", flush=True)
    raise SystemExit(has_found)


if __name__ == "__main__":
    main()
