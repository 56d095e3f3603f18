"""Inline Markdown: escapes, emphasis, code, links and bare addresses become text and spans.

Collected texts mix plain prose with fragments of Markdown, so only marks that are beyond doubt are
taken (after CommonMark 0.31, with emphasis at word boundaries alone); everything else stays text.
Every pass is linear in the length of the text.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import islice

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
_CROWDED = 500
"""Characters from which on a text that consists of marks is left as it is."""
_MARKS_AT_MOST = 8
"""Characters for which one mark is the most there can be in a text that means something by them."""
_LINKS, _CHARACTERS_OF_LINK = 200, 50
"""Bare addresses that any text may have, and the characters for which there may be one more."""


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

    def would_join(self, character: str) -> bool:
        """Tell whether a character, put right behind what is there, would make one word of two."""
        last = next((part[-1] for part in reversed(self.parts) if part), "")
        return _is_word(last) and _is_word(character)


@dataclass(slots=True)
class _Pairs:
    """Which marks of a text belong together, by offset."""

    emphasis: dict[int, tuple[int, int]]
    brackets: dict[int, int]
    ticks: dict[int, int]
    opened: dict[int, int] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)


def read_marks(raw: str) -> Marked:
    """Return ``raw`` without its Markdown marks, with what they said as spans."""
    if not _SPECIAL.search(raw) or _is_crowded(raw):
        return Marked(raw, (), tuple(_bare_links(raw, [])))
    output = _Output()
    _read(raw, output, 0)
    text = "".join(output.parts)
    links = output.links + _bare_links(text, output.links)
    return Marked(text, tuple(sorted(output.emphasis)), tuple(sorted(links, key=lambda link: link.span)))


def _is_crowded(raw: str) -> bool:
    """Tell whether a text is little but marks: to find out which belong together would cost more than it tells."""
    return len(raw) > _CROWDED and sum(map(raw.count, "\\*_`[<")) * _MARKS_AT_MOST > len(raw)


def _bare_links(text: str, known: list[Link]) -> list[Link]:
    """Return the addresses that stand in the text without marks."""
    if "://" not in text and "www." not in text and "@" not in text:
        return []
    most = _LINKS + len(text) // _CHARACTERS_OF_LINK
    found = [Link(Span(*match.span()), match.group()) for match in islice(_BARE.finditer(text), most)]
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
    if mark in "*_" and at in pairs.emphasis and (after := _read_emphasis(raw, at, output, pairs)):
        return after
    if mark == "[" and at in pairs.brackets and depth < _MAX_DEPTH:
        after = _read_link(raw, at, pairs.brackets[at], output, depth)
        if after:
            return after
    auto = _AUTOLINK.match(raw, at) if mark == "<" else None
    if auto and not _is_within_word(raw, at, auto.end()) and not output.would_join(auto[1][0]):
        output.links.append(Link(Span(output.length, output.length + len(auto[1])), auto[1]))
        output.add(auto[1])
        return auto.end()
    run = _RUN.match(raw, at) or _TICKS.match(raw, at)
    end = run.end() if run else at + 1
    close = pairs.ticks.get(at, 0) if mark == "`" else 0
    if close and not _is_within_word(raw, at, close + end - at) and not output.would_join(raw[end]):
        output.add(raw[end:close])
        return close + end - at
    output.add(raw[at:end])
    return end


def _read_emphasis(raw: str, at: int, output: _Output, pairs: "_Pairs") -> int:
    """Read an end of an emphasis and return the offset after it, or 0 where its marks keep two words apart."""
    width, opener = pairs.emphasis[at]
    if opener == at:
        if output.would_join(raw[at + width : at + width + 1]):
            pairs.left.add(at)
            return 0
        pairs.opened[at] = output.length
    elif opener in pairs.left:
        return 0
    elif output.length > pairs.opened.get(opener, output.length):
        output.emphasis.append(Span(pairs.opened[opener], output.length))
    return at + width


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
    if output.would_join(inner[0]):
        if is_image:
            output.add("!")
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
