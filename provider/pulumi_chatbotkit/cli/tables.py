"""Tables for people: ids are copied from them, so nothing is ever cut; a narrow terminal wraps the line instead."""

_UNLIMITED = 10_000


def print_table(*headers: str, rows: list[list[str]]) -> None:
    """Print rows under headers, with colour only on a terminal."""
    # Loaded here, because a server that prints no table should not wait for them.
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(*headers, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*map(Text, row))  # as text, so that no name is read as markup
    needed = Console(width=_UNLIMITED).measure(table).maximum
    console = Console()
    console.width = max(console.width, needed)
    console.print(table, crop=False, soft_wrap=False)
