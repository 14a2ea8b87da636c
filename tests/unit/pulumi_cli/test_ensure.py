"""Sources are tried in order, and what one leaves half done is never seen."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from pulumi_chatbotkit.pulumi_cli import EngineError, Progress, Source, Unavailable, ensure_engine, find_engine

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


def test_no_source_is_asked_while_an_engine_is_on_path(machine: Machine) -> None:
    """Looking costs nothing; getting one costs minutes."""
    machine.pulumi(machine.bin)

    engine = ensure_engine(machine.environ, sources=[breaks(machine, AssertionError("asked"))])

    assert engine.origin == "PATH"


def test_the_next_source_is_asked_when_one_is_closed(machine: Machine) -> None:
    """A closed way is normal: behind a firewall, or without Go."""
    sources = [breaks(machine, Unavailable("no network")), works(machine)]

    engine = ensure_engine(machine.environ, sources=sources)

    assert engine.origin == "the cache (works)"


def test_a_second_run_finds_what_the_first_one_made(machine: Machine) -> None:
    """An engine is made once per machine."""
    made = ensure_engine(machine.environ, sources=[works(machine)])

    assert find_engine(machine.environ) == made
    assert ensure_engine(machine.environ, sources=[]) == made


@pytest.mark.parametrize("error", [Unavailable("the disk is full"), KeyboardInterrupt()])
def test_a_half_made_engine_is_never_visible(machine: Machine, error: BaseException) -> None:
    """The next run must not take a CLI without its language host for an engine."""
    with pytest.raises((EngineError, KeyboardInterrupt)):
        ensure_engine(machine.environ, sources=[breaks(machine, error)])

    assert machine.cached() == []
    assert machine.leftovers() == []


def test_what_a_killed_run_left_behind_is_removed(machine: Machine) -> None:
    """A build directory is some 130 MB; nobody else would ever look for it."""
    made = ensure_engine(machine.environ, sources=[works(machine)]).directory.parent
    made.rename(made.with_name(f".{made.name}-killed"))

    ensure_engine(machine.environ, sources=[works(machine)])

    assert machine.leftovers() == []


def test_a_made_engine_that_is_too_old_is_not_kept(machine: Machine) -> None:
    """Every engine is started once before it is published."""
    with pytest.raises(EngineError, match=r"works: .* is version 3\.1\.0"):
        ensure_engine(machine.environ, sources=[works(machine, says="v3.1.0")])

    assert machine.cached() == []


@pytest.mark.parametrize("damaged", ["manifest.json", "bin/pulumi", "bin/pulumi-language-python"])
def test_a_damaged_cache_entry_is_made_anew(machine: Machine, damaged: str) -> None:
    """People and cleaning jobs delete files below a cache directory."""
    made = ensure_engine(machine.environ, sources=[works(machine)])
    (made.directory.parent / damaged).unlink()

    assert ensure_engine(machine.environ, sources=[works(machine)]) == made
    assert find_engine(machine.environ) == made


def test_the_last_error_names_every_way_tried_with_three_ways_out(machine: Machine) -> None:
    """It is the first thing a new user may see, so it has to be enough to go on."""
    with pytest.raises(EngineError) as caught:
        ensure_engine(machine.environ)

    message = str(caught.value)
    assert "PATH: no pulumi there" in message
    assert "official release: get.pulumi.com cannot be reached" in message
    assert "build from Go modules: no go on PATH" in message
    assert [line[:4] for line in message.splitlines() if line[2:4] in {"1.", "2.", "3."}] == ["  1.", "  2.", "  3."]


def test_a_cache_that_cannot_be_written_names_the_variable_to_set(machine: Machine) -> None:
    """Read-only homes are common in containers."""
    machine.cache.write_text("a file where the directory should be", encoding="utf-8")

    with pytest.raises(EngineError, match="set PULUMI_CHATBOTKIT_CACHE"):
        ensure_engine(machine.environ, sources=[works(machine)])


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

    engine = ensure_engine(environ, sources=[works(machine)])

    assert engine.directory.parent.parent == tmp_path / place
