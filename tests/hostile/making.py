"""Makes hostile files, named as hostile names are, from a seed: the same seed gives the same files."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests.hostile import sequences
from tests.hostile.bombs import BOMBS
from tests.hostile.front_matter import BOMBS as YAML_BOMBS
from tests.hostile.texts import FAMILIES, huge

SUFFIXES = (".txt", ".md", ".text", ".markdown", ".TXT")
"""Suffixes of files that are picked up."""
DRAWN = "drawn by hypothesis"
"""Name of the family that hypothesis draws."""
CORPUS = "the corpus"
"""Name of the family of what was written by hand, each piece once."""
HUGE = "megabytes"
"""Name of the family of large files."""
_ROOM, _BOMB = 2000, 20_000
"""Files from which on the corpus is among them, and the bytes its bombs have then."""
_LONGEST = 255
"""Bytes of a file's name (Linux, NAME_MAX)."""
NAME_PIECES = (
    b"\n",
    b"\r",
    b"\x1b[31m",
    b"\x1b]52;c;SGFja2Vk\x07",
    b"\x1b]0;x\x07",
    b"\x9b31m",
    b"\xc2\x9b31m",
    b"\x07",
    b"\x01",
    b"\x7f",
    b"\xe2\x80\xae",
    b"\xe2\x81\xa6",
    b"\xe2\x80\x8b",
    b"\xff",
    b"\xed\xa0\x80",
    b"-",
    b"--",
    b"-n",
    b"--json",
    b"%s",
    b"%n",
    b"[red]",
    b"[/]",
    b"[@click=app.quit]",
    b":smile:",
    b" ",
    b"  ",
    b"..",
    b".",
    b"~",
    b"$HOME",
    b"`x`",
    b"*",
    b"?",
    b"\\",
    b"'",
    b'"',
    b"#4",
    b"&",
    b";reboot",
    b"|x",
    b"\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9",
    b"\xe4\xb8\xad",
    b"e\xcc\x81" + b"\xcc\x81" * 30,
    b"con",
    b"00",
    b"1" * 30,
    b"\xf3\xa0\x81\x81",
)
"""What stands in the names of hostile files, in bytes, as Linux takes them."""


@dataclass(frozen=True, slots=True)
class Made:
    """A file that was made."""

    family: str
    """What it is made of."""
    data: bytes
    """Its bytes."""


drawn_texts = st.one_of(
    st.lists(st.sampled_from(sequences.ALL), min_size=1, max_size=60).map("".join),
    st.text(st.characters(), min_size=1, max_size=300),
    st.lists(st.tuples(st.sampled_from(sequences.ALL), st.integers(1, 300)), max_size=6).map(
        lambda runs: "".join(piece * times for piece, times in runs)
    ),
).map(lambda text: text.encode("utf-8", "surrogatepass"))
"""Texts that hypothesis puts together, as bytes."""
drawn_bytes = st.one_of(drawn_texts, st.binary(max_size=400))
"""Texts, and bytes that are none."""


def corpus(size: int) -> Iterator[Made]:
    """Yield what was written by hand: every piece, every bomb so many bytes long, all front matter."""
    for piece in sequences.ALL:
        head = f"Title {piece}\n\nBy Jane {piece} Roe\n\n"
        text = f"{head}Before {piece}, after{piece}wards. A {piece} sentence.\n\n1. {piece}\n"
        yield Made(CORPUS, text.encode("utf-8", "surrogatepass"))
    for piece in BOMBS:
        data = piece.encode("utf-8", "surrogatepass")
        yield Made(CORPUS, b"Title\n\n" + data * (size // len(data)))
    for front in YAML_BOMBS:
        yield Made(CORPUS, f"---\n{front}---\n# A title\n\nA text.\n".encode("utf-8", "surrogatepass"))


def make(seed_: int, count: int, megabytes: int = 0) -> Iterator[Made]:
    """Yield hostile files: the corpus where there is room for it, a tenth drawn by hypothesis, others of the families.

    Args:
        seed_: The same seed gives the same files.
        count: How many.
        megabytes: How many of them are of a megabyte or more.
    """
    random = Random(seed_)
    names = list(FAMILIES)
    shares = [FAMILIES[name][0] for name in names]
    if count >= _ROOM:
        written = list(corpus(_BOMB))
        count -= len(written)
        yield from written
    drawn = count // 10
    for data in draw(seed_, drawn):
        yield Made(DRAWN, data)
    for _ in range(megabytes):
        yield Made(HUGE, huge(random))
    for _ in range(count - drawn - megabytes):
        family = random.choices(names, shares)[0]
        yield Made(family, FAMILIES[family][1](random))


def draw(seed_: int, count: int) -> list[bytes]:
    """Return so many files that hypothesis draws from a seed."""
    found: list[bytes] = []
    while len(found) < count:

        @seed(seed_ + len(found))
        @settings(
            max_examples=count,
            phases=[Phase.generate],
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(drawn_bytes)
        def take(data: bytes) -> None:
            found.append(data)

        take()
    return found[:count]


def name_of(random: Random, number: int) -> bytes:
    """Return a hostile name for a file or folder, unlike every other of its number."""
    pieces = b"".join(random.choice(NAME_PIECES) for _ in range(random.choice((0, 0, 1, 1, 2, 8))))
    lead = random.choice((b"%d" % number, b"%d" % number, b"-%d" % number, b"f%d" % number))
    name = lead + pieces.replace(b"/", b"").replace(b"\0", b"")
    return name + b"x" * (_LONGEST - len(name)) if random.random() < 0.01 else name


def write(folder: Path, files: list[Made], seed_: int) -> dict[Path, Made]:
    """Write files into a folder under hostile names, some of them in folders of their own; return which is which."""
    random = Random(seed_)
    written: dict[Path, Made] = {}
    root = os.fsencode(folder)
    os.makedirs(root, exist_ok=True)
    current = root
    for number, made in enumerate(files):
        if random.random() < 0.02:
            depth = random.randint(0, 5)
            current = os.path.join(root, *(name_of(random, number * 10 + level)[:60] for level in range(depth)))
            os.makedirs(current, exist_ok=True)
        suffix = random.choice(SUFFIXES).encode()
        path = os.path.join(current, name_of(random, number)[: _LONGEST - len(suffix)] + suffix)
        with open(path, "wb") as file:
            file.write(made.data)
        written[Path(os.fsdecode(path))] = made
    return written
