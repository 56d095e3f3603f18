"""Messages that several widgets and screens share."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

from tui.documents.model import Document

if TYPE_CHECKING:
    from tui.app.carrying import Carried
    from tui.rereading import Changes
    from tui.search.searcher import News


class DocumentsRead(Message):
    """More documents have been read in the background."""

    def __init__(self, documents: Sequence[Document], done: int, total: int) -> None:
        """Carry the new documents and how far the reading is, in files."""
        super().__init__()
        self.documents = tuple(documents)
        self.done = done
        self.total = total


class FilesReread(Message):
    """The files have been looked at again."""

    def __init__(self, changes: "Changes") -> None:
        """Carry what has changed in them."""
        super().__init__()
        self.changes = changes


class SearchNews(Message):
    """The searcher has an answer, or can search more than before."""

    def __init__(self, news: "News") -> None:
        """Carry what the searcher says."""
        super().__init__()
        self.news = news


class KeyDone(Message):
    """Follows a key on its way up through the panes: when it has come back, the key has had its effect."""

    def __init__(self, turn: int) -> None:
        """Carry the number of the key."""
        super().__init__()
        self.turn = turn


class ForTerminal(Message):
    """There is an escape sequence that goes to the terminal in order with everything else."""


class CopyDone(Message):
    """What was to be copied is on its way, or could not be sent."""

    def __init__(self, carried: "Carried") -> None:
        """Carry what became of it."""
        super().__init__()
        self.carried = carried


class NothingKept(Message):
    """What should be remembered could not be written."""

    def __init__(self, notice: str) -> None:
        """Carry what is to be said of it."""
        super().__init__()
        self.notice = notice
