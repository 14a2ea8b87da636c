"""Which CLI on PATH is used, and why others are refused."""

from pathlib import Path

import pytest

from pulumi_chatbotkit.pulumi_cli import PulumiCliError, find_pulumi_cli

from .conftest import Machine


def test_a_pulumi_cli_on_path_is_used_where_it_is(machine: Machine) -> None:
    """What a person has installed is preferred to anything that this package could get."""
    machine.pulumi(machine.bin, says="v3.230.1")

    pulumi_cli = find_pulumi_cli(machine.environ)

    assert (pulumi_cli.directory, pulumi_cli.version, pulumi_cli.origin) == (machine.bin, "3.230.1", "PATH")


def test_companions_may_lie_beside_the_file_a_link_leads_to(machine: Machine, tmp_path: Path) -> None:
    """Package managers link the CLI into a directory on PATH and keep the rest together elsewhere."""
    installed = machine.pulumi(tmp_path / "opt" / "pulumi-3")
    (machine.bin / "pulumi").symlink_to(installed)

    assert find_pulumi_cli(machine.environ).directory == installed.parent


def test_companions_may_lie_elsewhere_on_path(machine: Machine, tmp_path: Path) -> None:
    """Pulumi itself looks for its language hosts there."""
    machine.pulumi(machine.bin)
    machine.pulumi(tmp_path / "bare", says="v3.240.0", companions=())
    environ = {**machine.environ, "PATH": f"{tmp_path / 'bare'}:{machine.bin}"}

    assert find_pulumi_cli(environ).version == "3.240.0"


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        ("v3.215.9", "is version 3.215.9; needed is 3.216.0 or newer"),
        ("v4.0.0", "is version 4.0.0; needed is 3.216.0 or newer, below 4.0.0"),
        ("", "reports no version, but ''"),
    ],
)
def test_a_cli_of_another_version_is_refused(machine: Machine, says: str, reason: str) -> None:
    """The Python SDK and the engine speak a protocol of their own; a CLI of another version would fail half-way."""
    machine.pulumi(machine.bin, says=says)

    with pytest.raises(PulumiCliError) as caught:
        find_pulumi_cli(machine.environ)

    assert reason in str(caught.value)


@pytest.mark.parametrize("missing", ["pulumi-language-python", "pulumi-resource-pulumi-python"])
def test_a_cli_without_a_python_companion_is_refused(machine: Machine, missing: str) -> None:
    """It would start, and then fail on the first Python program or the first dynamic provider."""
    machine.pulumi(machine.bin)
    (machine.bin / missing).unlink()

    with pytest.raises(PulumiCliError, match=f"has no {missing} beside it or on PATH"):
        find_pulumi_cli(machine.environ)


def test_a_machine_without_a_pulumi_cli_says_how_to_get_one(machine: Machine) -> None:
    """`find_pulumi_cli` gets none, so its error names the command that does."""
    with pytest.raises(PulumiCliError, match="no pulumi there") as caught:
        find_pulumi_cli(machine.environ)

    assert "pulumi-chatbotkit engine ensure" in str(caught.value)
