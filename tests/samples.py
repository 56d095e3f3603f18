"""Texts to read: the sample statements, and generated ones, whole or damaged as collecting damages them."""

import contextlib
import re
import signal
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import FrameType

from hypothesis import strategies as st

from tui.documents.model import Block, BlockKind, Document
from tui.documents.reading import read_document
from tui.text import unify_line_breaks

SEEDS = Path(__file__).parents[1] / "seeds"

PLAIN = (
    "peace border people workers city river winter morning village country question answer history future "
    "families children soldiers hospital library kitchen garden teacher students neighbours harvest machine "
    "struggle agreement ceasefire escalation sanctions weapons treaty humanitarian reconstruction independence "
    "begins continues remains demands supports rejects requires explains strong quiet common serious remarkable "
    "rapidly together never often everywhere"
).split()
"""Words that mean nothing to the reader of files: no names, months, bodies or cues."""

LINKS = "the a of in to and or for with that by from under between these their all not more than".split()
"""Words that hold a sentence together."""

CUES = (
    "by By Statement of the Party and Council 12 3. 2022 March 10 Editor's note: P.S. Photo: /VCG Download Share "
    "Notes [1] - * # > A. U.S. i.e. e.g. No. (Kenya) contact@example.org https://example.org/a www.example.org "
    "co-operation re-election Page — – … “ ” ’ ( ) § 1) a) Dr. Contents © Reuters Dear Signed Sources ; : , ."
).split()
"""Words that steer the reader, thrown in anywhere."""

_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\U00020000-\U0003ffff"
_RUN = re.compile(rf"(?=\w)[{_WIDE}]|[^\W_{_WIDE}]+")
_LINE_END_FRAGMENT = re.compile(r"([^\W_]+)[*_]*[-‐\u00ad]\s*$", re.MULTILINE)


def read_text(content: str | bytes, suffix: str = ".txt") -> Document:
    """Read a text the way a file is read."""
    data = content.encode() if isinstance(content, str) else content
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(data)
        file.flush()
        return read_document(Path(file.name), "generated")


def of_kind(document: Document, *kinds: BlockKind) -> list[Block]:
    """Return the blocks of these kinds."""
    return [block for block in document.blocks if block.kind in kinds]


def texts_of(document: Document, *kinds: BlockKind) -> list[str]:
    """Return the texts of the blocks of these kinds."""
    return [block.text for block in of_kind(document, *kinds)]


def word_counts(text: str) -> Counter[str]:
    """Return how often each run of letters and digits stands in ``text``; ideographs count one by one."""
    return Counter(_RUN.findall(text))


def document_word_counts(document: Document) -> Counter[str]:
    """Return the words of all blocks, their labels, and link targets that are not the linked text itself."""
    counts: Counter[str] = Counter()
    for block in document.blocks:
        counts += word_counts(block.text) + word_counts(block.label or "")
        for link in block.links:
            if link.target != block.text[link.span.start : link.span.end]:
                counts += word_counts(link.target)
    return counts


def lost_and_invented(text: str, document: Document) -> tuple[Counter[str], Counter[str]]:
    """Return the words of the file missing in the document, and those of the document not in the file.

    A word cut by a hyphen at a line end may stand joined in the document; nothing else is forgiven.
    """
    text = unify_line_breaks(text)
    in_file, in_document = word_counts(text), document_word_counts(document)
    lost, invented = in_file - in_document, in_document - in_file
    fragments = set(_LINE_END_FRAGMENT.findall(text))
    for word in list(invented.elements()):
        if _is_rejoined(word, lost, fragments):
            invented[word] -= 1
    return +lost, +invented


