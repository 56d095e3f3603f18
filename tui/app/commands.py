"""Every command of the program, defined once: bindings, footer, palette and help come from this table."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from textual.binding import Binding, BindingType


class Scope(StrEnum):
    """Where a command's keys work."""

    SELECTING = "Selecting"
    READING = "Reading"
    LIST = "List of documents"
    PANES = "Library"
    COMPARE = "Two statements"
    SUMMARY = "Summary"
    OVERVIEW = "Overview"
    QUOTES = "Quote book"
    SEARCH = "Search"
    EVERYWHERE = "Everywhere"
    PALETTE = "Palette"


@dataclass(frozen=True, slots=True)
class Command:
    """One command: what it is called, what it does, which keys run it and where."""

    id: str
    """Name for key maps, unique."""
    title: str
    """A few words, for the palette."""
    help: str
    """One sentence, for the help screen."""
    keys: tuple[str, ...]
    """Textual's key names; the first is shown."""
    action: str
    """The Textual action it runs, namespace included where it is not the focused pane's own."""
    scope: Scope
    """Where its keys work."""
    footer: str | None = None
    """One word for the footer, or None to leave it out."""
    key_shown: str | None = None
    """How the key is written, where its name would not do."""


def _command(
    id: str,
    keys: str,
    action: str,
    scope: Scope,
    title: str,
    help: str,
    footer: str | None = None,
    shown: str | None = None,
) -> Command:
    return Command(id, title, help, tuple(keys.split()), action, scope, footer, shown)


_R, _L, _P, _C, _E = Scope.READING, Scope.LIST, Scope.PANES, Scope.COMPARE, Scope.EVERYWHERE
_S, _M, _O = Scope.SEARCH, Scope.SUMMARY, Scope.OVERVIEW
_V, _Q = Scope.SELECTING, Scope.QUOTES

