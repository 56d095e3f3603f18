"""Quotes in Markdown, escaped so that a reader of it shows the exact words (CommonMark 0.31, and GitHub's tables)."""

import re

from tui.quoting.quote import Quote

_INLINE = re.compile(r"[\\`*\[\]<~|$^]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_START = re.compile(r"(?:(?P<number>\d{1,9})(?=[.)](?:\s|$))|(?=[-+](?:\s|$)|-+\s*$|=+\s*$|#{1,6}(?:\s|$)|>))")
_HARD_BREAK = "\\"
_LINK = re.compile(r"(?:https?|ftp)://\S", re.IGNORECASE)
_NOT_IN_LINKS = re.compile(r"[\s<>\x00-\x1f\x7f]")


def block_quote(words: str) -> str:
    """Return words as a block quote: every line marked, paragraphs parted by an empty marked line.

    Breaks of lines inside a paragraph are kept as such.
    """
    lines = words.split("\n")
    marked: list[str] = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line.strip():
            marked.append(">")
        else:
            marked.append(f"> {escape_line(line)}{_HARD_BREAK if following.strip() else ''}")
    return "\n".join(marked)


def paragraphs(text: str) -> str:
    """Return a text of the person's own, escaped; its lines and paragraphs are kept."""
    return "\n".join(line.removeprefix(">").removeprefix(" ") for line in block_quote(text).split("\n"))


def heading(text: str) -> str:
    """Return a text as the words of a heading: on one line, marks at its end not taken for the heading's own."""
    return re.sub(r"#(?=#*$)", r"\\#", escape(" ".join(text.split())))


def escape_line(line: str) -> str:
    """Return one line with every character that Markdown would take for markup escaped."""
    body = line.strip()
    start = line.index(body) if body else len(line)
    first = _LINE_START.match(body)
    cut = first.end() if first else 0
    head = f"{escape(body[:cut])}\\" if first else ""
    return _as_entities(line[:start]) + head + escape(body[cut:]) + _as_entities(line[start + len(body) :])


def escape(text: str) -> str:
    """Return a piece of a line with the characters escaped that act anywhere in it."""
    return _INLINE.sub(lambda found: "\\" + found[0], text).replace("\r", "&#13;")


def _as_entities(blanks: str) -> str:
    """Return white space at the end of a line so that Markdown does not drop it; controls have no such form."""
    return "".join(blank if blank < " " and blank not in "\t\r" else f"&#{ord(blank)};" for blank in blanks)


def link(address: str) -> str:
    """Return an address as a link; what is none is only escaped."""
    if not _LINK.match(address):
        return escape(address)
    return f"<{_NOT_IN_LINKS.sub(lambda found: f'%{ord(found[0]):02X}' if found[0].isascii() else found[0], address)}>"


def source_line(quote: Quote, with_locator: bool = True) -> str:
    """Return where a quote comes from on one line: the title in italics, the address a link."""
    parts = [
        ", ".join(escape(" ".join(author.split())) for author in quote.authors),
        f"*{escape(' '.join(quote.name.split()))}*" if quote.name.strip() else "",
        escape(" ".join((quote.publisher or "").split())),
        quote.date.in_words() if quote.date else "n.d.",
        escape(" ".join(quote.locator.split())) if with_locator else "",
        link(" ".join((quote.source or "").split())) if quote.source else "",
    ]
    return ", ".join(part for part in parts if part)
