"""Converting a state of Terraform: whose account it is, and which files are refused."""

import json
from pathlib import Path

import pytest

from pulumi_chatbotkit.inputs.tenants import TenantsFileError, read_tenants
from pulumi_chatbotkit.operations.convert.source import ConversionRefused
from pulumi_chatbotkit.operations.convert.targets import Wishes
from pulumi_chatbotkit.operations.tenant_entries.remarks import Sort
from support.sources import (
    ABILITY,
    BOT,
    OFFICIAL,
    SECRET,
    SKILLSET,
    USER,
    convert_state,
    instance,
    resource,
    sorts,
    state_file,
)


def test_each_configuration_of_the_provider_is_an_account(tmp_path: Path) -> None:
    """A user for each; those without one are named, and one user for all is refused."""
    state = state_file(
        tmp_path,
        resource("chatbotkit_bot", "own", instance(BOT, name="Own")),
        resource("chatbotkit_bot", "acme", instance(SKILLSET, name="A"), provider=f"{OFFICIAL}.acme"),
        resource("chatbotkit_bot", "globex", instance(ABILITY, name="G"), provider=f"module.g.{OFFICIAL}.globex"),
    )

    with pytest.raises(ConversionRefused, match=r"means 3 of the accounts .* --user chatbotkit.acme="):
        convert_state(state, Wishes(users=[USER]))
    wishes = Wishes(users=[f"acme={USER}"], tenants=["module.g.chatbotkit.globex=globex-2"])
    report, _ = convert_state(state, wishes)

    specs = read_tenants(tmp_path / "tenants.yaml")
    assert [(spec.key, spec.arguments.get("adopt"), spec.arguments["bots"]) for spec in specs] == [
        ("acme", USER, {"acme": {"name": "A", "adopt": SKILLSET}}),
        ("globex-2", None, {"globex": {"name": "G"}}),
    ]
    assert sorts(report) == [(Sort.NOT_CONVERTED, "chatbotkit_bot.own")]


def test_a_key_is_that_of_one_account(tmp_path: Path) -> None:
    """Two tenants of one key would be one."""
    state = state_file(
        tmp_path,
        resource("chatbotkit_bot", "a", instance(BOT), provider=f"{OFFICIAL}.a"),
        resource("chatbotkit_bot", "b", instance(SKILLSET), provider=f"{OFFICIAL}.b"),
    )

    with pytest.raises(ConversionRefused, match="the key 'acme' is given to two accounts"):
        convert_state(state, Wishes(tenants=["a=acme", "b=acme"]))


def test_several_accounts_become_a_plan_each(tmp_path: Path) -> None:
    """Unless something is said of them."""
    state = state_file(
        tmp_path,
        resource("chatbotkit_bot", "own", instance(BOT)),
        resource("chatbotkit_bot", "acme", instance(SKILLSET), provider=f"{OFFICIAL}.acme"),
    )

    report, _ = convert_state(state, Wishes())

    assert [(entry.target.top, entry.target.key) for entry in report.entries] == [
        ("plans", "chatbotkit"),
        ("plans", "acme"),
    ]


@pytest.mark.parametrize(
    ("wishes", "reason"),
    [
        (Wishes(users=["acme"]), "--user acme: is not the id of a partner user"),
        (Wishes(users=["match"]), "--user match: is not the id"),
        (Wishes(users=[f"other={USER}"]), "means none of the accounts in the source"),
        (Wishes(tenants=["Acme Inc"]), "the key 'Acme Inc' "),
        (Wishes(users=[USER], plans=["gold"]), "--plan gold: is a pattern"),
        (Wishes(plans=["gold", "silver"]), "--plan silver: the account has gold already"),
    ],
)
def test_wishes_that_cannot_be_fulfilled_are_refused(wishes: Wishes, reason: str, tmp_path: Path) -> None:
    """Before a file is written."""
    state = state_file(tmp_path, resource("chatbotkit_bot", "own", instance(BOT)))

    with pytest.raises(ConversionRefused, match=reason):
        convert_state(state, wishes)
    assert [each.name for each in tmp_path.iterdir()] == ["terraform.tfstate"]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"version": 3, "modules": []}, "is a state of version 3, and only version 4 is read. Let `terraform refresh`"),
        ({"version": 5, "resources": []}, "version 5, and only version 4 is read. This package does not know it yet"),
        ({"version": 4}, "is a state without the list `resources`"),
        ({"format_version": "1.0", "values": {}}, "has no `version`. A plan"),
        ({"encrypted_data": "x", "encryption_version": "v0"}, "is encrypted: convert what `tofu state pull` prints"),
        ({"version": 4, "resources": ["x"]}, "resources.0 has no type, name and mode"),
        ({"version": 4, "resources": [resource("chatbotkit_bot", "a", provider="x")]}, "has no provider"),
        ({"version": 4, "resources": []}, "there is nothing to convert in the source"),
        ([], "it is not an object"),
    ],
)
def test_what_is_no_state_is_refused(document: object, reason: str, tmp_path: Path) -> None:
    """With what it is, and what to do."""
    state = tmp_path / "terraform.tfstate"
    state.write_text(json.dumps(document))

    with pytest.raises(ConversionRefused, match=reason):
        convert_state(state)
    assert [each.name for each in tmp_path.iterdir()] == ["terraform.tfstate"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (
            b'{"version": 4, "resources": [',
            r"terraform.tfstate:1 is no JSON here: .* It looks as if the file was cut off",
        ),
        (b"", "is empty, so it is not a state of Terraform"),
        (b"\xff", "is not UTF-8 here"),
        (b"[" * 100_000, "cannot be read as JSON"),
    ],
)
def test_a_damaged_file_is_refused(content: bytes, reason: str, tmp_path: Path) -> None:
    """It was cut off, or is something else."""
    state = tmp_path / "terraform.tfstate"
    state.write_bytes(content)

    with pytest.raises(ConversionRefused, match=reason):
        convert_state(state)


def test_a_state_that_is_not_there_is_refused(tmp_path: Path) -> None:
    """By its name."""
    with pytest.raises(ConversionRefused, match=r"terraform\.tfstate: does not exist"):
        convert_state(tmp_path / "terraform.tfstate")


def test_a_file_that_would_not_read_is_not_written(tmp_path: Path) -> None:
    """Two tenants with one slug: the reader of tenants files says so, and nothing is there."""
    state = state_file(
        tmp_path,
        resource("chatbotkit_portal", "a", instance(BOT, slug="help-desk"), provider=f"{OFFICIAL}.a"),
        resource("chatbotkit_portal", "b", instance(SECRET, slug="help-desk"), provider=f"{OFFICIAL}.b"),
    )

    with pytest.raises(TenantsFileError, match="must be unique among the portals of all accounts"):
        convert_state(state, Wishes(users=[f"a={USER}", "b=cuserofglobex0000000000"]))
    assert [each.name for each in tmp_path.iterdir()] == ["terraform.tfstate"]
