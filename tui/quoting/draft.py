"""The quotations of a Markdown draft: block quotes, and what stands between quotation marks."""

import html
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^[ \t]*(`{3,}(?!.*`)|~{3,})")
_QUOTE_LINE = re.compile(r"^ {0,3}> ?")
_OTHER_BLOCK = re.compile(r"^ {0,3}(?:#{1,6}(?:\s|$)|[-*+]\s|1[.)]\s|(?:[-*_]\s*){3,}$)")
_TARGET = r"\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)"
_NO_PROSE = re.compile(
    r"(?P<escaped>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>`+)"
    r"|(?P<comment><!--)"
    r"|(?P<tag><[a-zA-Z/][^<>]*>)"
    rf"|(?P<target>(?<=\]){_TARGET})"
    r"|(?P<definition>^ {0,3}\[(?!\^)[^\[\]\n]+\]:[ \t]*[^\s\"“«„]\S*(?:[ \t]+\"[^\"\n]*\")?[ \t]*$)",
    re.MULTILINE,
)
_FRONT_MATTER = re.compile(r"\A---\n.*?\n(?:---|\.\.\.)\n", re.DOTALL)
_TAG = re.compile(r"<!--.{0,2000}?-->|</?[a-zA-Z][a-zA-Z0-9-]*(?:[\s/][^<>]*)?>", re.DOTALL)
_FOOTNOTE = re.compile(r"[ \t]?\[[\^@][^\[\]]{1,500}\]")
_LINK = re.compile(rf"(!?)\[([^\[\]]*)\](?:{_TARGET}|\[[^\[\]]*\])")
_CODE = re.compile(r"(?<![`\\])(`{1,3})(?!`)(.{1,2000}?)(?<!`)\1(?!`)", re.DOTALL)
_EMPHASIS = re.compile(
    r"(?<![\w\\*])(\*{1,3})(?=\S)(.{1,2000}?)(?<=\S)(?<!\\)\1(?!\w)"
    r"|(?<![\w\\])(_{1,3})(?=\S)(.{1,2000}?)(?<=\S)(?<!\\)\3(?!\w)",
    re.DOTALL,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_ATTRIBUTION = re.compile(r"^(?:[—–―]\s*\S|--+\s+\S)")
_LONGEST_ATTRIBUTION = 40
"""Words."""
_SENTENCE_ENDS = (".", "!", "?", ";", ":", ".”", '."', ".’")
_CLOSERS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "›": "‹", "「": "」", "『": "』"}
_ESCAPED_MARK = "\x01"
_BREAK = r"|\n\n\s*"


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

    Fenced code, comments and addresses are no quotations. Of nested ones the outer is yielded. A block quote is
    yielded without the line that says where it is from, which begins with a dash.

    Args:
        draft: Markdown (CommonMark 0.31, and footnotes).
    """
    text = re.sub(r"^[ \t]+$", "", re.sub("\r\n?", "\n", draft), flags=re.MULTILINE)
    head = _FRONT_MATTER.match(text)
    if head:
        text = "\n" * head[0].count("\n") + text[head.end() :]
    for number, is_quote, lines in _stretches(text.split("\n")):
        found = _block_quotes(number, lines) if is_quote else _inline(number, "\n".join(lines))
        yield from (each for each in found if any(character.isalnum() for character in each.text))


def _stretches(lines: list[str]) -> Iterator[tuple[int, bool, list[str]]]:
    """Yield runs of lines that are a block quote, or text; each with the number of its first line."""
    run: list[str] = []
    first, was_quote, fence = 1, False, ""
    for number, line in enumerate(lines, 1):
        is_code, fence = _after_fence(line, fence)
        line = "" if is_code else line
        is_quote = bool(_QUOTE_LINE.match(line)) or (was_quote and _goes_on_lazily(run, line))
        if is_quote != was_quote:
            if run:
                yield first, was_quote, run
            run, first = [], number
        run.append(line)
        was_quote = is_quote
    if run:
        yield first, was_quote, run


def _after_fence(line: str, fence: str) -> tuple[bool, str]:
    """Tell whether a line is fenced code or its fence, and which fence is open after it."""
    mark = _FENCE.match(line)
    if fence:
        is_end = mark is not None and mark[1].startswith(fence) and not line.strip(" \t`~")
        return True, "" if is_end else fence
    return mark is not None, mark[1] if mark else ""


def _goes_on_lazily(run: list[str], line: str) -> bool:
    """Tell whether a line without a mark belongs to the paragraph of the block quote before it."""
    return bool(line.strip() and _bare(run[-1]).strip() and not _OTHER_BLOCK.match(line))


def _bare(line: str) -> str:
    while _QUOTE_LINE.match(line):
        line = _QUOTE_LINE.sub("", line, count=1)
    return line


def _block_quotes(number: int, lines: list[str]) -> Iterator[Quotation]:
    """Yield what a block quote quotes; quotes in it that stand apart by what is said of them, or code, are several."""
    paragraphs: list[str] = []
    first, fence = number, ""
    for place, line in enumerate([*map(_bare, lines), None]):
        is_code, fence = _after_fence(line, fence) if line is not None else (False, "")
        if line is None or is_code or _is_attribution(line, paragraphs):
            yield Quotation(_plain("\n".join(paragraphs)), first, is_inline=False)
            paragraphs = []
        elif paragraphs or line.strip():
            paragraphs.append(line)
        if not paragraphs:
            first = number + place + 1


def _is_attribution(line: str, paragraphs: list[str]) -> bool:
    """Tell whether a line says where the lines before it are from: a few words after a dash, and no sentence."""
    said = line.strip()
    has_quotation = any(paragraph.strip() for paragraph in paragraphs)
    is_short = len(said.split()) <= _LONGEST_ATTRIBUTION
    return bool(has_quotation and _ATTRIBUTION.match(said) and is_short and not said.endswith(_SENTENCE_ENDS))


def _plain(text: str) -> str:
    """Return the words of a piece of Markdown: paragraphs apart, lines joined, emphasis, links and escapes gone."""
    paragraphs = (_plain_paragraph(paragraph) for paragraph in re.split(r"\n[ \t]*\n\s*", text))
    return "\n\n".join(paragraph for paragraph in paragraphs if paragraph)


def _plain_paragraph(text: str) -> str:
    text = _FOOTNOTE.sub("", _CODE.sub(r"\2", _TAG.sub("", text)))
    text = _LINK.sub(lambda found: "" if found[1] else found[2], text)
    for _ in range(3):
        text = _EMPHASIS.sub(lambda found: found[2] or found[4], text)
    text = " ".join(line.strip(" \t") for line in text.replace("\\\n", "\n").split("\n"))
    return _ESCAPED.sub(lambda found: found[1] or html.unescape(found[0]), text).strip()


def _inline(number: int, text: str) -> Iterator[Quotation]:
    """Yield what stands between quotation marks."""
    prose = _prose(text)
    at = 0
    for start, end in sorted(_quotations(prose)):
        if start >= at:
            inner = text[start + 1 + (prose[start] == _ESCAPED_MARK) : end]
            line = number + text.count("\n", 0, start)
            yield Quotation(_without_repeated_marks(_plain(inner)), line, is_inline=True)
            at = end + 1


def _prose(text: str) -> str:
    """Return a text, character for character, with what is no prose blanked; escaped marks become a kind of theirs."""
    runs = defaultdict[int, list[int]](list)
    for run in re.finditer("`+", text):
        runs[len(run[0])].append(run.start())
    pieces: list[str] = []
    at = 0
    while found := _NO_PROSE.search(text, at):
        end = _end_of(found, text, runs)
        pieces += [text[at : found.start()], re.sub(r"[^\n]", "\0", text[found.start() : end])]
        if found["escaped"] == '\\"':
            pieces[-1] = f"{_ESCAPED_MARK}\0"
        elif end < found.end():
            pieces.append(found[0])
        at = max(end, found.end())
    return "".join([*pieces, text[at:]])


def _end_of(found: re.Match[str], text: str, runs: dict[int, list[int]]) -> int:
    """Return where ends what is no prose; its beginning where it has no end."""
    if found["code"]:
        places = runs[len(found[0])]
        following = bisect_left(places, found.end())
        end = places[following] if following < len(places) else -1
        is_one_paragraph = end >= 0 and text.find("\n\n", found.end(), end) < 0
        return end + len(found[0]) if is_one_paragraph else found.start()
    if found["comment"]:
        end = text.find("-->", found.end())
        return end + 3 if end >= 0 else found.start()
    return found.end()


def _without_repeated_marks(text: str) -> str:
    """Return what stands between quotation marks without the marks that open each further paragraph of it."""
    return re.sub('(?<=\n\n)[“"«„»‹›「『]', "", text)


def _quotations(text: str) -> Iterator[tuple[int, int]]:
    """Yield where quotations begin and end: the places of their marks."""
    for mark, closers in _CLOSERS.items():
        if mark in text:
            yield from _paired(text, mark, closers)
    for found in re.finditer('„[^„“”"]*(?<!\\s)"', text):
        if "\n\n" not in found[0]:
            yield found.start(), found.end() - 1
    yield from _straight(text, '"')
    yield from _straight(text, _ESCAPED_MARK)
    yield from _single(text)


def _paired(text: str, mark: str, closers: str) -> Iterator[tuple[int, int]]:
    """Yield what stands between marks that differ, nested ones too."""
    opened: list[int] = []
    repeated = -1
    for found in re.finditer(f"[{mark}{closers}]{_BREAK}", text):
        place = found.start()
        if found[0].isspace():
            # A quotation of several paragraphs opens each of them.
            repeated = found.end() if opened else -1
            if not text.startswith(mark, found.end()):
                yield from _unclosed(text, mark, opened, place)
                opened.clear()
        elif found[0] in closers and opened:
            yield opened.pop(), place
        elif found[0] == mark and place != repeated and _can_open(text, place, mark):
            opened.append(place)
    yield from _unclosed(text, mark, opened, len(text))


def _unclosed(text: str, mark: str, opened: list[int], end: int) -> Iterator[tuple[int, int]]:
    """Yield what stands after a mark that nothing closes, to the next mark or the paragraph's end.

    It should not go unchecked.
    """
    if opened and mark == "“" and "„" not in text:
        following = text.find(mark, opened[0] + 1, end)
        yield opened[0], end if following < 0 else following - 1


def _can_open(text: str, place: int, mark: str) -> bool:
    """Tell whether a mark may open a quotation; ``»`` and ``›`` close French ones and open German ones."""
    if mark not in "»›":
        return True
    return not text[place - 1 : place].isalnum() and not text[place + 1 : place + 2].isspace()


def _straight(text: str, mark: str) -> Iterator[tuple[int, int]]:
    """Yield what stands between two marks that are alike, one with a word after it and one with a word before it."""
    width = 1 + (mark == _ESCAPED_MARK)
    opened, repeated = -1, -1
    for found in re.finditer(f"{mark}{_BREAK}", text):
        place = found.start()
        before, after = text[place - 1 : place], text[place + width : place + width + 1]
        if found[0].isspace():
            repeated = found.end() if opened >= 0 else -1
            if not text.startswith(mark, found.end()):
                opened = -1
        elif opened < 0:
            opened = place if not before.isalnum() and not after.isspace() else -1
        elif place != repeated and not before.isspace():
            yield opened, place
            opened = -1


def _single(text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands between single marks, none of which is an apostrophe."""
    opened, possessive = -1, -1
    for found in re.finditer(rf"(?<!\w)‘(?!\d0s)|(?<!\s)(?<!’n)’(?!\w){_BREAK}", text):
        place = found.start()
        if found[0] != "’":
            if possessive >= 0:
                yield opened, possessive
            opened, possessive = (place if found[0] == "‘" else -1), -1
        elif opened >= 0 and text[place - 1] == "s" and re.match(r" \w", text[place + 1 : place + 3]):
            # The workers’ demands, unless nothing closes the quotation after that.
            possessive = possessive if possessive >= 0 else place
        elif opened >= 0:
            yield opened, place
            opened, possessive = -1, -1
    if possessive >= 0:
        yield opened, possessive
