"""Draw ``screenshots/`` from the real program: ``python -m tests.screenshots``.

Each picture is one short story: a size, keys, a name. SVG comes from Textual, PNG from resvg with a
monospaced font of the system (Debian: ``fonts-dejavu-core``).
"""

import asyncio
import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tui.app.app import StatementBrowser

FOLDER = Path(__file__).parents[1] / "screenshots"


@dataclass(frozen=True, slots=True)
class Story:
    """What a picture shows."""

    name: str
    """File name without suffix."""
    columns: int
    """Width in cells."""
    rows: int
    """Height in cells."""
    keys: tuple[str, ...] = ()
    """Keys pressed before the picture is taken."""
    theme: str | None = None
    """Another theme than the default one."""


STORIES = (
    Story("library", 100, 30, ("down", "down", "down", "tab", "}", "}", ")")),
    Story("compare", 120, 34, ("down", "c", *"003", "enter", "]", "]", "p")),
    Story("summary", 110, 34, ("down", "c", *"003", "enter", "i")),
    Story("overview", 100, 14, ("O", "n")),
    Story("filter", 100, 30, ("slash", *"ukrian wei")),
    Story("narrow", 60, 20, ("}",)),
    Story("find", 80, 24, ("tab", "slash", *"nato", "enter", "n")),
    Story("search", 110, 32, ("s", *"escallation sanctons rusia", "down")),
    Story("concordance", 110, 32, ("s", *"sanctions OR war", "tab", "tab", "down", "down")),
    Story("selecting", 100, 20, ("down", "tab", "}", "v", "right_parenthesis", "w", "w", "w", "Y")),
    Story(
        "quotes",
        110,
        30,
        (
            *("tab", "}", "y", "]", "}", "v", ")", "y", "]", "]", "}", "}", "y", "}", "v", "}", "Y", "Q", "G"),
            *("a", *"compare with the statement of 4 March", "enter"),
        ),
    ),
    Story("verify", 100, 24, ("V", *"a guarantee that the country would never join any military alliance", "enter")),
    Story("zen", 76, 16, ("down", "down", "down", "tab", "}", "}", "z")),
    Story("light", 100, 30, ("down", "tab", "}"), "statements-light"),
)


async def draw(story: Story) -> str:
    """Return the SVG of a story, told to the real program without a terminal."""
    app = StatementBrowser(colours=1 << 24)
    async with app.run_test(size=(story.columns, story.rows)) as pilot:
        if story.theme:
            app.theme = story.theme
        await app.workers.wait_for_complete()
        await pilot.pause()
        for key in story.keys:
            await pilot.press(key)
            # What is worked out in the background is there before the next key asks for it.
            await app.workers.wait_for_complete()
            await pilot.pause()
            while app.has_copies_waiting:
                await pilot.pause(0.01)
        await pilot.pause(0.5)
        return app.export_screenshot(title="statements")


def to_png(svg: str) -> bytes:
    """Return the picture of an SVG, its web fonts replaced by the system's."""
    import resvg_py

    local = re.sub(r"@font-face\s*\{.*?\}", "", svg, flags=re.DOTALL)
    local = local.replace("Fira Code", "DejaVu Sans Mono")
    return bytes(resvg_py.svg_to_bytes(svg_string=local, font_family="DejaVu Sans Mono"))


def main() -> None:
    """Draw all stories."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as state:
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "STY"):
            # The pictures show what a person sees who came by SSH; nobody's clipboard is written to.
            os.environ.pop(name, None)
        for story in STORIES:
            os.environ["STATEMENTS_STATE"] = os.environ["XDG_DATA_HOME"] = os.path.join(state, story.name)
            svg = asyncio.run(draw(story))
            (FOLDER / f"{story.name}.svg").write_text(svg, "utf-8")
            (FOLDER / f"{story.name}.png").write_bytes(to_png(svg))


if __name__ == "__main__":
    main()
