"""``tokens``: the keys of a stack's tenants in a file of the owner's own, and nowhere else unless asked."""

import json
import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.json_values import JsonObject
from support.stack_script import StackScript, inside, tenant

_SECRET = "4dabf18193072939515e22adb298388d"


def key(name: str, text: str, **more: JsonObject | bool) -> JsonObject:
    """A token in a state that was exported with its secrets in clear."""
    token: JsonObject = {_SECRET: "1b47061264138c4ac30d75fd1eb44270", "plaintext": json.dumps(text)}
    owner = name.split(".", 1)[0]
    return inside(owner, "PartnerUserToken", name, f"id-of-{text}", outputs={"token": token}, **more)


RESOURCES = [
    tenant("acme"),
    inside("acme", "PartnerUser", "acme", "pr1"),
    key("acme.token", "old", delete=True),
    key("acme.token", "sk-1"),
    key("acme.second", "sk-2"),
    tenant("globex-eu"),
    key("globex-eu.token", "sk-3"),
]
JSON = {"acme": {"token": "sk-1", "second": "sk-2"}, "globex-eu": {"token": "sk-3"}}
DOTENV = "ACME_TOKEN='sk-1'\nACME_SECOND='sk-2'\nGLOBEX_EU_TOKEN='sk-3'\n"


@pytest.fixture
def stack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> StackScript:
    """A stack with two tenants and three keys, one of them rotated."""
    made = StackScript(tmp_path, monkeypatch)
    made.holds(RESOURCES, {})
    return made


def tokens(*words: str) -> Result:
    return CliRunner().invoke(app, ["tokens", *words])


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["--out", "keys.json"], json.dumps(JSON, indent=2) + "\n"),
        (["--out", ".env"], DOTENV),
        (["--out", "prod.env"], DOTENV),
        (["--out", "keys", "--format", "dotenv"], DOTENV),
        (["--out", "keys.env", "--tenant", "globex-eu"], "GLOBEX_EU_TOKEN='sk-3'\n"),
    ],
)
def test_keys_go_to_a_file_of_the_owner(stack: StackScript, words: list[str], text: str) -> None:
    """In the format of its extension, or the one that is asked for; nothing of them on the terminal."""
    done = tokens(*words)

    file = stack.project / words[1]
    assert (done.exit_code, done.stderr) == (0, "")
    assert file.read_text(encoding="utf-8") == text
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert "sk-" not in done.output
    assert not [each for each in stack.project.iterdir() if each.name.startswith(".keys")]


def test_they_are_shown_only_if_asked(stack: StackScript) -> None:
    """On standard output alone, so that they can be piped."""
    assert tokens("--show").stdout == json.dumps(JSON, indent=2) + "\n"
    assert tokens("--show", "--format", "dotenv").stdout == DOTENV


def test_a_file_that_is_there_is_replaced_only_with_force(stack: StackScript) -> None:
    """And gets the mode of a new one; a link is never written through."""
    file = stack.project / "keys.json"
    file.write_text("mine", encoding="utf-8")
    file.chmod(0o644)

    refused = tokens("--out", "keys.json")
    assert (refused.exit_code, file.read_text(encoding="utf-8")) == (1, "mine")
    assert refused.stderr == (
        "error: keys.json is there already, and is left as it is: --force replaces a file, but no link\n"
    )

    assert tokens("--out", "keys.json", "--force").exit_code == 0
    assert json.loads(file.read_text(encoding="utf-8")) == JSON
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    link = stack.project / "link.json"
    link.symlink_to("elsewhere.json")
    assert tokens("--out", "link.json", "--force").exit_code == 1
    assert not (stack.project / "elsewhere.json").exists()


def test_without_the_passphrase_it_says_what_is_needed(stack: StackScript) -> None:
    """Pulumi's own words first; no file is made."""
    stack.holds(RESOURCES, {}, fails="error: get stack secrets manager: incorrect passphrase")

    refused = tokens("--out", "keys.json")

    assert refused.exit_code == 1
    assert "incorrect passphrase" in refused.stderr
    assert "set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE; if it has a KMS" in refused.stderr
    assert not (stack.project / "keys.json").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "say where to write the keys: --out FILE"),
        (["--out", "keys.txt"], "keys.txt: its extension tells no format"),
        (["--out", "keys.json", "--format", "yaml"], "--format yaml: must be json or dotenv"),
        (["--out", "keys.json", "--tenant", "acne"], "the stack prod has no tenant 'acne'"),
        (["--out", "nowhere/keys.json"], "[Errno 2] No such file or directory"),
    ],
)
def test_a_wrong_call_is_one_line(stack: StackScript, words: list[str], said: str) -> None:
    """With exit code 1, and without a file."""
    refused = tokens(*words)

    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"error: {said}")
    assert [each.name for each in stack.project.glob("keys*")] == []


def test_names_that_fall_together_are_refused(stack: StackScript) -> None:
    """One variable cannot hold two keys; JSON can."""
    stack.holds([tenant("a-b"), key("a-b.token", "x"), tenant("a"), key("a.b-token", "y")], {})

    refused = tokens("--out", "keys.env")

    assert refused.exit_code == 1
    assert refused.stderr.startswith("error: a-b.token and a.b-token are both A_B_TOKEN in dotenv: write JSON")
    assert tokens("--out", "keys.json").exit_code == 0


def test_a_stack_without_keys_is_an_error(stack: StackScript) -> None:
    """An empty file would look like success."""
    stack.holds([tenant("acme")], {})

    assert tokens("--out", "keys.json").stderr == "error: no tenant of the stack prod has a token\n"


def test_a_name_that_begins_with_a_digit_can_be_a_variable(stack: StackScript) -> None:
    """A tenant's key may begin with one; a tenant that is named twice is written once."""
    stack.holds([tenant("1st"), key("1st.token", "x")], {})

    assert tokens("--show", "--format", "dotenv", "--tenant", "1st", "--tenant", "1st").stdout == "_1ST_TOKEN='x'\n"
