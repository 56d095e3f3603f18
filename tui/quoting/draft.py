"""The quotations of a Markdown draft: block quotes, and what stands between quotation marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_QUOTE_LINE = re.compile(r"^ {0,3}> ?")
_CODE = re.compile(
    r"(`+)(?!`).*?(?<!`)\1(?!`)|<!--.*?-->|<[a-zA-Z/][^<>]*>|(?<=\])\([^()\s]*(?:\s+\"[^\"]*\")?\)", re.DOTALL
)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]|\[@[^\]]+\]")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()\s]*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_EMPHASIS = re.compile(
    r"(?<![\w\\*])(\*{1,3})(?=\S)(.+?)(?<=\S)(?<!\\)\1(?!\w)|(?<![\w\\])(_{1,3})(?=\S)(.+?)(?<=\S)(?<!\\)\3(?!\w)",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ATTRIBUTION = re.compile(r"^(?:[—–―]|--+)\s*\S")
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』"}
_APOSTROPHE = re.compile(r"\w['’]\w")


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation of a draft."""

    text: str
    """The words, without Markdown's marks and the quotation marks around them."""
    line: int
    """The line of the draft in which it begins, from 1."""
    is_inline: bool
    """Whether it stands between quotation marks in a sentence of the draft."""


def quotations_of(draft: str) -> Iterator[Quotation]:
    """Yield the quotations of a Markdown draft, in order.

    Code, comments and addresses are no quotations. Of nested ones the outer is yielded. A block quote is yielded
    without the line that says where it is from, which begins with a dash.

    Args:
        draft: Markdown (CommonMark 0.31, and footnotes).
    """
    text = re.sub("\r\n?", "\n", draft)
    head = _FRONT_MATTER.match(text)
    if head:
        text = "\n" * head[0].count("\n") + text[head.end() :]
    for number, is_quote, lines in _stretches(text.split("\n")):
        if is_quote:
            yield from _block_quotes(number, lines)
        else:
            yield from _inline(number, "\n".join(lines))


def _stretches(lines: list[str]) -> Iterator[tuple[int, bool, list[str]]]:
    """Yield runs of lines that are a block quote, or text; each with the number of its first line."""
    run: list[str] = []
    first, was_quote, fence = 1, False, ""
    for number, line in enumerate(lines, 1):
        mark = _FENCE.match(line)
        if fence or mark:
            is_end = bool(fence and mark and mark[1].startswith(fence) and not line.strip(" `~"))
            fence = "" if is_end else fence or (mark[1] if mark else "")
            line, is_quote = "", False
        else:
            is_quote = bool(_QUOTE_LINE.match(line)) or (was_quote and bool(line.strip()) and bool(run))
        if is_quote != was_quote:
            if run:
                yield first, was_quote, run
            run, first = [], number
        run.append(line)
        was_quote = is_quote
    if run:
        yield first, was_quote, run


def _block_quotes(number: int, lines: list[str]) -> Iterator[Quotation]:
    """Yield what a block quote quotes; quotes in it that stand apart by what is said of them are several."""
    paragraphs: list[str] = []
    first = number
    for place, line in enumerate([*lines, ""]):
        bare = line
        while _QUOTE_LINE.match(bare):
            bare = _QUOTE_LINE.sub("", bare, count=1)
        is_last = place == len(lines)
        if is_last or _ATTRIBUTION.match(bare.strip()):
            text = _plain("\n".join(paragraphs)).strip()
            if text:
                yield Quotation(text, first, is_inline=False)
            paragraphs, first = [], number + place + 1
            continue
        if not paragraphs and not bare.strip():
            first = number + place + 1
            continue
        paragraphs.append(bare.rstrip() if bare.endswith("  ") or not bare.strip() else bare)


def _plain(text: str) -> str:
    """Return the words of a piece of Markdown: paragraphs apart, lines joined, emphasis, links and escapes gone."""
    text = _LINK.sub(r"\1", _FOOTNOTE.sub("", text))
    for _ in range(3):
        text = _EMPHASIS.sub(lambda found: found[2] or found[4], text)
    text = _ESCAPED.sub(r"\1", text)
    return "\n\n".join(" ".join(paragraph.split("\n")) for paragraph in re.split(r"\n[ \t]*\n\s*", text))


def _inline(number: int, text: str) -> Iterator[Quotation]:
    """Yield what stands between quotation marks."""
    blanked = _CODE.sub(lambda found: re.sub(r"[^\n]", "\x00", found[0]), text)
    at = 0
    while at < len(blanked):
        if blanked[at] == "\\":
            at += 2
            continue
        end = _end_of_quotation(blanked, at)
        if end is None:
            at += 1
            continue
        inner = _plain(text[at + 1 : end])
        if any(character.isalnum() for character in inner):
            line = number + text.count("\n", 0, at)
            yield Quotation(_without_repeated_marks(inner), line, is_inline=True)
        at = end + 1


def _without_repeated_marks(text: str) -> str:
    """Return a quotation of several paragraphs without the marks that open each of them."""
    first, *others = text.split("\n\n")
    return "\n\n".join([first, *(paragraph.lstrip('“"«„') for paragraph in others)])


def _end_of_quotation(text: str, at: int) -> int | None:
    """Return where the quotation ends that a mark at ``at`` opens; None where it opens none."""
    mark = text[at]
    if mark == '"':
        return _end_of_straight(text, at)
    if mark == "‘":
        return _end_of_single(text, at)
    closers = _CLOSERS.get(mark)
    if closers is None or (mark == "»" and at and text[at - 1].isalnum()):
        return None
    depth = 0
    for place in range(at + 1, len(text)):
        character = text[place]
        if character == "\n" and text[place : place + 2] == "\n\n" and not _goes_on(text, place, mark):
            return None
        if character in closers and (mark != "„" or character != mark):
            if not depth:
                return place
            depth -= 1
        elif character == mark and text[max(0, place - 2) : place].strip():
            depth += 1
        elif character == mark and "\n\n" not in text[max(0, place - 2) : place]:
            depth += 1
    return None


def _goes_on(text: str, place: int, mark: str) -> bool:
    """Tell whether the next paragraph begins with the mark again, as in a quotation of several paragraphs."""
    return text[place:].lstrip().startswith(mark)


def _end_of_straight(text: str, at: int) -> int | None:
    if at and text[at - 1].isalnum():
        return None
    if text[at + 1 : at + 2].isspace():
        return None
    for place in range(at + 1, len(text)):
        if text[place : place + 2] == "\n\n" and not _goes_on(text, place, '"'):
            return None
        is_repeated = text[max(0, place - 2) : place] == "\n\n"
        if text[place] == '"' and not is_repeated and not text[place - 1].isspace():
            return place
    return None


def _end_of_single(text: str, at: int) -> int | None:
    if at and text[at - 1].isalnum():
        return None
    for place in range(at + 1, len(text)):
        if text[place : place + 2] == "\n\n":
            return None
        if text[place] == "’" and not _APOSTROPHE.match(text, place - 1) and not text[place + 1 : place + 2].isalnum():
            return place
    return None
