"""Reads files the way the program does, each in a process of its own, and tells what is wrong with what comes of it.

`python -m tests.hostile.reading FOLDER` reads what is found there and writes the outcomes, pickled: memory is measured
from a process that has done nothing else, and one with threads cannot be forked safely.
"""

import json
import os
import pickle
import re
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.documents.test_promise import assert_sound
from tests.samples import lost_and_invented, read_text
from tui.cli.output import describe, describe_fully, list_line
from tui.documents.decoding import decode
from tui.documents.model import BLOCK_SEPARATOR, Document
from tui.errors import StatementsError
from tui.json_lines import to_json
from tui.library import Source, find_sources, load_library
from tui.text import visible

_ROOT = Path(__file__).parents[2]
MEGABYTE = 1_000_000
SECONDS_PER_MEGABYTE = 2.0
"""CPU seconds a megabyte may take."""
LEAST_SECONDS = 0.5
"""CPU seconds any file may take, however small."""
MOST_GROWTH = 40
"""Bytes of memory a byte of a file may take."""
LEAST_GROWTH = 8 * MEGABYTE
"""Bytes of memory any file may take, however small."""
_PATIENCE = 60
"""CPU seconds after which a reading is ended."""
_MOST_MEMORY = 3 << 30
STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\U000e0000-\U000e007f]")
"""What must not be in anything that is shown: controls, separators, embeddings, overrides, isolates, halves, tags."""
_CRASH = "could not be read ("
"""How the reason begins that stands for an exception nobody expected."""
_LONGEST_WORD = 2000
"""Letters up to which a word is looked for at line ends, which takes the square of them."""
_LONGEST_COUNTED = 200_000
"""Bytes up to which the words of a file are counted: counting joins those that a hyphen cuts, which takes long."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file."""

    path: bytes
    """Where it is."""
    size: int
    """Its bytes."""
    seconds: float
    """CPU seconds that reading it took."""
    growth: int
    """Bytes by which the process grew at most."""
    faults: tuple[str, ...] = ()
    """What was wrong."""
    is_text: bool = False
    """Whether it became a document with text."""

    @property
    def pace(self) -> float:
        """Seconds for each megabyte; for what is so small that it does not matter, as if it were a quarter of one."""
        return self.seconds / max(self.size / MEGABYTE, LEAST_SECONDS / SECONDS_PER_MEGABYTE)

    @property
    def swelling(self) -> float:
        """Memory for each byte; for what is so small that it does not matter, as if it were larger."""
        return self.growth / max(self.size, LEAST_GROWTH / MOST_GROWTH)


def examine_folder(folder: Path, slack: float = 1) -> list[Outcome]:
    """Return the outcomes of all files that are found in a folder, in a fresh process.

    Args:
        folder: Where the files are.
        slack: How many times the seconds they may take; more than once where the machine is not to be measured.
    """
    command = [sys.executable, "-m", __name__, os.fspath(folder), str(slack)]
    done = subprocess.run(command, cwd=_ROOT, stdout=subprocess.PIPE, check=True)
    outcomes: list[Outcome] = pickle.loads(done.stdout)
    return outcomes


def examine(source: Source, slack: float = 1) -> Outcome:
    """Read a file in a process of its own and look at what comes of it."""
    size = _size_of(source.path)
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _answer(writer, source, size, slack)
    os.close(writer)
    with open(reader, "rb") as answer:
        data = answer.read()
    _, status, usage = os.wait4(child, 0)
    if not data:
        code = os.waitstatus_to_exitcode(status)
        faults = (f"the process ended with {code}",)
        return Outcome(os.fsencode(source.path), size, usage.ru_utime + usage.ru_stime, 0, faults)
    outcome: Outcome = pickle.loads(data)
    return outcome


def _answer(writer: int, source: Source, size: int, slack: float) -> None:
    """Write the outcome; never returns, and leaves nothing of the process it was forked from to be done again."""
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (_PATIENCE, _PATIENCE))
        resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
        # What any file takes in a process that was just forked, some megabytes of its pages, is charged to none.
        read_text("A title\n\nA text. And more of it.")
        with open(writer, "wb") as answer:
            pickle.dump(read(source, size, slack), answer)
    finally:
        os._exit(0)


