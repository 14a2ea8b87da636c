"""``python -m bench``: measures, prints the results, and writes benchmarks.json and benchmarks.md."""

import shutil
import signal
import sys
from pathlib import Path

from rich.console import Console

from bench import page
from bench.options import Options, read_options
from bench.processes import CommandFailed
from bench.results import Report, read_report
from bench.session import Session
from bench.subjects import SDK_FOLDER
from bench.table import print_report
from pulumi_chatbotkit.pulumi_cli import PulumiCliError, find_pulumi_cli

_INTERRUPTED = 128 + signal.SIGINT


def main() -> int:
    """Run the command and return its exit code."""
    _accept_interrupts()
    options = read_options()
    console = Console(stderr=True)
    if options.render:
        _write_page(read_report(options.folder), options.folder)
        return 0
    try:
        report = _measured(options, console)
    except (PulumiCliError, CommandFailed) as error:
        console.print(f"error: {error}", markup=False, highlight=False)
        return 1
    except KeyboardInterrupt:
        console.print("interrupted; what was measured is kept, and --resume goes on from there")
        return _INTERRUPTED
    _write_page(report, options.folder)
    print_report(report, Console())
    return 0


def _accept_interrupts() -> None:
    """Stop ignoring SIGINT, as a shell makes commands in the background and all their children do.

    Pulumi ends its plugins with SIGINT, and waits five seconds for each that ignores it.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _measured(options: Options, console: Console) -> Report:
    options.folder.mkdir(parents=True, exist_ok=True)
    return Session(options, find_pulumi_cli(), _node() if options.selection.steps else "", console).run()


def _node() -> str:
    """The program, which the steps need."""
    node = shutil.which("node")
    if node is None or not (SDK_FOLDER / "node_modules" / "@chatbotkit" / "sdk").is_dir():
        raise CommandFailed("Node.js or the locked npm packages are missing: run `make bench`, which gets them")
    return node


def _write_page(report: Report, folder: Path) -> None:
    (folder / page.NAME).write_text(page.page(report), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
