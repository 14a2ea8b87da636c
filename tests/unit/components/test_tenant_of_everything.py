"""A Tenant with objects of every sort: names, references, and what they become."""

from pathlib import Path

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.catalog.schema.kind import Strategy, snake_case
from pulumi_chatbotkit.inputs.tenant_layout import SECTION_OF_KIND, SECTIONS, Section
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from support.mocked_program import declared_by, run_mocked

PROGRAM = "import pulumi_chatbotkit as chatbotkit\nimport pulumi\n"
FILE = f"{PROGRAM}from pathlib import Path\nchatbotkit.tenants_from_file(Path('tenants.yaml'))"


def entry(section: Section) -> dict[str, object]:
    """The least that an object of the section must have, with one object of each kind inside it."""
    kind = section.kind
    required = {snake_case(field.name): "x" for field in kind.fields if field.required}
    attached = {} if kind.attached is None else {kind.attached.kind: "x"}
    content = {"content": "x"} if "content" in {argument.name for argument in kind.content_arguments} else {}
    return {**required, **attached, **content, **{child.argument: {"y": entry(child)} for child in possible(section)}}


def possible(section: Section) -> list[Section]:
    """The sections inside one that need no file of records."""
    return [child for child in section.children.values() if child.kind.strategy is not Strategy.RECORD_SET]


def test_everything_that_a_tenant_can_have_is_declared_in_it() -> None:
    """Every kind of the catalog, one of each, in the tenant's account."""
    arguments = {section.argument: {"x": entry(section)} for section in SECTIONS.values()}
    arguments["skillsets"] = {"x": {"abilities": {"y": {"bot": "x", "secret": "x"}}}}
    declared = declared_by(f"{PROGRAM}chatbotkit.Tenant('acme', **{arguments!r})")

    kinds = [KINDS[name] for name in SECTION_OF_KIND if KINDS[name].strategy is not Strategy.RECORD_SET]
    assert {kind.class_name for kind in kinds} <= {name.partition(" ")[0] for name in declared}
    assert declared["SkillsetAbility acme.x.y"] == {
        "runAs": "acme-id",
        "skillsetId": "acme.x-id",
        "linkedBotId": "acme.x-id",
        "linkedSecretId": "acme.x-id",
    }
    assert declared["DatasetFile acme.x.y"] == {"runAs": "acme-id", "datasetId": "acme.x-id", "fileId": "acme.x-id"}


def test_references_may_point_forward() -> None:
    """Objects are declared in an order of their own: each after what it refers to."""
    arguments = "bots={'a': {'skillset': 's'}}, skillsets={'s': {'abilities': {'ask': {'bot': 'a'}}}}, token=False"
    declared = declared_by(f"{PROGRAM}chatbotkit.Tenant('acme', {arguments})")

    assert declared["Bot acme.a"]["skillsetId"] == "acme.s-id"
    assert declared["SkillsetAbility acme.s.ask"]["linkedBotId"] == "acme.a-id"


def test_an_alias_reaches_outside_and_none_means_none() -> None:
    """Whatever the tenant has itself."""
    arguments = "dataset={}, bots={'a': {'dataset': '@faq'}, 'b': {'dataset': None}, 'c': {}}"
    declared = declared_by(f"{PROGRAM}chatbotkit.Tenant('acme', {arguments})")

    assert [declared[f"Bot acme.{key}"].get("datasetId") for key in "abc"] == ["@faq", None, "acme.dataset-id"]


def test_several_tokens_and_contexts_take_the_place_of_the_one() -> None:
    """Only who says nothing gets one of each."""
    arguments = "name='Acme', bots={'a': {}}, tokens={'web': {}, 'app': {'name': 'App'}}, contexts={'shop': {}}"
    declared = declared_by(f"{PROGRAM}chatbotkit.Tenant('acme', {arguments})")

    assert declared["PartnerUserToken acme.web"] == {"name": "Acme", "userId": "acme-id"}
    assert declared["PartnerUserToken acme.app"] == {"name": "App", "userId": "acme-id"}
    assert declared["PartnerUserContext acme.shop"] == {"userId": "acme-id", "botId": "acme.a-id"}
    assert "PartnerUserToken acme.token" not in declared
    assert "PartnerUserContext acme.context" not in declared


def test_a_program_adds_to_a_tenant() -> None:
    """With the options that put it into the tenant's account and below the component."""
    program = (
        "acme = chatbotkit.Tenant('acme', bots={'support': {}}, token=False)\n"
        "chatbotkit.Task('acme.review', **acme.options, name='Review', bot_id=acme.bots['support'].id)\n"
        "pulumi.export('x', acme.skillset_abilities)"
    )
    declared = declared_by(f"{PROGRAM}{program}")

    assert declared["Task acme.review"] == {"name": "Review", "botId": "acme.support-id", "runAs": "acme-id"}


def revealed(value: JsonValue) -> JsonValue:
    """The value of a secret; an assertion fails if it was not registered as one."""
    assert isinstance(value, dict)
    assert _special_signature(value) is not None
    return value["value"]


