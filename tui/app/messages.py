"""Messages that several widgets and screens share."""

from collections.abc import Sequence

from textual.message import Message

from tui.documents.model import Document


class DocumentsRead(Message):
    """More documents have been read in the background."""

    def __init__(self, documents: Sequence[Document], done: int, total: int) -> None:
        """Carry the new documents and how far the reading is, in files."""
        super().__init__()
        self.documents = tuple(documents)
        self.done = done
        self.total = total