def _is_rejoined(word: str, lost: Counter[str], fragments: set[str]) -> bool:
    """Take the pieces of ``word`` from ``lost`` where all but the last stood before a line-end hyphen."""
    for at in range(1, len(word)):
        head, tail = word[:at], word[at:]
        if head in fragments and lost[head] > 0:
            lost[head] -= 1
            if lost[tail] > 0:
                lost[tail] -= 1
                return True
            if _is_rejoined(tail, lost, fragments):
                return True
            lost[head] += 1
    return False


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail what would otherwise hang; the bound is generous and measures nothing."""

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise AssertionError(f"still busy after {seconds:g} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def wrap(text: str, width: int, hyphenate: bool = False) -> str:
    """Break the lines of ``text`` at ``width`` characters, long words cut with a hyphen if so wanted."""
    return "\n".join("\n".join(_wrapped(line, width, hyphenate)) for line in text.split("\n"))


def _wrapped(line: str, width: int, hyphenate: bool) -> Iterator[str]:
    current = ""
    for word in line.split(" "):
        if current and len(current) + 1 + len(word) > width:
            room = width - len(current) - 2
            if hyphenate and word.isalpha() and word.islower() and 3 <= room <= len(word) - 3:
                yield f"{current} {word[:room]}-"
                current = word[room:]
            else:
                yield current
                current = word
        else:
            current = f"{current} {word}" if current else word
    yield current


def _sentence(random: Random) -> str:
    """A sentence of plain words: a capital first, a full stop last, perhaps a comma."""
    words = random.sample(PLAIN, random.randint(4, 14))
    for at in range(len(words), 0, -1):
        if random.random() < 0.4:
            words.insert(at - 1, random.choice(LINKS))
    if random.random() < 0.5:
        words[len(words) // 2] += ","
    return " ".join(words).capitalize() + random.choice("....?")


@st.composite
def prose(draw: st.DrawFn, min_sentences: int = 3, max_sentences: int = 6) -> str:
    """A paragraph of plain sentences on one line; one draw, so that it stays likely prose when it shrinks."""
    random = Random(draw(st.integers(0, 1 << 32)))
    return " ".join(_sentence(random) for _ in range(random.randint(min_sentences, max_sentences)))


_wild = st.one_of(
    st.sampled_from(PLAIN),
    st.sampled_from(CUES),
    st.sampled_from(PLAIN).map(lambda word: f"*{word}*"),
    st.sampled_from(PLAIN).map(lambda word: f"[{word}](https://example.org/{word}s)"),
    st.sampled_from(
        [
            "\\$5",
            "\\(RSD\\)",
            "1\\.",
            "`code`",
            "**strong words**",
            "<https://example.org/x>",
            "snake_case_word",
        ]
    ),
    st.sampled_from(
        [
            "中国人民",
            "和平",
            "мир",
            "Größe",
            "e\u0301tude",
            "עברית",
            "日本語です。",
            "a\u200db",
            "x\u0000y",
            "\x1b[31m",
        ]
    ),
)

_pieces = st.one_of(
    prose(1, 4),
    st.lists(_wild, min_size=1, max_size=30).map(" ".join),
    st.sampled_from(
        [
            "Ukraine: for peace and de-escalation",
            "Statement of the Peasant Union and the Workers Council",
            "by Clara Weiss",
            "10 March 2022",
            "Wednesday 2 February 2022, by [Peace Movement \\(PM\\)](#) (Date first published: 30 January 2022).",
            "Editor's note: The author teaches at a school.",
            "Children in a garden, New York City, January 31, 2022. /VCG",
            "Search Trends",
            "To contact the Council visit:\n\n[council.org/contact](https://www.council.org/contact)",
            "# A heading #",
            "A heading\n=========",
            "P.S.",
            "* * *",
            "Notes\n\n[1] See the treaty.\n\n[2] Ibid., p. 3.",
            "1. first\n2. second\n3. third",
            "- one\n- two\n  goes on\n- three",
            "1)\u00a0\u00a0 One thing;\n\n2)\u00a0\u00a0 another.",
            "> quoted\n> twice",
            "| a | b |\n|---|---|\n| c | d |",
            "For the Council\n\nJane Roe\n\nGeneva, 3 May 2021",
        ]
    ),
)

_PAGE_ENDS = (
    "\n\n",
    "\n\n12\n\n",
    "\n\n- 12 -\n\n",
    "\n\f\n",
    "\n\nPage 3 of 9\n\n",
    "\n\n7\n\nPeace and War 2022\n\n",
    "\f",
)


@st.composite
def statements(draw: st.DrawFn) -> str:
    """A statement put together from what statements hold, in a likely or an unlikely order."""
    front = draw(st.sampled_from(["", "", "", "---\ntitle: Peace now\nauthor: Jane Roe\ndate: 2022-03\n---\n"]))
    pieces = draw(st.lists(_pieces, min_size=1, max_size=9))
    return front + draw(st.sampled_from(["\n\n", "\n\n\n", "\n"])).join(pieces)


@st.composite
def damaged_statements(draw: st.DrawFn) -> str:
    """A statement wrapped, hyphenated, cut by page ends, indented or strewn with odd characters."""
    text = draw(statements())
    if draw(st.booleans()):
        text = wrap(text, draw(st.integers(18, 90)), hyphenate=draw(st.booleans()))
    for _ in range(draw(st.integers(0, 3))):
        gaps = [match.start() for match in re.finditer(" ", text)]
        if gaps:
            at = draw(st.sampled_from(gaps))
            text = text[:at] + draw(st.sampled_from(_PAGE_ENDS)) + text[at + 1 :]
    if draw(st.booleans()):
        text = re.sub(
            r"^(?=\S)",
            draw(st.sampled_from(["  ", "    ", "\t", "\u00a0", "\u3000"])),
            text,
            flags=re.MULTILINE,
        )
    for _ in range(draw(st.integers(0, 2))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=12)) + text[at:]
    return text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