def _special_signature(value: JsonObject) -> str | None:
    """What Pulumi marks a secret with, whatever its key is."""
    return next((str(mark) for key, mark in value.items() if key != "value"), None)


SECRETS = """\
tenants:
  acme:
    bots: {support: {}}
    token: false
    secrets:
      crm: {value: {env: PLANTED_CRM}}
      erp: {value: {file: erp.txt}, config: {clientSecret: {config: oauth}, scope: all}}
"""


def test_secrets_come_from_environment_configuration_and_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file's last line end is not part of the secret."""
    (tmp_path / "tenants.yaml").write_text(SECRETS, encoding="utf-8")
    (tmp_path / "erp.txt").write_text("from-the-file\n", encoding="utf-8")
    monkeypatch.setenv("PLANTED_CRM", "from-the-environment")
    configured = "pulumi.runtime.set_config('shop:oauth', 'from-the-configuration')\n"
    declared = declared_by(FILE.replace("chatbotkit.tenants", f"{configured}chatbotkit.tenants"), tmp_path)

    assert revealed(declared["Secret acme.crm"]["value"]) == "from-the-environment"
    assert revealed(declared["Secret acme.erp"]["value"]) == "from-the-file"
    config = revealed(declared["Secret acme.erp"]["config"])
    assert config == {"clientSecret": "from-the-configuration", "scope": "all"}


def test_a_secret_of_the_configuration_may_have_a_namespace(tmp_path: Path) -> None:
    """By default it is the project's."""
    secrets = "tenants: {acme: {bots: {}, secrets: {crm: {value: {config: 'vault:crm'}}}}}"
    (tmp_path / "tenants.yaml").write_text(secrets, encoding="utf-8")
    configured = "pulumi.runtime.set_config('vault:crm', 'from-the-vault')\n"
    declared = declared_by(FILE.replace("chatbotkit.tenants", f"{configured}chatbotkit.tenants"), tmp_path)

    assert revealed(declared["Secret acme.crm"]["value"]) == "from-the-vault"


def test_all_secrets_that_are_missing_are_named_and_nothing_is_declared(tmp_path: Path) -> None:
    """With the lines of the file."""
    (tmp_path / "tenants.yaml").write_text(SECRETS, encoding="utf-8")

    ran = run_mocked(FILE, tmp_path, show=True)

    assert ran.returncode != 0
    assert ran.stdout == ""
    for line in (
        "tenants.yaml:6: tenants.acme.secrets.crm.value: needs the environment variable PLANTED_CRM, which is not set",
        "tenants.yaml:7: tenants.acme.secrets.erp.value: needs the file 'erp.txt', which cannot be read",
        "tenants.yaml:7: tenants.acme.secrets.erp.config.clientSecret: needs the secret oauth of Pulumi's",
        "3 problems, nothing was changed.",
    ):
        assert line in ran.stderr


def test_rows_of_a_program_are_tenants(tmp_path: Path) -> None:
    """Of an SQL query, say, with plans of the program."""
    program = (
        "rows = [{'Id': 'ACME 1', 'Company': 'Acme', 'Tier': 'Pro'}]\n"
        "plans = {'pro': {'token': False, 'bots': {'b': {'name': '{{ tenant.name }}'}}}}\n"
        "columns = {'key': 'Id', 'name': 'Company', 'plan': 'Tier'}\n"
        "chatbotkit.tenants_from_rows(rows, columns=columns, plans=plans)"
    )
    declared = declared_by(f"{PROGRAM}{program}", tmp_path)

    assert declared["PartnerUser acme-1"] == {"name": "Acme"}
    assert declared["Bot acme-1.b"] == {"name": "Acme", "runAs": "acme-1-id"}


def test_rows_with_problems_declare_nothing(tmp_path: Path) -> None:
    """All of them are named, with their numbers."""
    program = "chatbotkit.tenants_from_rows([{'key': 'a', 'plan': 'x'}, {'key': 'a'}], source='query')"
    ran = run_mocked(f"{PROGRAM}{program}", tmp_path, show=True)

    assert ran.stdout == ""
    assert "query: row 1: plan: is 'x', which is no plan of this file" in ran.stderr
    assert "query: row 2: key: is 'a', as in row 1: keys are unique" in ran.stderr


@pytest.mark.parametrize(
    ("field", "first", "second"), [("email", "Ops@acme.example", "ops@acme.example"), ("alias", "acme", "acme")]
)
def test_two_tenants_of_a_program_do_not_share(field: str, first: str, second: str) -> None:
    """The second one is refused before it is declared, whatever the case of the address."""
    program = f"chatbotkit.Tenant('a', {field}='{first}')\nchatbotkit.Tenant('b', {field}='{second}')"

    with pytest.raises(
        AssertionError, match=f"Tenant 'b': {field} is '{second}', as in tenant 'a', but must be unique"
    ):
        declared_by(f"{PROGRAM}{program}")
