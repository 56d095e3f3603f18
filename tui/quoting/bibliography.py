"""Entries for reference managers: BibTeX, and CSL-JSON (citationstyles.org, data schema 1.0.2)."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from tui.json_lines import to_json
from tui.quoting.names import Name, parse_name
from tui.quoting.quote import Quote
from tui.text import fold_key

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
} | {character: f"\\{character}" for character in "#$%&_"}
_BALANCED_BRACES = {"{": r"\{", "}": r"\}"}
_SPECIALS = re.compile(r"[\\{}~^#$%&_]|(?<=-)-|(?<=[`?!])`|(?<=')'|(?<=,),|(?<=<)<|(?<=>)>")
_NOT_IN_ADDRESSES = re.compile(r"[\s\\{}\"<>^`\x00-\x20\x7f]")
_SMALL_WORDS = frozenset(
    "the and for from with into about are was has have its not der die das des den les une von und del las los".split()
)


def bibtex(quote: Quote, with_words: bool = True, key: str | None = None) -> str:
    """Return a quote's document as one BibTeX entry, the words in ``annote``, the paragraph in ``note``.

    It is ``@misc``, which BibTeX, biblatex and the reference managers all know for a text on the web. The publisher is
    in ``howpublished``, where ``@misc`` prints it. Braces around the title keep its capitals. Braces of a text that do
    not balance are written as commands, since BibTeX counts them even behind a backslash. The date stands twice, for
    biblatex and for BibTeX.

    Args:
        quote: The quote.
        with_words: Whether the words are in it.
        key: The entry's key; by itself it is made of name, year and a word of the title.
    """
    lines = [f"  {name} = {value},\n" for name, value in _bibtex_fields(quote, with_words)]
    return f"@misc{{{key or citation_key(quote)},\n{''.join(lines)}}}"


def _bibtex_fields(quote: Quote, with_words: bool) -> Iterator[tuple[str, str]]:
    if names := _names(quote):
        yield "author", "{" + " and ".join(map(_bibtex_name, names)) + "}"
    yield "title", f"{{{{{_latex_line(quote.name)}}}}}"
    if quote.publisher:
        yield "howpublished", f"{{{_latex_line(quote.publisher)}}}"
    if quote.date:
        yield "date", f"{{{quote.date}}}"
        yield "year", f"{{{quote.date.year}}}"
        if quote.date.month:
            yield "month", _MONTHS[quote.date.month - 1]
    if quote.source:
        yield "url", f"{{{_address(quote.source)}}}"
    if quote.locator:
        yield "note", f"{{{_latex_line(quote.locator)}}}"
    if with_words:
        yield "annote", f"{{{_latex(quote.words)}}}"


def _names(quote: Quote) -> list[Name]:
    return [parse_name(author) for author in quote.authors if author.strip()]


def _bibtex_name(name: Name) -> str:
    """Return ``Weiss, Clara``, or the whole name in braces, which BibTeX takes for one word."""
    if not name.family or name.is_family_first:
        return f"{{{_latex_line(name.full)}}}"
    return ", ".join(_latex_line(part) for part in (name.family, name.suffix, name.given) if part)


def _latex_line(text: str) -> str:
    return _latex(" ".join(text.split()))


def _latex(text: str) -> str:
    """Return a text as LaTeX shows it, its ligatures (``--``, two apostrophes) kept apart."""
    braces = _BALANCED_BRACES if _has_balanced_braces(text) else {}
    return _SPECIALS.sub(lambda found: braces.get(found[0]) or _LATEX.get(found[0], "{}" + found[0]), text)


def _has_balanced_braces(text: str) -> bool:
    depth = 0
    for found in re.finditer("[{}]", text):
        depth += 1 if found[0] == "{" else -1
        if depth < 0:
            return False
    return depth == 0


def _address(address: str) -> str:
    """Return an address as it may stand in a verbatim field: what would end or break it percent-encoded."""
    return _NOT_IN_ADDRESSES.sub(
        lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), address.strip()
    )


def citation_key(quote: Quote) -> str:
    """Return a key that stays the same for a document: ``weiss2022russia``, ``bochkovndthere``."""
    name = next(iter(_names(quote)), None)
    who = _key_word(name.short if name else "", is_joined=bool(name and name.family))
    key = who + (str(quote.date.year) if quote.date else "nd") + _key_word(quote.name)
    if re.search("[a-z]{2}", key.removeprefix("nd")):
        return key
    return _letters(quote.document_id) or "statement"


def _key_word(text: str, is_joined: bool = False) -> str:
    """Return the first word of some weight in plain small letters, or all of them together."""
    words = [word for word in (_letters(word) for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)*", text)) if word]
    if is_joined:
        return "".join(words)
    heavy = (word for word in words if len(word) > 2 and word not in _SMALL_WORDS and not word.isdigit())
    return next(heavy, words[0] if words else "")


def _letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", fold_key(text))
    return re.sub(r"[^a-z0-9]", "", plain.lower())


def citation_keys(quotes: Iterable[Quote]) -> list[str]:
    """Return a key for each quote, every one different: the second of equal ones ends in ``-2``."""
    keys: list[str] = []
    seen: dict[str, int] = {}
    for key in map(citation_key, quotes):
        seen[key] = seen.get(key, 0) + 1
        keys.append(key if seen[key] == 1 else f"{key}-{seen[key]}")
    return keys


def csl_json(quotes: Sequence[Quote], with_words: bool = True) -> str:
    """Return quotes as a CSL-JSON array, one item a quote and a line."""
    keys = citation_keys(quotes)
    items = [to_json(_csl_item(quote, key, with_words)) for quote, key in zip(quotes, keys, strict=True)]
    return "[\n" + ",\n".join(items) + "\n]" if items else "[]"


def _csl_item(quote: Quote, key: str, with_words: bool) -> Mapping[str, Any]:
    item: dict[str, Any] = {"id": key, "type": "webpage" if quote.source else "document", "title": quote.name}
    if names := _names(quote):
        item["author"] = [_csl_name(name) for name in names]
    if quote.date:
        parts = (quote.date.year, quote.date.month, quote.date.day)
        item["issued"] = {"date-parts": [[part for part in parts if part is not None]]}
    given = {"publisher": quote.publisher, "URL": quote.source, "note": quote.locator}
    item |= {name: value for name, value in given.items() if value}
    return {**item, "annote": quote.words} if with_words else item


def _csl_name(name: Name) -> Mapping[str, Any]:
    if not name.family:
        return {"literal": name.full}
    pieces: dict[str, Any] = {"family": name.family, "given": name.given}
    if name.suffix:
        pieces["suffix"] = name.suffix
    return {**pieces, "static-ordering": True} if name.is_family_first else pieces