def read(source: Source, size: int, slack: float = 1) -> Outcome:
    """Read a file in this process and look at what comes of it."""
    path, before, start = os.fsencode(source.path), _peak(), time.process_time()
    try:
        document = source.read()
    except Exception as error:
        return Outcome(path, size, time.process_time() - start, _peak() - before, (f"raised {error!r}",))
    seconds, growth = time.process_time() - start, _peak() - before
    faults = list(_limits(size, seconds / slack, growth))
    try:
        faults += faults_of(document, source.path.read_bytes())
    except Exception as error:
        faults.append(f"what looks at it raised {error!r}")
    return Outcome(path, size, seconds, growth, tuple(faults), bool(document.blocks))


def _limits(size: int, seconds: float, growth: int) -> Iterator[str]:
    if seconds > max(LEAST_SECONDS, SECONDS_PER_MEGABYTE * size / MEGABYTE):
        yield f"took {seconds:.2f} s for {size:,} bytes"
    if growth > max(LEAST_GROWTH, MOST_GROWTH * size):
        yield f"took {growth:,} bytes for {size:,}"


def faults_of(document: Document, data: bytes) -> Iterator[str]:
    """Yield what is wrong with the document that was made of a file's bytes."""
    if document.problem:
        if _CRASH in document.problem:
            yield document.problem
        if document.blocks or document.text:
            yield "has a problem and a text"
    elif not document.blocks:
        yield "has neither a problem nor a text"
    try:
        assert_sound(document)
    except AssertionError as error:
        yield f"is not sound: {error}"
    if document.text != BLOCK_SEPARATOR.join(block.text for block in document.blocks):
        yield "its text is not that of its blocks"
    yield from _lost(document, data)
    for text in _shown(document):
        seen = visible(text)
        if STEERING.search(seen) or len(seen) != len(text):
            yield f"is shown as {seen[:80]!r}"
    if STEERING.search(list_line(document)):
        yield f"is listed as {list_line(document)!r}"
    for fields in (describe(document), describe_fully(document)):
        line = to_json(fields)
        if STEERING.search(line) or len(line.splitlines()) != 1:
            yield "its JSON could steer a terminal"
        if json.loads(line) != json.loads(json.dumps(fields)):
            yield "its JSON is not what was to be written"


def _lost(document: Document, data: bytes) -> Iterator[str]:
    """Yield the words that are in the file and not in the document, or the other way round."""
    if document.sha256 is None or len(data) > _LONGEST_COUNTED:
        return
    try:
        text = decode(data)
    except StatementsError:
        return
    if max(map(len, re.findall(r"\w+", text)), default=0) > _LONGEST_WORD:
        return
    # A word may be cut at the end of a page, too.
    try:
        lost, invented = lost_and_invented(text.replace("\f", "\n"), document)
    except RecursionError:
        # A word of a thousand pieces, each at a line end; who counts gives up.
        return
    if (lost or invented) and not document.problem:
        yield f"lost {dict(lost.most_common(3))}, invented {dict(invented.most_common(3))}"
    if document.problem and lost:
        yield f"is refused as {document.problem!r} and has words: {dict(lost.most_common(3))}"


def _shown(document: Document) -> Iterator[str]:
    """Yield everything of a document that a screen shows."""
    metadata = document.metadata
    yield from (document.id, document.name, str(document.path), document.text, document.problem or "")
    yield from (*metadata.authors, metadata.publisher or "", metadata.source or "", metadata.language or "")
    for block in document.blocks:
        yield block.label or ""
        yield from (link.target for link in block.links)


def _peak() -> int:
    """Return the most memory that the process has had, in bytes; after a fork that is what it has."""
    with open("/proc/self/status", encoding="ascii") as status:
        found = re.search(r"VmHWM:\s+(\d+)", status.read())
    return int(found[1]) * 1024 if found else 0


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _warm_up() -> None:
    """Import what readers import when they first need it, so that no file is charged for it."""
    load_library()
    read_text(b"\xff\xfa\x80\xb0" * 40)
    read_text("---\ntitle: A title\n---\nA text.")


def main() -> None:
    """Read what is found below a folder and write the outcomes."""
    _warm_up()
    outcomes = [examine(source, float(sys.argv[2])) for source in find_sources([Path(sys.argv[1])])]
    sys.stdout.buffer.write(pickle.dumps(outcomes))


if __name__ == "__main__":
    # Under its own name, so that what is pickled is found where it is read.
    from tests.hostile.reading import main as _main

    _main()
