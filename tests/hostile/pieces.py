"""Lists of odd characters as one text each, which is easier to read than hundreds of quoted ones."""


def pieces(text: str) -> tuple[str, ...]:
    """Return what stands between the double bars of a text."""
    return tuple(text.split("‖"))


def byte_pieces(text: str) -> tuple[bytes, ...]:
    """Return what stands between the double bars of a text, each character a byte."""
    return tuple(piece.encode("latin-1") for piece in pieces(text))
