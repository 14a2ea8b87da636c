"""Problems of a file are reported before anything is changed: all of them, with file, line and key."""

from collections.abc import Callable
from pathlib import Path

import pytest

from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.inputs.tenants import FileProblem, TenantsFileError, TenantSpec, read_tenants
from pulumi_chatbotkit.reconcile.marker import RESERVED_KEYS

Read = Callable[..., tuple[TenantSpec, ...]]
Problems = Callable[..., list[tuple[int | None, str, str]]]


def tenant(fields: str) -> str:
    return f"tenants:\n  acme:\n    {fields}\n" + ("" if "bots" in fields else "    bots: {b: {}}\n")


def test_all_problems_are_reported_at_once_in_the_order_of_lines(problems: Problems) -> None:
    """Ten problems take one round of corrections, not ten."""
    found = problems(
        """\
        tenants:
          acme:
            naem: Acme
            email: nowhere
            bots:
              support:
                visibility: secret
              Sales: {}
          globex:
            alias: Globex
        """
    )

    assert [(line, key) for line, key, _ in found] == [
        (3, "tenants.acme.naem"),
        (4, "tenants.acme.email"),
        (7, "tenants.acme.bots.support.visibility"),
        (8, "tenants.acme.bots.Sales"),
        (9, "tenants.globex.bots"),
        (10, "tenants.globex.alias"),
    ]


def test_the_text_of_the_error_names_file_line_key_and_reason() -> None:
    """Editors and CI turn ``file:line:`` into links."""
    problem = FileProblem("tenants.yaml", 12, "tenants.acme.name", "is 7, but must be text")

    assert str(TenantsFileError((problem, FileProblem("tenants.yaml", None, "", "is odd")))).splitlines() == [
        "tenants.yaml:12: tenants.acme.name: is 7, but must be text",
        "tenants.yaml: is odd",
        "2 problems, nothing was changed.",
    ]
    assert str(TenantsFileError((problem,))).endswith("\n1 problem, nothing was changed.")


@pytest.mark.parametrize(
    ("fields", "key", "hint"),
    [
        ("nmae: x", "nmae", "a tenant; did you mean name?"),
        ("token: {nmae: x}", "token.nmae", "a token; did you mean name?"),
        ("bots: {b: {dataset_id: x}}", "bots.b.dataset_id", "a bot; did you mean datasetId?"),
        ("context: {payloads: b}", "context.payloads", "a context; did you mean payload?"),
        (
            "token: {xyz: 1}",
            "token.xyz",
            "a token; there are name, description, config, rotateWhen, overlapSeconds, meta",
        ),
    ],
)
def test_an_unknown_field_is_refused_with_the_likely_one(problems: Problems, fields: str, key: str, hint: str) -> None:
    """A field that is silently ignored is a limit that does not hold."""
    ((_, found, reason),) = problems(tenant(fields))

    assert (found, reason) == (f"tenants.acme.{key}", f"is not a field of {hint}")


@pytest.mark.parametrize(
    ("section", "noun"),
    [
        ("bots", "a bot"),
        ("emailIntegrations", "an e-mail integration"),
        ("instagramIntegrations", "an Instagram integration"),
        ("slackIntegrations", "a Slack integration"),
        ("githubIntegrations", "a GitHub integration"),
        ("mcpServerIntegrations", "an MCP server integration"),
    ],
)
def test_the_article_is_that_of_the_spoken_name(problems: Problems, section: str, noun: str) -> None:
    """Capital letters alone are spelt out: an MCP server."""
    found = problems(tenant(f"{section}: {{x: {{zzzzzzzz: 1}}}}"))

    assert any(reason.startswith(f"is not a field of {noun}; ") for _, _, reason in found)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ("name: 7", "is 7, but must be text"),
        ("protect: 'true'", "is 'true', but must be true or false"),
        ("protect: 1", "is 1, but must be true or false"),
        ("dataset: {searchMaxRecords: true}", "is True, but must be a whole number"),
        ("dataset: {searchMaxRecords: 1.5}", "is 1.5, but must be a whole number"),
        ("dataset: {searchMinScore: '1'}", "is '1', but must be a number"),
        ("meta: [plan]", "is ['plan'], but must be a map"),
        ("bots: [support]", "is ['support'], but must be a map"),
        (
            "bots: {support: }",
            "is empty, but removes nothing: give it a map, or true for one without fields of its own",
        ),
        ("bots: {support: 7}", "is 7, but must be a map, or true for one without fields of its own"),
        ("bots:", "is empty, but removes nothing: give it a map, or true for one without fields of its own"),
        ("onDelete: keep", "is 'keep', but must be one of delete, retain"),
        ("limits: {database: {records: -1}}", "is -1, but must be at least 0"),
        ("limits: {databse: {records: 1}}", "is not a documented key; did you mean database?"),
        ("meta: {_x: 1}", "has the key '_x', but keys must start with a letter a-z or a digit: rename it"),
        (
            "context: {payload: {a: {'#b': 1}}}",
            "has the key '#b', which the API would store and never return: rename it",
        ),
    ],
)
def test_a_value_of_another_type_or_beyond_a_limit_is_refused(problems: Problems, fields: str, reason: str) -> None:
    """Nothing is converted: formats disagree on which text means true."""
    assert [found for _, _, found in problems(tenant(fields))] == [reason]


