"""What a Tenant declares, seen by Pulumi's own mocks of the engine."""

from pathlib import Path

import pytest

from support.mocked_program import declared_by

PROGRAM = "import pulumi_chatbotkit as chatbotkit\n"
CHECKED = "refused while the partner user holds anything that this stack does not manage"


def test_a_tenant_is_a_user_a_token_bots_and_a_context() -> None:
    """The least that a customer needs; the context points to the first bot."""
    bots = {"support": {"name": "Ada"}, "sales": {"name": "Bob"}}
    declared = declared_by(f"{PROGRAM}chatbotkit.Tenant('acme', name='Acme', bots={bots})")

    assert declared == {
        "Tenant acme": {},
        "PartnerUser acme": {"name": "Acme"},
        "Bot acme.support": {"name": "Ada", "runAs": "acme-id"},
        "Bot acme.sales": {"name": "Bob", "runAs": "acme-id"},
        "PartnerUserToken acme.token": {"name": "Acme", "userId": "acme-id"},
        "PartnerUserContext acme.context": {"userId": "acme-id", "botId": "acme.support-id"},
        "DeletionGuard acme.guard": {"userId": "acme-id", "onDelete": CHECKED},
    }


def test_everything_in_a_tenant_is_linked() -> None:
    """Bots use the tenant's dataset and skillset, the blueprint groups all, and the context knows them."""
    arguments = "bots={'a': {}}, blueprint={}, dataset={}, skillset={}, token=False"
    declared = declared_by(f"{PROGRAM}chatbotkit.Tenant('acme', {arguments})")

    links = {"blueprintId": "acme.blueprint-id", "datasetId": "acme.dataset-id", "skillsetId": "acme.skillset-id"}
    assert declared["Bot acme.a"] == {"runAs": "acme-id", **links}
    assert declared["PartnerUserContext acme.context"] == {"userId": "acme-id", "botId": "acme.a-id", **links}
    assert declared["Dataset acme.dataset"] == {"runAs": "acme-id", "blueprintId": "acme.blueprint-id"}
    assert declared["Skillset acme.skillset"] == {"runAs": "acme-id", "blueprintId": "acme.blueprint-id"}
    assert "PartnerUserToken acme.token" not in declared


def test_what_an_entry_says_itself_wins() -> None:
    """A bot may use another dataset, a context another bot."""
    arguments = "bots={'a': {'dataset_id': 'other'}, 'b': {}}, dataset={}, context={'payload': {'x': 1}, 'bot': 'b'}"
    declared = declared_by(f"{PROGRAM}chatbotkit.Tenant('acme', {arguments})")

    assert declared["Bot acme.a"]["datasetId"] == "other"
    assert declared["PartnerUserContext acme.context"]["botId"] == "acme.b-id"
    assert declared["PartnerUserContext acme.context"]["payload"] == {"x": 1}


def test_a_context_may_point_to_no_bot() -> None:
    """For tenants whose application picks the bot."""
    declared = declared_by(f"{PROGRAM}chatbotkit.Tenant('acme', bots={{'a': {{}}}}, context={{'bot': None}})")

    assert "botId" not in declared["PartnerUserContext acme.context"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("bots={'a': {}}, context={'bot': 'b'}", "contexts 'context': bot is 'b', which is no bot of the tenant"),
        ("dataset={}, datasets={'dataset': {}}", "dataset and datasets both declare 'dataset'"),
    ],
)
def test_a_tenant_that_makes_no_sense_is_refused(arguments: str, says: str) -> None:
    """With an error that Pulumi shows without a traceback."""
    with pytest.raises(AssertionError, match=f"RunError: Tenant 'acme': {says}"):
        declared_by(f"{PROGRAM}chatbotkit.Tenant('acme', {arguments})")


def test_a_tenant_may_have_no_bot() -> None:
    """For accounts that hold data only; then there is nothing that a context could tell."""
    declared = declared_by(f"{PROGRAM}chatbotkit.Tenant('acme', token=False)")

    assert [*declared] == ["Tenant acme", "PartnerUser acme", "DeletionGuard acme.guard"]


@pytest.mark.parametrize("path", ["Path('tenants.yaml')", "'tenants.yaml'"])
def test_a_file_declares_each_of_its_tenants(path: str, tmp_path: Path) -> None:
    """Keys of the file name the resources. It is named by a path or a text."""
    tenants = "tenants: {acme: {name: Acme, token: false, bots: {a: {backstory: hi}}}}\n"
    (tmp_path / "tenants.yaml").write_text(tenants, encoding="utf-8")
    program = f"{PROGRAM}from pathlib import Path\nchatbotkit.tenants_from_file({path})"

    assert declared_by(program, tmp_path)["Bot acme.a"] == {"backstory": "hi", "runAs": "acme-id"}


def test_a_faulty_file_declares_nothing(tmp_path: Path) -> None:
    """The error names file, line and key."""
    tenants = "tenants: {acme: {name: Acme, bots: {a: {recordMaxTokens: 1}}}}\n"
    (tmp_path / "tenants.yaml").write_text(tenants, encoding="utf-8")
    program = f"{PROGRAM}from pathlib import Path\nchatbotkit.tenants_from_file(Path('tenants.yaml'))"

    with pytest.raises(AssertionError, match=r"RunError: tenants.yaml:1: tenants.acme.bots.a.recordMaxTokens"):
        declared_by(program, tmp_path)


def test_names_of_bots_cannot_collide() -> None:
    """Keys may hold hyphens, so a hyphen between tenant and bot would leave two readings of one name."""
    program = (
        "chatbotkit.Tenant('a', bots={'b-c': {}}, token=False)\nchatbotkit.Tenant('a-b', bots={'c': {}}, token=False)"
    )
    declared = declared_by(f"{PROGRAM}{program}")

    assert {name for name in declared if name.startswith("Bot")} == {"Bot a.b-c", "Bot a-b.c"}
