"""The quote book: a file to which quotes, notes and tombstones are only ever added, one JSON object a line."""

import json
import os
import re
import secrets
import stat
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tui.documents.model import PartialDate
from tui.errors import StatementsError
from tui.json_lines import to_json
from tui.quoting.quote import Quote
from tui.storage import append_line, data_folder
from tui.text import Span

_MOST_BYTES = 512 * 1024 * 1024
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Entry:
    """One quote of the book."""

    id: str
    """Names the quote in later lines of the file; unique."""
    quote: Quote
    """The quote, as it was taken."""
    note: str = ""
    """What the person wrote to it."""


def quote_book_file() -> Path:
    """Return where the book is kept unless another file is named: under the XDG data folder."""
    return data_folder() / "quotes.jsonl"


class QuoteBook:
    """The quotes of a file, in the order of documents and time unless they were moved.

    What other programs add to the file is seen at the next :meth:`refresh`.
    """

    def __init__(self, path: Path | None = None) -> None:
        """Name the file; nothing is opened yet.

        Args:
            path: The file; without it the one in the XDG data folder.
        """
        self.path = path or quote_book_file()
        self.unread = 0
        """Lines that make no sense; they are left as they are."""
        self._entries: dict[str, Entry] = {}
        self._order: list[str] = []
        self._tombstones: list[str] = []
        self._read_to = 0
        self._identity: tuple[int, int] | None = None

    @property
    def whereabouts(self) -> str:
        """Where quotes are kept, as the end of a sentence."""
        return f"in\n\n    {self.path}"

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The quotes that are not deleted, in order."""
        deleted = set(self._tombstones)
        return tuple(self._entries[id] for id in self._order if id not in deleted)

    def refresh(self) -> None:
        """Read what has been added to the file since.

        Raises:
            StatementsError: The file could not be read; a missing one is an empty book.
        """
        try:
            with open(os.open(self.path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC), "rb") as file:
                status = os.fstat(file.fileno())
                if not stat.S_ISREG(status.st_mode):
                    raise StatementsError(f"cannot read the quote book {self.path}: it is no file")
                if status.st_size > _MOST_BYTES:
                    raise StatementsError(f"cannot read the quote book {self.path}: it is too large")
                if self._identity != (status.st_dev, status.st_ino) or status.st_size < self._read_to:
                    self._forget()
                    self._identity = (status.st_dev, status.st_ino)
                file.seek(self._read_to)
                data = file.read()
        except FileNotFoundError:
            self._forget()
            return
        except OSError as error:
            raise StatementsError(f"cannot read the quote book {self.path}: {error.strerror or error}") from error
        whole = data.rfind(b"\n") + 1
        self._read_to += whole
        for line in data[:whole].splitlines():
            self._take_line(line)

    def _forget(self) -> None:
        self._entries, self._order, self._tombstones = {}, [], []
        self._read_to, self._identity, self.unread = 0, None, 0

    def add(self, quote: Quote) -> Entry:
        """Put a quote into the book; when this returns, it is on the disk.

        Raises:
            StatementsError: It could not be written.
        """
        entry = Entry(secrets.token_hex(8), quote)
        self._append({"type": "quote", "id": entry.id, **describe_quote(quote)})
        return entry

    def delete(self, id: str) -> None:
        """Mark a quote as deleted.

        Raises:
            StatementsError: It could not be written.
        """
        self._append({"type": "delete", "id": id})

    def restore(self) -> Entry | None:
        """Bring back the quote that was deleted last, and return it; None where none is deleted.

        Raises:
            StatementsError: It could not be written.
        """
        self.refresh()
        if not self._tombstones:
            return None
        id = self._tombstones[-1]
        self._append({"type": "restore", "id": id})
        return self._entries[id]

    def annotate(self, id: str, note: str) -> None:
        """Write a note to a quote in the place of the one before; an empty one takes it away.

        Raises:
            StatementsError: It could not be written.
        """
        self._append({"type": "note", "id": id, "note": note})

    def move(self, id: str, after: str | None) -> None:
        """Put a quote behind another one, or before all where ``after`` is None.

        Raises:
            StatementsError: It could not be written.
        """
        self._append({"type": "move", "id": id, "after": after})

    def _append(self, event: Mapping[str, Any]) -> None:
        line = {**event, "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        try:
            append_line(self.path, to_json(line).encode())
        except OSError as error:
            raise StatementsError(f"cannot write the quote book {self.path}: {error.strerror or error}") from error
        self.refresh()

    def _take_line(self, line: bytes) -> None:
        if not line.strip():
            return
        try:
            event = json.loads(line)
            self._take(event)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self.unread += 1

    def _take(self, event: Mapping[str, Any]) -> None:
        """Do what a line says; one that speaks of an unknown quote, or in unknown words, is left alone."""
        kind, id = event["type"], event["id"]
        if kind == "quote":
            if not isinstance(id, str) or id in self._entries:
                raise ValueError("a quote needs an id of its own")
            self._entries[id] = Entry(id, quote_of(event))
            self._order.insert(self._place_of(self._entries[id]), id)
        elif id not in self._entries:
            raise KeyError(id)
        elif kind == "delete":
            self._tombstones = [*(known for known in self._tombstones if known != id), id]
        elif kind == "restore":
            self._tombstones = [known for known in self._tombstones if known != id]
        elif kind == "note":
            self._entries[id] = replace(self._entries[id], note=_note(event["note"]))
        elif kind == "move":
            self._move(id, event["after"])
        else:
            raise ValueError(f"unknown line: {kind}")

    def _move(self, id: str, after: Any) -> None:
        if after is not None and after not in self._entries:
            raise KeyError(after)
        if after != id:
            self._order.remove(id)
            self._order.insert(0 if after is None else self._order.index(after) + 1, id)

    def _place_of(self, entry: Entry) -> int:
        """Return where a new quote goes: behind the last of its document, or among the documents by their ids."""
        wanted = _document_key(entry)
        for place in range(len(self._order), 0, -1):
            if _document_key(self._entries[self._order[place - 1]]) == wanted:
                return place
        for place, id in enumerate(self._order):
            if _document_key(self._entries[id]) > wanted:
                return place
        return len(self._order)


def _document_key(entry: Entry) -> tuple[str, str]:
    return (entry.quote.document_id, entry.quote.path)


def describe_entry(entry: Entry) -> dict[str, Any]:
    """Return an entry as ``statements quotes --json`` and the export write it."""
    return {"id": entry.id, **describe_quote(entry.quote), "note": entry.note}


def describe_quote(quote: Quote) -> dict[str, Any]:
    """Return the fields of a quote as the book keeps them; ``parts`` only where something is left out."""
    fields = {
        "document": quote.document_id,
        "title": quote.title,
        "authors": list(quote.authors),
        "publisher": quote.publisher,
        "date": str(quote.date) if quote.date else None,
        "source": quote.source,
        "path": quote.path,
        "sha256": quote.sha256,
        "span": list(quote.span),
        "locator": quote.locator,
        "taken": quote.taken,
        "text": quote.text,
    }
    return {**fields, "parts": [list(part) for part in quote.parts]} if quote.parts else fields


def quote_of(fields: Mapping[str, Any]) -> Quote:
    """Return the quote that :func:`describe_quote` described.

    Raises:
        ValueError: The fields make no quote.
        KeyError: One that is needed is missing.
    """
    text, span = fields["text"], Span(*_offsets(fields["span"]))
    parts = tuple(Span(*_offsets(part)) for part in fields.get("parts", ()))
    if not isinstance(text, str) or not isinstance(fields["document"], str) or len(text) != span.end - span.start:
        raise ValueError("the text of a quote is as long as its span")
    if any(not span.start <= part.start < part.end <= span.end for part in parts):
        raise ValueError("what is quoted lies inside the span")
    return Quote(
        fields["document"],
        span,
        text,
        title=_text(fields, "title"),
        authors=_authors(fields.get("authors")),
        publisher=_text(fields, "publisher"),
        date=_date(fields.get("date")),
        source=_text(fields, "source"),
        sha256=_text(fields, "sha256"),
        path=_text(fields, "path") or "",
        locator=_text(fields, "locator") or "",
        taken=_text(fields, "taken") or "",
        parts=parts,
    )


def _offsets(value: Any) -> Iterator[int]:
    start, end = value
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start <= end):
        raise ValueError("a span has two offsets")
    return iter((start, end))


def _authors(value: Any) -> tuple[str, ...]:
    return tuple(author for author in value if isinstance(author, str)) if isinstance(value, list) else ()


def _note(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("a note is a text")
    return value


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    return value if isinstance(value, str) and value else None


def _date(value: Any) -> PartialDate | None:
    found = _DATE.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    is_date = month is None or (1 <= month <= 12 and (day is None or 1 <= day <= 31))
    return PartialDate(year or 0, month, day) if is_date else None
