"""Write the README's key table from the command table: ``python -m tests.key_table``."""

import re
from pathlib import Path

from tui.app.commands import COMMANDS, Scope, key_name

README = Path(__file__).parents[1] / "README.md"
_PLACE = re.compile(r"(<!-- keys: [^\n]* -->\n).*?(<!-- /keys -->)", re.DOTALL)


def key_table() -> str:
    """Return the table in Markdown, one row a command, by the place where the keys work."""
    lines: list[str] = []
    for scope in Scope:
        rows = [
            f"| {' '.join(_code(key) for key in command.keys)} | {command.help} |"
            for command in COMMANDS
            if command.scope is scope and command.keys
        ]
        if rows:
            lines += [f"| {scope.value} | |", "|---|---|", *rows, ""]
    return "\n".join(lines)


def _code(key: str) -> str:
    name = key_name(key).replace("|", "\\|")
    return f"`{name}`" if name != "`" else "`` ` ``"


def with_key_table(readme: str) -> str:
    """Return the README with the table as the program has it."""
    return _PLACE.sub(lambda match: f"{match[1]}{key_table()}{match[2]}", readme)


def main() -> None:
    """Write the table into the README."""
    README.write_text(with_key_table(README.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
