"""The state of a stack, as a Pulumi that is newer, damaged, killed or stopped may print it."""

from io import StringIO
from pathlib import Path

import pytest

from pulumi_chatbotkit.pulumi_cli.binaries import PulumiCli
from pulumi_chatbotkit.pulumi_cli.errors import PulumiCliError
from pulumi_chatbotkit.pulumi_cli.stack_commands import StackCommands
from pulumi_chatbotkit.pulumi_cli.stack_state import opened, read_stack_state, stack_state
from support.states import SECRET, SIGNATURE

EMPTY = '{"version": 3, "deployment": {}}'
DEEP = "[" * 900 + "]" * 900
BOT = '{"urn": "urn:pulumi:dev::shop::t::b", "type": "t"}'


def commands(folder: Path, script: str) -> StackCommands:
    """A script in the place of the Pulumi CLI."""
    pulumi = folder / "pulumi"
    pulumi.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    pulumi.chmod(0o755)
    return StackCommands(PulumiCli(folder, "3.259.0", "PATH"), {"PATH": "/usr/bin:/bin"}, folder, "dev")


@pytest.mark.parametrize(
    "text",
    [
        '{"version": 9, "deployment": {"res": []}}',
        f'{{"version": 9, "deployment": {{"resources": [{BOT}]}}}}',
        f'{{"version": 3, "deployment": {{"res": [{BOT}]}}}}',
        '{"deployment": {}}',
        f'{{"version": 3, "deployment": {{"resources": [{{"inputs": {{"a": {DEEP}}}}}]}}}}',
    ],
)
def test_a_state_of_unknown_form_is_not_empty(text: str) -> None:
    """It would be taken for one in which nothing differs."""
    with pytest.raises(PulumiCliError, match="no state that is known"):
        stack_state(StringIO(text))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (EMPTY, 0),
        ('{"version": 3, "deployment": {"manifest": {}, "metadata": {}}}', 0),
        (f'{{"version": 4, "features": ["taint"], "deployment": {{"manifest": {{}}, "resources": [{BOT}]}}}}', 1),
    ],
)
def test_states_of_known_versions_are_read(text: str, count: int) -> None:
    """Also one without resources, of which Pulumi leaves them out."""
    assert len(stack_state(StringIO(text)).resources) == count


@pytest.mark.parametrize("text", ["no JSON", "[1", DEEP], ids=["text", "cut", "deep"])
def test_a_decrypted_secret_that_is_no_json_is_its_text(text: str) -> None:
    """Whoever wrote it: it is still a secret."""
    found = opened({"a": {SIGNATURE: SECRET, "plaintext": text}, "b": {"chatbotkit:json": text}})

    assert found.values == {"a": text, "b": {"chatbotkit:json": text}}
    assert found.secret == (("a",),)


@pytest.mark.parametrize("printed", [EMPTY, EMPTY[:20]])
def test_a_pulumi_that_was_killed_has_printed_no_state(printed: str, tmp_path: Path) -> None:
    """What it printed before may not be all."""
    with pytest.raises(PulumiCliError, match="it was ended by signal 9"):
        read_stack_state(commands(tmp_path, f"echo '{printed}'; kill -9 $$"))


def test_a_state_that_is_read_no_further_says_why(tmp_path: Path) -> None:
    """And not that the pipe was closed, which is what ends Pulumi then."""
    with pytest.raises(PulumiCliError, match="no state that is known"):
        read_stack_state(commands(tmp_path, "echo '[]'; while :; do echo and more; done"))


@pytest.mark.parametrize("arguments", [("stack", "export"), ("whoami",)])
def test_an_error_in_another_encoding_is_shown(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """Its bytes that are no UTF-8 are written as escapes."""
    stack = commands(tmp_path, "printf 'caf\\351 is closed' >&2; exit 3")

    with pytest.raises(PulumiCliError, match=r"caf\\xe9 is closed"):
        stack.run(*arguments)
    with pytest.raises(PulumiCliError, match=r"caf\\xe9 is closed"):
        read_stack_state(stack)
    with (tmp_path / "out").open("w+", encoding="utf-8") as output:
        assert stack.run_into(output, "preview").stderr == "caf\\xe9 is closed"


def test_a_command_whose_output_is_no_utf8_is_an_error(tmp_path: Path) -> None:
    """Nothing of a document is changed unnoticed."""
    with pytest.raises(PulumiCliError, match="no state that is known"):
        read_stack_state(commands(tmp_path, f"echo '{EMPTY}'; printf '\\351'"))