COMMANDS: tuple[Command, ...] = (
    _command(
        "extend_sentence",
        "right_parenthesis",
        "extend('sentence', 1)",
        _V,
        "Extend by a sentence",
        "Extend the selection by a sentence.",
        "sentence",
        "( )",
    ),
    _command(
        "extend_sentence_back",
        "left_parenthesis",
        "extend('sentence', -1)",
        _V,
        "Back by a sentence",
        "Move the selection's end back by a sentence.",
    ),
    _command(
        "extend_paragraph",
        "right_curly_bracket ctrl+down",
        "extend('paragraph', 1)",
        _V,
        "Extend by a paragraph",
        "Extend the selection by a paragraph.",
        "paragraph",
        "{ }",
    ),
    _command(
        "extend_paragraph_back",
        "left_curly_bracket ctrl+up",
        "extend('paragraph', -1)",
        _V,
        "Back by a paragraph",
        "Move the selection's end back by a paragraph.",
    ),
    _command(
        "extend_word",
        "w",
        "extend('word', 1)",
        _V,
        "Extend by a word",
        "Extend the selection by a word.",
        "word",
        "b w",
    ),
    _command(
        "extend_word_back",
        "b",
        "extend('word', -1)",
        _V,
        "Back by a word",
        "Move the selection's end back by a word.",
    ),
    _command(
        "extend_character",
        "l right",
        "extend('character', 1)",
        _V,
        "Extend by a character",
        "Extend the selection by a character.",
        "character",
        "h l",
    ),
    _command(
        "extend_character_back",
        "h left",
        "extend('character', -1)",
        _V,
        "Back by a character",
        "Move the selection's end back by a character.",
    ),
    _command(
        "extend_to_end",
        "dollar_sign",
        "extend('edge', 1)",
        _V,
        "To the paragraph's end",
        "Move the selection's end to the end of its paragraph.",
        "edge",
        "0 $",
    ),
    _command(
        "extend_to_start",
        "0",
        "extend('edge', -1)",
        _V,
        "To the paragraph's start",
        "Move the selection's end to the start of its paragraph.",
    ),
    _command(
        "swap_ends",
        "o",
        "swap_ends",
        _V,
        "The other end",
        "Let the keys move the selection's other end.",
        "other end",
    ),
    _command("line_down", "j down", "line(1)", _R, "Line down", "Scroll one line down.", shown="j ↓"),
    _command("line_up", "k up", "line(-1)", _R, "Line up", "Scroll one line up.", shown="k ↑"),
    _command("page_down", "space pagedown", "page(1)", _R, "Page down", "Scroll one page down.", "page", "space"),
    _command("page_up", "b pageup", "page(-1)", _R, "Page up", "Scroll one page up."),
    _command("half_down", "ctrl+d", "half(1)", _R, "Half a page down", "Scroll half a page down."),
    _command("half_up", "ctrl+u", "half(-1)", _R, "Half a page up", "Scroll half a page up."),
    _command("text_start", "g home", "end(-1)", _R, "Start of the text", "Go to the start of the text."),
    _command("text_end", "G end", "end(1)", _R, "End of the text", "Go to the end of the text."),
    _command(
        "next_sentence",
        "right_parenthesis",
        "sentence(1)",
        _R,
        "Next sentence",
        "Go to the next sentence.",
        "sentence",
        "( )",
    ),
    _command(
        "previous_sentence",
        "left_parenthesis",
        "sentence(-1)",
        _R,
        "Previous sentence",
        "Go to the sentence before.",
    ),
    _command(
        "next_paragraph",
        "right_curly_bracket ctrl+down",
        "paragraph(1)",
        _R,
        "Next paragraph",
        "Go to the next paragraph.",
    ),
    _command(
        "previous_paragraph",
        "left_curly_bracket ctrl+up",
        "paragraph(-1)",
        _R,
        "Previous paragraph",
        "Go to the paragraph before.",
    ),
    _command(
        "find",
        "slash",
        "screen.find",
        _R,
        "Find in the text",
        "Find words in this text; case, accents and quotes are alike.",
        "find",
    ),
    _command("next_hit", "n", "hit(1)", _R, "Next hit", "Go to the next hit; after a search on into other texts."),
    _command("previous_hit", "N", "hit(-1)", _R, "Previous hit", "Go to the hit before."),
    _command(
        "search_word",
        "asterisk",
        "screen.search_word",
        _R,
        "Search this word",
        "Search for what is selected or clicked, or the sentence's longest word.",
    ),
    _command(
        "select",
        "v",
        "select",
        _R,
        "Select",
        "Select the current sentence, to be extended by keys, or drop the selection.",
        "select",
    ),
    _command(
        "copy_quote",
        "y",
        "screen.copy",
        _R,
        "Copy",
        "Put the selection, or else the current sentence, into the quote book and copy its words.",
        "copy",
    ),
    _command(
        "copy_cited",
        "Y",
        "screen.copy_cited",
        _R,
        "Copy with citation",
        "The same, and copy the words with their source.",
        "with source",
    ),
    _command(
        "copy_line",
        "ctrl+y",
        "screen.copy_line",
        _R,
        "Copy as one line",
        "The same, and copy the words as one line, for a shell.",
    ),
    _command(
        "style",
        "S",
        "app.choose_style",
        _R,
        "Citation style",
        "Choose how citations are written; the choice is remembered.",
    ),
    _command("fold", "f", "fold", _R, "Fold furniture", "Fold page furniture and captions away, or show them."),
    _command(
        "wider",
        "plus",
        "measure(4)",
        _R,
        "Wider lines",
        "Set the text four columns wider.",
        shown="+",
    ),
    _command(
        "narrower",
        "minus underscore",
        "measure(-4)",
        _R,
        "Narrower lines",
        "Set the text four columns narrower.",
    ),
    _command(
        "cursor_down",
        "j down",
        "cursor(1)",
        _L,
        "Next in the list",
        "Move to the next document; its text shows at once.",
        shown="j ↓",
    ),
    _command(
        "cursor_up",
        "k up",
        "cursor(-1)",
        _L,
        "Previous in the list",
        "Move to the document before.",
        shown="k ↑",
    ),
    _command("list_page_down", "pagedown ctrl+d", "page(1)", _L, "List page down", "Move a page down the list."),
    _command("list_page_up", "pageup ctrl+u", "page(-1)", _L, "List page up", "Move a page up the list."),
    _command("list_start", "g home", "end(-1)", _L, "Top of the list", "Go to the first document."),
    _command("list_end", "G end", "end(1)", _L, "End of the list", "Go to the last document."),
    _command("choose", "enter l right", "choose", _L, "Read", "Go to the text.", "read"),
    _command(
        "scroll_text_down",
        "space",
        "screen.scroll_text(1)",
        _L,
        "Page the text down",
        "Page the text without leaving the list.",
    ),
    _command("scroll_text_up", "b", "screen.scroll_text(-1)", _L, "Page the text up", "Page the text back."),
    _command(
        "filter",
        "slash",
        "screen.filter",
        _L,
        "Filter the list",
        "Narrow the list by title, author, date or file name.",
        "filter",
    ),
    _command(
        "switch",
        "tab",
        "screen.switch_pane",
        _P,
        "Other pane",
        "Go from the list to the text and back.",
        "pane",
    ),
    _command(
        "next_document",
        "right_square_bracket full_stop",
        "screen.turn(1)",
        _P,
        "Next document",
        "Open the next document of the list.",
        "document",
        "[ ]",
    ),
    _command(
        "previous_document",
        "left_square_bracket comma",
        "screen.turn(-1)",
        _P,
        "Previous document",
        "Open the document before it in the list.",
    ),
    _command(
        "order",
        "o",
        "screen.change_order",
        _P,
        "Change the order",
        "Sort by file, date, title or author, in turn.",
        "order",
    ),
    _command(
        "compare",
        "c",
        "screen.compare",
        _P,
        "Put beside another",
        "Put this statement beside another one.",
        "compare",
    ),
    _command(
        "sidebar",
        "backslash f2",
        "screen.toggle_sidebar",
        _P,
        "Sidebar",
        "Hide the list of documents, or show it.",
        shown="\\",
    ),
    _command(
        "narrow",
        "m",
        "screen.narrow",
        _P,
        "Only what matches",
        "List the texts that match the last search, or those that do not.",
    ),
    _command("overview", "O", "screen.overview", _P, "Overview", "Compare all statements with each other."),
    _command("switch_side", "tab", "screen.switch_pane", _C, "Other side", "Go to the other statement.", "side"),
    _command(
        "partner",
        "enter",
        "screen.partner",
        _C,
        "Bring the partner level",
        "Bring the paired passage level with this one; again for the next; the nearest ones where there is none.",
        "partner",
    ),
    _command(
        "next_pair",
        "right_square_bracket full_stop",
        "screen.pair(1)",
        _C,
        "Next pair",
        "Go to the next paired passage, its partner level with it.",
        "pair",
        "[ ]",
    ),
    _command(
        "previous_pair",
        "left_square_bracket comma",
        "screen.pair(-1)",
        _C,
        "Previous pair",
        "Go to the paired passage before.",
    ),
    _command(
        "lock",
        "equals_sign",
        "screen.lock",
        _C,
        "Scroll together",
        "Let the other pane follow the pairs, or let it be.",
        "lock",
    ),
    _command(
        "word_difference",
        "d",
        "screen.word_difference",
        _C,
        "Word difference",
        "Mark the words that differ where both have one text.",
        "words",
    ),
    _command(
        "shared_phrases",
        "p",
        "screen.shared_phrases",
        _C,
        "Shared phrases",
        "Light what both say word for word.",
        "phrases",
    ),
    _command(
        "only_here",
        "u",
        "screen.only_here",
        _C,
        "Only the unpaired",
        "Show only what one of the two says alone, or all again.",
        "unpaired",
    ),
    _command(
        "one_column",
        "w",
        "screen.one_column",
        _C,
        "One column",
        "Put the passages of both into one column, or side by side again.",
        "column",
    ),
    _command(
        "summary",
        "i",
        "screen.summary",
        _C,
        "Summary",
        "Tell the shares, the shared phrases, the differing facts and the telling words.",
        "summary",
    ),
    _command(
        "copy_pair",
        "P",
        "screen.copy_pair",
        _C,
        "Copy the pair",
        "Copy both passages of the pair, each with its source.",
    ),
    _command(
        "compare_other",
        "c",
        "screen.compare_other",
        _C,
        "Another beside this one",
        "Choose another statement to stand beside this one.",
    ),
    _command("swap", "x", "screen.swap", _C, "Swap", "Let the two statements change sides.", "swap"),
    _command("summary_down", "j down", "move(1)", _M, "Next line", "Move to the next line.", shown="j ↓"),
    _command("summary_up", "k up", "move(-1)", _M, "Previous line", "Move to the line before.", shown="k ↑"),
    _command("summary_page_down", "space pagedown ctrl+d", "move_page(1)", _M, "Page down", "Move a page down."),
    _command("summary_page_up", "b pageup ctrl+u", "move_page(-1)", _M, "Page up", "Move a page up."),
    _command("summary_start", "g home", "move_end(-1)", _M, "First line", "Go to the first line."),
    _command("summary_end", "G end", "move_end(1)", _M, "Last line", "Go to the last line."),
    _command("summary_open", "enter", "open", _M, "Go there", "Go to the places of the line, all lit.", "go there"),
    _command("cell_down", "j down", "move(1, 0)", _O, "Down", "Move to the statement below.", shown="j ↓"),
    _command("cell_up", "k up", "move(-1, 0)", _O, "Up", "Move to the statement above.", shown="k ↑"),
    _command("cell_right", "l right", "move(0, 1)", _O, "Right", "Move to the statement on the right.", shown="l →"),
    _command("cell_left", "h left", "move(0, -1)", _O, "Left", "Move to the statement on the left.", shown="h ←"),
    _command("overview_page_down", "space pagedown ctrl+d", "move_page(1)", _O, "Page down", "Move a page down."),
    _command("overview_page_up", "b pageup ctrl+u", "move_page(-1)", _O, "Page up", "Move a page up."),
    _command("overview_start", "g home", "move_end(-1)", _O, "First cell", "Go to the first cell."),
    _command("overview_end", "G end", "move_end(1)", _O, "Last cell", "Go to the last cell."),
    _command(
        "next_related",
        "n",
        "move_related(1)",
        _O,
        "Next in rank",
        "Go to the two statements that have the most in common, then the next two.",
        "next in rank",
    ),
    _command("previous_related", "N", "move_related(-1)", _O, "Previous in rank", "Go back to the two before."),
    _command("open_cell", "enter", "open", _O, "Compare these", "Put the two statements side by side.", "compare"),
    _command("quote_down", "j down", "move(1)", _Q, "Next quote", "Move to the next quote.", shown="j ↓"),
    _command("quote_up", "k up", "move(-1)", _Q, "Previous quote", "Move to the quote before.", shown="k ↑"),
    _command("quote_page_down", "space pagedown ctrl+d", "move_page(1)", _Q, "Page down", "Move a page down."),
    _command("quote_page_up", "b pageup ctrl+u", "move_page(-1)", _Q, "Page up", "Move a page up."),
    _command("quote_start", "g home", "move_end(-1)", _Q, "First quote", "Go to the first quote."),
    _command("quote_end", "G end", "move_end(1)", _Q, "Last quote", "Go to the last quote."),
    _command(
        "whole_quote", "tab", "screen.switch_pane", _Q, "Other pane", "Go from the list to the whole quote and back."
    ),
    _command("open_quote", "enter", "screen.open", _Q, "Go to the place", "Read where the quote stands.", "read"),
    _command("copy_again", "y", "screen.copy", _Q, "Copy again", "Copy the words of the quote.", "copy"),
    _command(
        "copy_again_cited",
        "Y",
        "screen.copy_cited",
        _Q,
        "Copy again with citation",
        "Copy the quote with its source.",
        "with source",
    ),
    _command(
        "copy_again_line",
        "ctrl+y",
        "screen.copy_line",
        _Q,
        "Copy again as one line",
        "Copy the words as one line, for a shell.",
    ),
    _command(
        "copy_all",
        "A",
        "screen.copy_all",
        _Q,
        "Copy all",
        "Copy all listed quotes with their sources.",
        "copy all",
    ),
    _command("note", "a", "screen.note", _Q, "Note", "Write a note to the quote.", "note"),
    _command("delete_quote", "d", "screen.delete", _Q, "Delete", "Take the quote out of the book.", "delete"),
    _command("undelete", "u", "screen.restore", _Q, "Undo", "Bring back what was deleted last.", "undo"),
    _command(
        "quote_later",
        "J shift+down",
        "screen.reorder(1)",
        _Q,
        "Move down",
        "Move the quote down the list.",
        "move",
        "J K",
    ),
    _command("quote_earlier", "K shift+up", "screen.reorder(-1)", _Q, "Move up", "Move the quote up the list."),
    _command(
        "filter_quotes",
        "slash",
        "screen.filter",
        _Q,
        "Filter the quotes",
        "Narrow the list by words of the quote, its source or its note.",
        "filter",
    ),
    _command(
        "export",
        "e",
        "screen.export",
        _Q,
        "Export",
        "Write the listed quotes to a file: Markdown, BibTeX, CSL-JSON, CSV or JSON.",
        "export",
    ),
    _command(
        "style_of_quotes",
        "S",
        "app.choose_style",
        _Q,
        "Style of the citations",
        "Choose how citations are written; the choice is remembered.",
        "style",
    ),
    _command("hit_down", "down ctrl+n", "move(1)", _S, "Next hit in the list", "Move to the next hit."),
    _command("hit_up", "up", "move(-1)", _S, "Previous hit in the list", "Move to the hit before."),
    _command("hit_page_down", "pagedown", "move_page(1)", _S, "Hits: page down", "Move a page of hits down."),
    _command("hit_page_up", "pageup", "move_page(-1)", _S, "Hits: page up", "Move a page of hits up."),
    _command("open_hit", "enter", "open_hit", _S, "Read at the hit", "Read the text there, with all hits lit."),
    _command(
        "hit_view",
        "tab",
        "change_view",
        _S,
        "Other view of the hits",
        "Show the hits by document, by rank, or as a concordance.",
        "view",
    ),
    _command(
        "concordance_order",
        "ctrl+o",
        "change_concordance",
        _S,
        "Sort the concordance",
        "Sort the concordance by what stands right, left, by the word, or by rank.",
        "sort",
    ),
    _command("earlier_query", "ctrl+up", "recall(1)", _S, "Earlier query", "Go back to an earlier query."),
    _command("later_query", "ctrl+down", "recall(-1)", _S, "Later query", "Go on to a later query."),
    _command("search", "s", "app.search", _E, "Search all texts", "Find passages by half-remembered words.", "search"),
    _command("help", "question_mark f1", "app.show_help", _E, "Help", "Show all keys.", "help", "?"),
    _command(
        "palette",
        "ctrl+p colon",
        "app.command_palette",
        _E,
        "Command palette",
        "Find a command by name.",
        "commands",
        ":",
    ),
    _command("redraw", "ctrl+l", "app.redraw", _E, "Redraw", "Draw the whole screen again."),
    _command(
        "back",
        "escape",
        "screen.back",
        _E,
        "Back",
        "Undo one layer: selection, hits, filter, screen; never quits.",
    ),
    _command("quit", "q", "app.quit", _E, "Quit", "Leave the program.", "quit"),
    _command(
        "quotes", "Q", "app.show_quotes", _E, "Quote book", "Read, order, copy and export the quotes taken.", "quotes"
    ),
    _command(
        "verify",
        "V",
        "app.verify",
        _E,
        "Check a quotation",
        "Tell where a quotation comes from and whether it is exact.",
    ),
    _command(
        "theme",
        "",
        "app.change_theme",
        Scope.PALETTE,
        "Change the theme",
        "Choose colours; the choice is remembered.",
    ),
    _command(
        "route",
        "",
        "app.choose_route",
        Scope.PALETTE,
        "Way to the clipboard",
        "Choose by which way copies go; the choice is remembered.",
    ),
)
"""All commands, in the order of the help screen."""

