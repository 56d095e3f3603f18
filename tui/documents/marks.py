"""Inline Markdown: escapes, emphasis, code, links and bare addresses become text and spans.

Collected texts mix plain prose with fragments of Markdown, so only marks that are beyond doubt are
taken (after CommonMark 0.31, with emphasis at word boundaries alone); everything else stays text.
Every pass is linear in the length of the text.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from tui.documents.model import Link
from tui.text import Span

_SPECIAL = re.compile(r"[\\*_`\[<]")
_ESCAPABLE = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_AUTOLINK = re.compile(r"<((?:https?|ftp|mailto):[^\s<>]+|[\w.+-]+@[\w-]+\.[\w.-]+)>")
_LINK_TARGET = re.compile(r"\(\s{0,8}(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))\s{0,8}\)")
_TICKS = re.compile(r"`+")
_RUN = re.compile(r"\*+|_+")
_BARE = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”«»|]*[^\s<>\"“”«»|.,;:!?'’)\]}*_]"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}(?!\w)"
)
_MAX_DEPTH = 4


@dataclass(frozen=True, slots=True)
class Marked:
    """A text freed of its marks."""

    text: str
    """The characters that are read."""
    emphasis: tuple[Span, ...] = ()
    """Emphasised ranges, in order."""
    links: tuple[Link, ...] = ()
    """Links, in order."""


@dataclass(slots=True)
class _Output:
    """The text under construction."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    emphasis: list[Span] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)

    def add(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


@dataclass(slots=True)
class _Pairs:
    """Which marks of a text belong together, by offset."""

    emphasis: dict[int, tuple[int, int]]
    brackets: dict[int, int]
    ticks: dict[int, int]
    opened: dict[int, int] = field(default_factory=dict)


def read_marks(raw: str) -> Marked:
    """Return ``raw`` without its Markdown marks, with what they said as spans."""
    if not _SPECIAL.search(raw):
        return Marked(raw, (), tuple(_bare_links(raw, [])))
    output = _Output()
    _read(raw, output, 0)
    text = "".join(output.parts)
    links = output.links + _bare_links(text, output.links)
    return Marked(text, tuple(sorted(output.emphasis)), tuple(sorted(links, key=lambda link: link.span)))


def _bare_links(text: str, known: list[Link]) -> list[Link]:
    """Return the addresses that stand in the text without marks."""
    if "://" not in text and "www." not in text and "@" not in text:
        return []
    found = [Link(Span(*match.span()), match.group()) for match in _BARE.finditer(text)]
    covered = sorted(link.span for link in known)
    return [link for link in found if not _is_covered(link.span, covered)]


def _is_covered(span: Span, covered: list[Span]) -> bool:
    """Tell whether ``span`` shares a character with one of the sorted, disjoint ``covered``."""
    at = bisect_left(covered, span)
    return any(span.overlaps(other) for other in covered[max(0, at - 1) : at + 1])


def _read(raw: str, output: _Output, depth: int) -> None:
    """Append ``raw`` to the output, mark by mark."""
    pairs = _Pairs(_pair_emphasis(raw), _pair_brackets(raw), _pair_ticks(raw))
    at = 0
    for match in _SPECIAL.finditer(raw):
        start = match.start()
        if start < at:
            continue
        output.add(raw[at:start])
        at = _read_mark(raw, start, output, depth, pairs)
    output.add(raw[at:])


def _read_mark(raw: str, at: int, output: _Output, depth: int, pairs: "_Pairs") -> int:
    """Read the mark at ``at`` and return the offset after it; an unknown one is text."""
    mark = raw[at]
    if mark == "\\" and at + 1 < len(raw) and raw[at + 1] in _ESCAPABLE:
        output.add(raw[at + 1])
        return at + 2
    if mark in "*_" and at in pairs.emphasis:
        width, opener = pairs.emphasis[at]
        if opener == at:
            pairs.opened[at] = output.length
        elif output.length > pairs.opened.get(opener, output.length):
            output.emphasis.append(Span(pairs.opened[opener], output.length))
        return at + width
    if mark == "[" and at in pairs.brackets and depth < _MAX_DEPTH:
        after = _read_link(raw, at, pairs.brackets[at], output, depth)
        if after:
            return after
    if mark == "<" and (auto := _AUTOLINK.match(raw, at)) and not _is_within_word(raw, at, auto.end()):
        output.links.append(Link(Span(output.length, output.length + len(auto[1])), auto[1]))
        output.add(auto[1])
        return auto.end()
    run = _RUN.match(raw, at) or _TICKS.match(raw, at)
    end = run.end() if run else at + 1
    if mark == "`" and at in pairs.ticks and not _is_within_word(raw, at, pairs.ticks[at] + end - at):
        close = pairs.ticks[at]
        output.add(raw[end:close])
        return close + end - at
    output.add(raw[at:end])
    return end


def _is_within_word(raw: str, start: int, end: int) -> bool:
    """Tell whether a word touches the marks from outside: taking them away would make one word of two."""
    return (start > 0 and _is_word(raw[start - 1])) or _is_word(raw[end : end + 1])


def _is_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _read_link(raw: str, start: int, close: int, output: _Output, depth: int) -> int:
    """Read ``[text](target)`` and return the offset after it, or 0 where it is none."""
    target = _LINK_TARGET.match(raw, close + 1)
    inner = raw[start + 1 : close]
    if target is None or not inner.strip():
        return 0
    after = raw[target.end() : target.end() + 1]
    is_image = bool(output.parts) and output.parts[-1].endswith("!")
    if is_image and start > 1 and _is_word(raw[start - 2]):
        return 0
    if is_image:
        output.parts[-1] = output.parts[-1][:-1]
        output.length -= 1
    elif _is_within_word(raw, start, target.end()):
        return 0
    begin = output.length
    _read(inner, output, depth + 1)
    output.links.append(Link(Span(begin, output.length), target[1] or target[2] or ""))
    if is_image and after and not after.isspace():
        output.add(" ")
    return target.end()


def _pair_brackets(raw: str) -> dict[int, int]:
    """Return where each opening square bracket is closed."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    escaped = -1
    for match in re.finditer(r"[\\\[\]]", raw):
        at, mark = match.start(), match.group()
        if at == escaped:
            continue
        if mark == "\\":
            escaped = at + 1
        elif mark == "[":
            stack.append(at)
        elif stack:
            pairs[stack.pop()] = at
    return pairs


def _pair_ticks(raw: str) -> dict[int, int]:
    """Return for each run of backticks the next one of the same width."""
    pairs: dict[int, int] = {}
    following: dict[int, int] = {}
    for match in reversed(list(_TICKS.finditer(raw))):
        width = len(match.group())
        if width in following:
            pairs[match.start()] = following[width]
        following[width] = match.start()
    return pairs


def _pair_emphasis(raw: str) -> dict[int, tuple[int, int]]:
    """Return for each emphasis run that has a partner its width and the offset of its opener.

    A run opens where a word begins and closes where one ends; runs within words stay text, and so do
    runs whose partner has another width.
    """
    pairs: dict[int, tuple[int, int]] = {}
    stack: list[tuple[int, str]] = []
    waiting: dict[str, int] = {}
    for match in _RUN.finditer(raw):
        at, run = match.start(), match.group()
        before = raw[at - 1] if at else " "
        after = raw[match.end()] if match.end() < len(raw) else " "
        if before == "\\" or len(run) > 3:
            continue
        if not before.isspace() and not after.isalnum() and waiting.get(run):
            while stack:
                opener, kind = stack.pop()
                waiting[kind] -= 1
                if kind == run:
                    pairs[opener] = (len(run), opener)
                    pairs[at] = (len(run), opener)
                    break
        elif not after.isspace() and not before.isalnum():
            stack.append((at, run))
            waiting[run] = waiting.get(run, 0) + 1
    return pairs
