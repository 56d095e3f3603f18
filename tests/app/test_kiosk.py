"""The program as a reading room: what is left works and writes nothing, and what writes is not there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import OptionList

from tests.app.stage import Stage, opened
from tests.app.statements import sentence
from tui.app.commands import COMMANDS, Scope, commands_of
from tui.app.kiosk import OUT_OF_MEMORY, ReadingRoom
from tui.app.screens.library import LibraryScreen
from tui.app.screens.palette import PaletteScreen
from tui.app.screens.quotes import QuotesScreen
from tui.app.themes import DARK, LIGHT
from tui.errors import StatementsError

_BOOK = ("tab", "y", ")", "y", "Q")
_WRITING = {"export", "route", "suspend"}
_PLACES: dict[Scope, tuple[str, ...]] = {
    Scope.LIST: (),
    Scope.PANES: (),
    Scope.READING: ("tab",),
    Scope.SELECTING: ("tab", "v"),
    Scope.COMPARE: ("c", "enter"),
    Scope.SUMMARY: ("c", "enter", "i"),
    Scope.OVERVIEW: ("O",),
    Scope.QUOTES: _BOOK,
    Scope.SEARCH: ("s", *"river"),
    Scope.EVERYWHERE: ("tab",),
    Scope.PALETTE: (),
}
"""Keys that lead from the beginning to where the commands of a scope work."""


@asynccontextmanager
async def _room(*paths: Path, **options: Any) -> AsyncIterator[Stage]:
    async with opened(*paths, program=ReadingRoom, size=(120, 40), **options) as stage:
        yield stage


def _files(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.lstat().st_size, path.lstat().st_mtime_ns) for path in folder.rglob("*")}


async def _go_home(stage: Stage) -> None:
    """Leave everything, for the list at the beginning."""
    for _ in range(8):
        if isinstance(stage.app.screen, LibraryScreen):
            break
        await stage.press("escape")
        if isinstance(stage.app.screen, PaletteScreen):
            await stage.pilot.pause(0.05)
    await stage.press("escape", "escape")
    stage.app.screen.set_focus(stage.documents)
    await stage.pilot.pause()


@pytest.mark.parametrize("scope", Scope)
async def test_every_command_runs_and_nothing_is_written(scope: Scope, folder: Path, tmp_path: Path) -> None:
    before = _files(tmp_path)
    async with _room(folder) as stage:
        place: type | None = None
        for command in commands_of(scope):
            if command.writes or command.id == "quit":
                continue
            if type(stage.app.screen) is not place:
                await _go_home(stage)
                await stage.press_in_turn(*_PLACES[scope])
            place = type(stage.app.screen)
            await stage.app.run_action(command.action, stage.app.focused or stage.app.screen)
            await stage.pilot.pause()
            assert stage.app.is_running, command.id
    assert stage.app.return_code in (0, None)
    assert _files(tmp_path) == before


async def test_quitting_ends_it(folder: Path, tmp_path: Path) -> None:
    before = _files(tmp_path)
    async with _room(folder) as stage:
        await stage.press("q")
        assert stage.app.return_code == 0
    assert _files(tmp_path) == before


def test_what_writes_is_known() -> None:
    assert {command.id for command in COMMANDS if command.writes} == _WRITING


@pytest.mark.parametrize("scope", [Scope.LIST, Scope.READING, Scope.COMPARE, Scope.OVERVIEW, Scope.QUOTES])
async def test_no_command_that_writes_has_a_key_or_is_offered(scope: Scope, folder: Path) -> None:
    titles = {command.title for command in COMMANDS if command.writes}
    async with _room(folder) as stage:
        await stage.press_in_turn(*_PLACES[scope])
        bound = {active.binding.id for active in stage.app.screen.active_bindings.values()}
        assert bound and not bound & _WRITING
        assert not titles & set(stage.text.split("  "))
        await stage.press("ctrl+p")
        await stage.until(lambda: isinstance(stage.app.screen, PaletteScreen))
        await stage.until(lambda: stage.app.screen.query_one(OptionList).option_count > 0)
        offered = "\n".join(str(option.prompt) for option in stage.app.screen.query_one(OptionList).options)
        assert not any(f"{title}\n" in f"{offered}\n" for title in titles)
        assert not any(word in offered.lower() for word in ("screenshot", "suspend", "devtools", "system"))


async def test_help_does_not_speak_of_what_is_not_there(folder: Path) -> None:
    async with _room(folder) as stage:
        await stage.press("?")
        text = str(stage.app.screen.query("Static").first().render())
        assert "Scroll one line down." in text
        assert not any(command.help in text for command in COMMANDS if command.writes)


async def test_keys_that_would_write_do_nothing_in_the_quote_book(folder: Path, tmp_path: Path) -> None:
    before = _files(tmp_path)
    async with _room(folder) as stage:
        await stage.press(*_BOOK)
        for key in ("e", "E", "exclamation_mark", "vertical_line", "ctrl+s", "ctrl+o", "ctrl+x", "f12"):
            await stage.press(key)
            assert isinstance(stage.app.screen, QuotesScreen), key
    assert _files(tmp_path) == before


_IN_NO_TABLE = """
app.screenshot app.suspend_process app.simulate_key('e') app.push_screen('x') app.switch_screen('x')
app.pop_screen app.toggle_dark app.notify('x') app.add_class('a','b') app.remove_class('a','b') 
app.toggle_class('a','b') app.focus('text') app.bell app.show_help_panel app.hide_help_panel app.switch_mode('x')
app.back screenshot suspend_process screen.export export app.export app.choose_route
""".split()


async def test_actions_that_stand_in_no_table_are_refused(folder: Path, tmp_path: Path) -> None:
    before = _files(tmp_path)
    async with _room(folder) as stage:
        await stage.press(*_BOOK)
        screen = stage.app.screen
        for action in _IN_NO_TABLE:
            namespace = screen if action == "export" else stage.app
            assert not await stage.app.run_action(action, namespace), action
            assert stage.app.screen is screen, action
            assert stage.app._check_action_state(action, namespace) is False, action
    assert _files(tmp_path) == before


async def test_what_textual_can_write_or_open_is_refused(folder: Path) -> None:
    async with _room(folder) as stage:
        app = stage.app
        for attempt in (
            lambda: app.open_url("http://127.0.0.1"),
            lambda: app.save_screenshot(),
            lambda: app.deliver_screenshot(),
            lambda: app.deliver_text("x"),
            lambda: app.deliver_binary("x"),
            lambda: app.suspend(),
        ):
            with pytest.raises(StatementsError, match="not in a reading room"):
                attempt()


async def test_ctrl_z_and_a_suspending_action_say_why_nothing_happens(folder: Path) -> None:
    async with _room(folder) as stage:
        await stage.press("ctrl+z")
        assert stage.status.startswith("a reading room cannot be left for a shell")
        await stage.press("j")
        stage.app.action_suspend_process()
        assert stage.status.startswith("a reading room cannot be left for a shell")


async def test_quotes_last_as_long_as_the_visit(folder: Path, tmp_path: Path) -> None:
    async with _room(folder) as stage:
        await stage.press(*_BOOK)
        assert stage.copied == [sentence(1, 0), sentence(1, 1)]
        await stage.press("a", *"mine", "enter")
        assert "✎ mine" in stage.text
        await stage.press("J", "d", "u", "Y")
        assert stage.copied[2].startswith(sentence(1, 0))
        await stage.press("A")
        assert all(sentence(1, place) in stage.copied[-1] for place in (0, 1))
        await stage.press("escape", "Q")
        assert sentence(1, 0)[:20] in stage.text
    async with _room(folder) as stage:
        await stage.press("Q")
        assert "There are no quotes in the book yet." in stage.text
        assert str(tmp_path) not in stage.text


async def test_no_path_of_the_server_is_shown_or_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    seen: list[str] = []
    async with _room(Path()) as stage:
        stage.app.set_style("{text} {file} {id} {source}")
        await stage.press("tab", "Y", "Q")
        seen += [stage.text, str(stage.app.open_book().entries)]
        await stage.press("Y", "escape", "escape", "tab")
        for _ in stage.app.library:
            seen.append(stage.text)
            await stage.press("]")
        assert any("b-empty.txt" in text for text in seen)
        seen += stage.copied
    parts = {part for part in folder.parts if len(part) > 4}
    assert parts and not [part for part in parts if part in "".join(seen)]


@pytest.mark.parametrize(
    ("term", "wrapped"), [("xterm", False), ("tmux-256color", True), ("screen", True)], ids=["plain", "tmux", "screen"]
)
async def test_copies_go_to_the_terminal_alone(
    term: str, wrapped: bool, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"TERM": term, "DISPLAY": ":0", "TMUX": "/tmp/x,1,0", "WAYLAND_DISPLAY": "w"}.items():
        monkeypatch.setenv(name, value)
    async with _room(folder, has_mouse=False) as stage:
        await stage.press("tab", "y")
        assert "to your terminal (OSC 52)" in stage.status and "doctor" not in stage.status
        assert any("]52;c;" in text and text.startswith("\x1bP") for text in stage.written) is wrapped
    assert not (tmp_path / "state").exists()


async def test_a_terminal_without_a_clipboard_gets_no_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "linux")
    before = _files(tmp_path)
    async with _room(folder) as stage:
        await stage.press("tab", "y")
        assert stage.status.startswith("No route to a clipboard here.")
        assert stage.copied == []
    assert _files(tmp_path) == before


async def test_theme_style_measure_and_queries_last_for_the_visit(folder: Path, tmp_path: Path) -> None:
    before = _files(tmp_path)
    async with _room(folder) as stage:
        stage.app.theme = LIGHT.name
        stage.app.set_style("apa")
        await stage.press("f2", "plus")
        await stage.search_for("harbour")
        await stage.press("enter", "s", "ctrl+up")
        assert stage.search.bar.query_text == "harbour"
        assert (stage.app.theme, stage.app.style) == (LIGHT.name, "apa")
    async with _room(folder) as stage:
        assert (stage.app.theme, stage.app.style, stage.view.measure) == (DARK.name, "plain", 72)
        await stage.press("s", "ctrl+up")
        assert stage.search.bar.query_text == ""
    assert _files(tmp_path) == before


async def test_what_is_kept_of_other_runs_is_not_read(folder: Path) -> None:
    async with opened(folder) as stage:
        await stage.press("f2", "plus", "tab", "y")
    async with _room(folder) as stage:
        assert stage.view.measure == 72
        await stage.press("Q")
        assert "There are no quotes" in stage.text


async def test_links_out_of_the_library_are_left_out(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("Secret\n\nNobody may read this.\n")
    links = {
        "file.txt": "../secret.txt",
        "folder": "..",
        "chain.txt": "file.txt",
        "passwd.txt": "/etc/passwd",
        "zero.txt": "/dev/zero",
        "inner.txt": "missing.txt",
    }
    for name, target in links.items():
        (folder / name).symlink_to(target)
    (folder / "second.txt").symlink_to(next(path for path in folder.iterdir() if path.stem.startswith("a-")).name)
    async with opened(folder, program=ReadingRoom, waits=False) as stage:
        await stage.until(lambda: not stage.app.progress and bool(stage.app.library.documents))
        ids = {document.id for document in stage.app.library}
        assert not ids & {"file", "chain", "passwd", "zero"} and not any("folder" in name for name in ids)
        assert "second" in ids
        assert "Nobody may read" not in "".join(document.text for document in stage.app.library)


async def test_a_file_that_became_a_link_out_meanwhile_is_not_read(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("Secret\n\nNobody may read this.\n")
    room = ReadingRoom([folder])
    source = room.find_sources()[0]
    source.path.unlink()
    source.path.symlink_to(secret)

    document = source.read()

    assert document.problem == "it lies outside of what was opened"
    assert document.text == ""


async def test_who_does_not_read_is_told_and_then_let_out(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    monkeypatch.setattr(ReadingRoom, "tell", lambda self, notice: told.append(notice))
    async with _room(folder, idle_seconds=0.8) as stage:
        await stage.until(lambda: not stage.app.is_running)
    assert any("nobody seems to read" in notice for notice in told)
    assert stage.app.return_code == 0
    assert isinstance(stage.app, ReadingRoom) and "closes when nobody reads" in stage.app.farewell


async def test_who_reads_stays(folder: Path) -> None:
    # Long enough for a busy machine to begin.
    async with _room(folder, idle_seconds=2.5) as stage:
        for _ in range(12):
            await stage.press("j", "k")
            await asyncio.sleep(0.25)
        assert stage.app.is_running


async def test_running_out_of_memory_ends_it_with_a_status_of_its_own(folder: Path) -> None:
    with pytest.raises(MemoryError):
        async with _room(folder) as stage:
            stage.app.call_later(_run_out)
            await stage.until(lambda: not stage.app.is_running, 5)
    assert stage.app.return_code == OUT_OF_MEMORY


async def test_running_out_of_memory_in_a_thread_ends_it_too(folder: Path) -> None:
    with pytest.raises(Exception, match="Worker raised exception"):
        async with _room(folder) as stage:
            stage.app.run_worker(_run_out, thread=True)
            await stage.until(lambda: not stage.app.is_running, 5)
    assert stage.app.return_code == OUT_OF_MEMORY


async def test_running_out_of_memory_where_a_fault_is_only_said_ends_it_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.compare.comparison.compare", lambda *_: _run_out())
    with pytest.raises(MemoryError):
        async with _room(folder) as stage:
            await stage.press("c", "enter")
            await stage.until(lambda: not stage.app.is_running, 5)
    assert stage.app.return_code == OUT_OF_MEMORY


async def test_running_out_of_memory_while_copying_or_searching_ends_it_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for target, keys in (
        ("tui.quoting.clipboard.deliver", ("tab", "y")),
        ("tui.search.searcher.search", ("s", "r", "i", "v")),
    ):
        monkeypatch.setattr(target, lambda *_, **__: _run_out())
        with pytest.raises(MemoryError):
            async with _room(folder) as stage:
                stage.app.screen.set_focus(stage.documents)
                for key in keys:
                    await stage.pilot.press(key)
                await stage.until(lambda: not stage.app.is_running, 5)
        assert stage.app.return_code == OUT_OF_MEMORY


def _run_out() -> None:
    raise MemoryError


async def test_a_fault_ends_it_in_one_line_without_a_report(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ZeroDivisionError):
        async with _room(folder) as stage:
            stage.app.call_later(lambda: 1 // 0)
            await stage.until(lambda: not stage.app.is_running, 5)
    assert isinstance(stage.app, ReadingRoom)
    assert (stage.app.return_code, stage.app.farewell) == (1, "This reading room has failed (ZeroDivisionError).")
    assert "Traceback" not in "".join(capsys.readouterr())