_NAMES = {
    "right_parenthesis": ")",
    "left_parenthesis": "(",
    "right_curly_bracket": "}",
    "left_curly_bracket": "{",
    "right_square_bracket": "]",
    "left_square_bracket": "[",
    "slash": "/",
    "asterisk": "*",
    "backslash": "\\",
    "question_mark": "?",
    "full_stop": ".",
    "comma": ",",
    "colon": ":",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "dollar_sign": "$",
    "underscore": "_",
    "pagedown": "pgdn",
    "pageup": "pgup",
    "down": "↓",
    "up": "↑",
    "right": "→",
    "left": "←",
    "escape": "esc",
}


def key_name(key: str) -> str:
    """Return how a key is written for people: ``)``, ``pgdn``, ``ctrl+d``."""
    *modifiers, last = key.split("+") if key != "+" else ["+"]
    return "+".join([*modifiers, _NAMES.get(last, last)])


def keys_shown(command: Command) -> str:
    """Return all keys of a command, for people."""
    return " ".join(key_name(key) for key in command.keys)


def commands_of(*scopes: Scope) -> Iterable[Command]:
    """Return the commands of some scopes, in table order."""
    return (command for command in COMMANDS if command.scope in scopes)


def bindings(*scopes: Scope) -> list[BindingType]:
    """Return the bindings of some scopes, for a pane's ``BINDINGS``."""
    return [
        Binding(
            ",".join(command.keys),
            command.action,
            command.footer or command.title,
            show=command.footer is not None,
            key_display=command.key_shown or key_name(command.keys[0]),
            id=command.id,
            tooltip=command.help,
        )
        for command in commands_of(*scopes)
        if command.keys
    ]