@pytest.mark.parametrize("reserved", sorted(RESERVED_KEYS))
@pytest.mark.parametrize("place", ["{meta}", "token: {{{meta}}}", "bots: {{b: {{{meta}}}}}", "context: {{{meta}}}"])
def test_keys_of_the_marker_are_refused_in_every_meta(problems: Problems, place: str, reserved: str) -> None:
    """With other values the stack would no longer recognise its object."""
    ((_, _, reason),) = problems(tenant(place.format(meta=f"meta: {{{reserved}: x}}")))

    assert reason == f"has the key '{reserved}', which marks the owner of the object: rename it"


@pytest.mark.parametrize("key", ["Acme", "-a", "a_b", "a.b", "ä", "''", "a" * 61])
def test_keys_are_fit_for_resource_names(problems: Problems, key: str) -> None:
    """They end up in URNs, which people type."""
    assert len(problems(f"tenants: {{{key}: {{bots: {{b: {{}}}}}}}}")) == 1
    assert len(problems(tenant(f"bots: {{{key}: {{}}}}"))) == 1


@pytest.mark.parametrize(
    ("field", "first", "second"), [("email", "Ops@a.example", "ops@a.example"), ("alias", "a", "a")]
)
def test_partner_users_do_not_share(problems: Problems, field: str, first: str, second: str) -> None:
    """The API would refuse the second one in the middle of a run (docs/api/api.md b.1)."""
    text = f"""\
    tenants:
      one: {{{field}: {first}, bots: {{b: {{}}}}}}
      two: {{{field}: {second}, bots: {{b: {{}}}}}}
    """

    ((line, key, reason),) = problems(text)

    assert (line, key) == (3, f"tenants.two.{field}")
    assert reason == f"is '{second}', as in tenant one (line 2), but must be unique among partner users"


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Old", ["'Old'"]),
        ("7", ["7"]),
        ("''", ["''"]),
        ("[old, A B, 7, {}, null]", ["'A B'", "7", "{}", "None"]),
        ("{a: b}", ["{'a': 'b'}"]),
    ],
)
def test_a_former_key_is_a_key(problems: Problems, written: str, said: list[str]) -> None:
    """Each that is none is named: without the right one, the objects of the old key would be deleted."""
    reason = "but must be a key that the tenant had, or a list of them"

    assert problems(tenant(f"formerly: {written}")) == [
        (3, "tenants.acme.formerly", f"is {value}, {reason}") for value in said
    ]


@pytest.mark.parametrize(("written", "declared"), [("x", ["x"]), ("[y, z]", ["y", "z"]), ("", None), ("[]", None)])
def test_former_keys_are_one_or_several_or_none(tmp_path: Path, written: str, declared: list[str] | None) -> None:
    """As many as the tenant had."""
    path = tmp_path / "t.yaml"
    path.write_text(f"tenants: {{a: {{formerly: {written}, bots: {{}}}}}}", encoding="utf-8")

    assert read_tenants(path)[0].arguments.get("formerly") == declared


@pytest.mark.parametrize(
    ("first", "second", "line", "reason"),
    [
        ("", "formerly: one, ", 3, "is 'one', but there is a tenant with this key: leave out one of them"),
        ("formerly: [x, one], ", "", 2, "is 'one', but there is a tenant with this key: leave out one of them"),
        ("formerly: x, ", "formerly: [y, x], ", 3, "is 'x', as in tenant one, but one tenant had this key"),
    ],
)
def test_a_former_key_is_nobodys_and_was_of_one_tenant(
    problems: Problems, first: str, second: str, line: int, reason: str
) -> None:
    """Two tenants cannot both take over the objects."""
    text = f"tenants:\n  one: {{{first}bots: {{}}}}\n  two: {{{second}bots: {{}}}}\n"

    assert problems(text) == [(line, f"tenants.{'one' if line == 2 else 'two'}.formerly", reason)]


