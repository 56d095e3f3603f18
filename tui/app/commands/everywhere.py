"""Commands of the search, and those that work everywhere."""

from tui.app.commands.command import Command, Scope, command

_S, _E = Scope.SEARCH, Scope.EVERYWHERE

COMMANDS: tuple[Command, ...] = (
    command("hit_down", "down ctrl+n", "move(1)", _S, "Next hit in the list", "Move to the next hit."),
    command("hit_up", "up", "move(-1)", _S, "Previous hit in the list", "Move to the hit before."),
    command("hit_page_down", "pagedown", "move_page(1)", _S, "Hits: page down", "Move a page of hits down."),
    command("hit_page_up", "pageup", "move_page(-1)", _S, "Hits: page up", "Move a page of hits up."),
    command("open_hit", "enter", "open_hit", _S, "Read at the hit", "Read the text there, with all hits lit."),
    command(
        "hit_view",
        "tab",
        "change_view",
        _S,
        "Other view of the hits",
        "Show the hits by document, by rank, or as a concordance.",
        "view",
    ),
    command(
        "concordance_order",
        "ctrl+o",
        "change_concordance",
        _S,
        "Sort the concordance",
        "Sort the concordance by what stands right, left, by the word, or by rank.",
        "sort",
    ),
    command("earlier_query", "ctrl+up", "recall(1)", _S, "Earlier query", "Go back to an earlier query."),
    command("later_query", "ctrl+down", "recall(-1)", _S, "Later query", "Go on to a later query."),
    command("search", "s", "app.search", _E, "Search all texts", "Find passages by half-remembered words.", "search"),
    command("help", "question_mark f1", "app.show_help", _E, "Help", "Show all keys.", "help", "?"),
    command(
        "palette",
        "ctrl+p colon",
        "app.command_palette",
        _E,
        "Command palette",
        "Find a command by name.",
        "commands",
        ":",
    ),
    command(
        "mouse",
        "M",
        "app.release_mouse",
        _E,
        "Let go of the mouse",
        "Leave the mouse to the terminal, so that its own selection works, or take it back.",
    ),
    command("redraw", "ctrl+l", "app.redraw", _E, "Redraw", "Draw the whole screen again."),
    command(
        "back",
        "escape",
        "screen.back",
        _E,
        "Back",
        "Undo one layer: selection, hits, filter, screen; never quits.",
    ),
    command("quit", "q", "app.quit", _E, "Quit", "Leave the program.", "quit"),
    command(
        "quotes", "Q", "app.show_quotes", _E, "Quote book", "Read, order, copy and export the quotes taken.", "quotes"
    ),
    command(
        "verify",
        "V",
        "app.verify",
        _E,
        "Check a quotation",
        "Tell where a quotation comes from and whether it is exact.",
    ),
    command(
        "theme",
        "",
        "app.change_theme",
        Scope.PALETTE,
        "Change the theme",
        "Choose colours; the choice is remembered.",
    ),
    command(
        "route",
        "",
        "app.choose_route",
        Scope.PALETTE,
        "Way to the clipboard",
        "Choose by which way copies go; the choice is remembered.",
    ),
)
"""In the order of the help screen."""
