"""Sources are tried in order, and an incomplete result is never visible."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from pulumi_chatbotkit.pulumi_cli import (
    Progress,
    PulumiCliError,
    Source,
    Unavailable,
    ensure_pulumi_cli,
    find_pulumi_cli,
)

from .conftest import Machine


def works(machine: Machine, says: str = "v3.259.0") -> Source:
    def fill(directory: Path, environ: Mapping[str, str], progress: Progress) -> None:
        machine.pulumi(directory / "bin", says=says)

    return Source("works", fill)


def breaks(machine: Machine, error: BaseException) -> Source:
    """Writes a CLI before it breaks."""

    def fill(directory: Path, environ: Mapping[str, str], progress: Progress) -> None:
        machine.pulumi(directory / "bin")
        raise error

    return Source("breaks", fill)


def test_no_source_is_tried_while_a_pulumi_cli_is_on_path(machine: Machine) -> None:
    """Looking takes no time; getting one takes minutes."""
    machine.pulumi(machine.bin)

    pulumi_cli = ensure_pulumi_cli(machine.environ, sources=[breaks(machine, AssertionError("tried"))])

    assert pulumi_cli.origin == "PATH"


def test_the_next_source_is_tried_when_one_fails(machine: Machine) -> None:
    """Sources fail behind a firewall, or without Go."""
    sources = [breaks(machine, Unavailable("no network")), works(machine)]

    pulumi_cli = ensure_pulumi_cli(machine.environ, sources=sources)

    assert pulumi_cli.origin == "the cache (works)"


def test_a_second_run_finds_what_the_first_one_made(machine: Machine) -> None:
    """A Pulumi CLI is made once per machine."""
    made = ensure_pulumi_cli(machine.environ, sources=[works(machine)])

    assert find_pulumi_cli(machine.environ) == made
    assert ensure_pulumi_cli(machine.environ, sources=[]) == made


@pytest.mark.parametrize("error", [Unavailable("the disk is full"), KeyboardInterrupt()])
def test_a_half_made_pulumi_cli_is_never_visible(machine: Machine, error: BaseException) -> None:
    """The next run must not use a CLI without its language host."""
    with pytest.raises((PulumiCliError, KeyboardInterrupt)):
        ensure_pulumi_cli(machine.environ, sources=[breaks(machine, error)])

    assert machine.cached() == []
    assert machine.unfinished() == []


def test_what_a_killed_run_has_left_is_removed(machine: Machine) -> None:
    """A build directory takes about 130 MB, and nothing else would remove it."""
    made = ensure_pulumi_cli(machine.environ, sources=[works(machine)]).directory.parent
    made.rename(made.with_name(f".{made.name}-killed"))

    ensure_pulumi_cli(machine.environ, sources=[works(machine)])

    assert machine.unfinished() == []


def test_a_made_pulumi_cli_that_is_too_old_is_not_kept(machine: Machine) -> None:
    """Every Pulumi CLI is started once before it is published."""
    with pytest.raises(PulumiCliError, match=r"works: .* is version 3\.1\.0"):
        ensure_pulumi_cli(machine.environ, sources=[works(machine, says="v3.1.0")])

    assert machine.cached() == []


@pytest.mark.parametrize("damaged", ["manifest.json", "bin/pulumi", "bin/pulumi-language-python"])
def test_a_damaged_cache_entry_is_made_anew(machine: Machine, damaged: str) -> None:
    """People and cleaning jobs delete files below a cache directory."""
    made = ensure_pulumi_cli(machine.environ, sources=[works(machine)])
    (made.directory.parent / damaged).unlink()

    assert ensure_pulumi_cli(machine.environ, sources=[works(machine)]) == made
    assert find_pulumi_cli(machine.environ) == made


def test_the_last_error_names_every_way_tried_with_three_ways_out(machine: Machine) -> None:
    """It may be the first thing that a new user sees."""
    with pytest.raises(PulumiCliError) as caught:
        ensure_pulumi_cli(machine.environ)

    message = str(caught.value)
    assert "PATH: no pulumi there" in message
    assert "official release: get.pulumi.com cannot be reached" in message
    assert "build from Go modules: no go on PATH" in message
    assert [line[:4] for line in message.splitlines() if line[2:4] in {"1.", "2.", "3."}] == ["  1.", "  2.", "  3."]


def test_a_cache_that_cannot_be_written_names_the_variable_to_set(machine: Machine) -> None:
    """Read-only homes are common in containers."""
    machine.cache.write_text("a file where the directory should be", encoding="utf-8")

    with pytest.raises(PulumiCliError, match="set PULUMI_CHATBOTKIT_CACHE"):
        ensure_pulumi_cli(machine.environ, sources=[works(machine)])


@pytest.mark.parametrize(
    ("variables", "place"),
    [
        ({"PULUMI_CHATBOTKIT_CACHE": "{root}/own", "XDG_CACHE_HOME": "{root}/xdg"}, "own/engine"),
        ({"XDG_CACHE_HOME": "{root}/xdg"}, "xdg/pulumi-chatbotkit/engine"),
        ({"XDG_CACHE_HOME": "relative"}, "home/.cache/pulumi-chatbotkit/engine"),
        ({}, "home/.cache/pulumi-chatbotkit/engine"),
    ],
)
def test_the_cache_lies_where_the_environment_says(
    machine: Machine, tmp_path: Path, variables: dict[str, str], place: str
) -> None:
    """The XDG base directory specification, with a variable of our own before it; a relative XDG path is ignored."""
    environ = {name: value for name, value in machine.environ.items() if name != "PULUMI_CHATBOTKIT_CACHE"}
    environ |= {name: value.format(root=tmp_path) for name, value in variables.items()}

    pulumi_cli = ensure_pulumi_cli(environ, sources=[works(machine)])

    assert pulumi_cli.directory.parent.parent == tmp_path / place
