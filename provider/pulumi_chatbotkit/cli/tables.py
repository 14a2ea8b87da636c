"""Prints tables. Nothing is cut, because people copy ids from them; a narrow terminal wraps the lines.

Cells hold what others wrote, so what a terminal would obey is written out.
"""

from pulumi_chatbotkit.printable import printable

_UNLIMITED = 10_000


def print_table(*headers: str, rows: list[list[str]]) -> None:
    """Print rows under headers, with colour only on a terminal."""
    # Imported here, because most commands print no table.
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(*headers, box=None, header_style="bold", pad_edge=False)
    for row in rows:
        table.add_row(*(Text(printable(cell)) for cell in row))  # as text, because a name may look like markup
    needed = Console(width=_UNLIMITED).measure(table).maximum
    console = Console()
    console.width = max(console.width, needed)
    console.print(table, crop=False, soft_wrap=False)
