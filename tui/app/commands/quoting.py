"""Commands of the quote book."""

from tui.app.commands.command import Command, Scope, command

_Q = Scope.QUOTES

COMMANDS: tuple[Command, ...] = (
    command("quote_down", "j down", "move(1)", _Q, "Next quote", "Move to the next quote.", shown="j ↓"),
    command("quote_up", "k up", "move(-1)", _Q, "Previous quote", "Move to the quote before.", shown="k ↑"),
    command("quote_page_down", "space pagedown ctrl+d", "move_page(1)", _Q, "Page down", "Move a page down."),
    command("quote_page_up", "b pageup ctrl+u", "move_page(-1)", _Q, "Page up", "Move a page up."),
    command("quote_start", "g home", "move_end(-1)", _Q, "First quote", "Go to the first quote."),
    command("quote_end", "G end", "move_end(1)", _Q, "Last quote", "Go to the last quote."),
    command(
        "whole_quote", "tab", "screen.switch_pane", _Q, "Other pane", "Go from the list to the whole quote and back."
    ),
    command("open_quote", "enter", "screen.open", _Q, "Go to the place", "Read where the quote stands.", "read"),
    command("copy_again", "y", "screen.copy", _Q, "Copy again", "Copy the words of the quote.", "copy"),
    command(
        "copy_again_cited",
        "Y",
        "screen.copy_cited",
        _Q,
        "Copy again with citation",
        "Copy the quote with its source.",
        "with source",
    ),
    command(
        "copy_again_line",
        "ctrl+y",
        "screen.copy_line",
        _Q,
        "Copy again as one line",
        "Copy the words as one line, for a shell.",
    ),
    command(
        "copy_all",
        "A",
        "screen.copy_all",
        _Q,
        "Copy all",
        "Copy all listed quotes with their sources.",
        "copy all",
    ),
    command("note", "a", "screen.note", _Q, "Note", "Write a note to the quote.", "note"),
    command("delete_quote", "d", "screen.delete", _Q, "Delete", "Take the quote out of the book.", "delete"),
    command("undelete", "u", "screen.restore", _Q, "Undo", "Bring back what was deleted last.", "undo"),
    command(
        "quote_later",
        "J shift+down",
        "screen.reorder(1)",
        _Q,
        "Move down",
        "Move the quote down the list.",
        "move",
        "J K",
    ),
    command("quote_earlier", "K shift+up", "screen.reorder(-1)", _Q, "Move up", "Move the quote up the list."),
    command(
        "filter_quotes",
        "slash",
        "screen.filter",
        _Q,
        "Filter the quotes",
        "Narrow the list by words of the quote, its source or its note.",
        "filter",
    ),
    command(
        "export",
        "e",
        "screen.export",
        _Q,
        "Export",
        "Write the listed quotes to a file: Markdown, BibTeX, CSL-JSON, CSV or JSON.",
        "export",
        writes=True,
    ),
    command(
        "style_of_quotes",
        "S",
        "app.choose_style",
        _Q,
        "Style of the citations",
        "Choose how citations are written; the choice is remembered.",
        "style",
    ),
)
"""In the order of the help screen."""
