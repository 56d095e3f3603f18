"""Errors whose message is fit for a person."""


class StatementsError(Exception):
    """Something the person can understand and act on; the message is one line."""


class UnreadableFileError(StatementsError):
    """A file could not become a document; the message is the reason, in words."""


class UnknownDocumentError(StatementsError):
    """No document, or more than one, answers to the id that was given."""