@pytest.mark.parametrize(
    ("section", "at"),
    [
        ("skillsets: {s: {abilities: {x: {alias: one}, y: {alias: one}}}}", "skillsets.s.abilities.{}.alias"),
        ("skillset: {abilities: {x: {alias: one}, y: {alias: one}}}", "skillset.abilities.{}.alias"),
        ("bots: {x: {alias: one}, y: {alias: one}}", "bots.{}.alias"),
    ],
)
def test_objects_of_a_tenant_do_not_share(problems: Problems, section: str, at: str) -> None:
    """Those inside others included: the service would refuse the second one in the middle of a run."""
    ((_, key, reason),) = problems(tenant(section))

    first = at.format("x").rpartition(".")[0]
    assert key == f"tenants.acme.{at.format('y')}"
    assert reason.startswith(f"is 'one', as in {first} (line 3), but must be unique among the tenant's ")


def test_objects_of_other_kinds_and_tenants_may_have_the_same_alias(read: Read) -> None:
    """What is unique is unique among objects of one kind, and of one tenant."""
    same = "bots: {x: {alias: one}}, skillset: {alias: one, abilities: {y: {alias: one}}}"

    assert len(read(f"tenants: {{a: {{{same}}}, b: {{{same}}}}}")) == 2


def test_empty_addresses_are_not_shared(tmp_path: Path) -> None:
    """The API stores "" as null, and null is not unique."""
    path = tmp_path / "t.yaml"
    path.write_text("tenants: {a: {email: '', bots: {b: {}}}, c: {email: '', bots: {b: {}}}}")

    assert len(read_tenants(path)) == 2


def test_a_context_points_to_a_bot_of_its_tenant(problems: Problems) -> None:
    """The key is looked up among the tenant's bots, nowhere else."""
    found = problems(tenant("context: {bot: suport}\n    bots: {support: {}}"))

    assert found == [
        (3, "tenants.acme.context.bot", "is 'suport', which is no bot of the tenant; did you mean support?")
    ]


def test_a_context_points_to_one_bot(problems: Problems) -> None:
    """It would be ambiguous."""
    found = problems(tenant("context: {bot: b, botId: bot_1}"))

    assert found == [(3, "tenants.acme.context.bot", "names a bot, and so does botId: leave out one of them")]


PARTS = {"token": "partner_user_token", "blueprint": "blueprint", "dataset": "dataset", "skillset": "skillset"}


@pytest.mark.parametrize(
    ("part", "field"), [(part, field.name) for part, kind in PARTS.items() for field in KINDS[kind].fields]
)
def test_every_field_of_the_catalog_is_a_field_of_the_file(problems: Problems, part: str, field: str) -> None:
    """The file has no table of its own: a field that is added to a kind can be written at once."""
    ((_, key, reason),) = problems(tenant(f"{part}: {{{field}: [0]}}"))

    assert key == f"tenants.acme.{part}.{field}"
    assert reason.startswith("is [0], but must be")


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "tenants:\n", "[]", "7", "acme: {}\ntenants: {}"])
def test_a_file_says_that_it_lists_tenants(problems: Problems, text: str) -> None:
    """An empty file means a lost file more often than the wish to delete everything."""
    assert len(problems(text)) == 1


@pytest.mark.parametrize("name", ["missing.yaml", "folder.yaml", "tenants.txt", "tenants"])
def test_a_file_that_can_not_be_read_is_one_problem(tmp_path: Path, name: str) -> None:
    """The error has the same form as any other, so that callers need one ``except``."""
    (tmp_path / "folder.yaml").mkdir()

    with pytest.raises(TenantsFileError) as caught:
        read_tenants(tmp_path / name)

    assert [problem.file for problem in caught.value.problems] == [str(tmp_path / name)]


@pytest.mark.parametrize("suffix", [".yaml", ".json", ".csv"])
def test_another_encoding_is_refused_with_its_line(problems: Problems, suffix: str) -> None:
    """Latin-1 read as anything else makes names wrong, silently."""
    assert [line for line, _, _ in problems("a\n\xe4".encode("latin-1"), suffix)] == [2]
