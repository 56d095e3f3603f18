"""Leaving the program by its own key, wherever in it one is."""

from tests.terminal import Terminal


def leave(terminal: Terminal) -> None:
    """Leave all screens and then the program, which is to have nothing to complain of."""
    for _ in range(5):
        # A letter counts as one where something is being typed; escape leads out of that.
        terminal.press("escape")
        terminal.settle(0.5)
        if terminal.returncode is None:
            terminal.press("q")
            terminal.settle(0.4)
        if terminal.returncode is not None:
            break
    assert terminal.wait_exit() == 0
    assert "Traceback" not in terminal.screen_text()
