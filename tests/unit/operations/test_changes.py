"""What a recorded preview or update says, by what is alike."""

import json
from io import StringIO

import pytest

from pulumi_chatbotkit.inputs.tenant_layout import TENANT_TYPE
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.changes.collecting import changes_of_run
from pulumi_chatbotkit.operations.changes.recorded_runs import NotARun
from pulumi_chatbotkit.operations.changes.report import Change, ChangesReport, Sort
from pulumi_chatbotkit.pulumi_cli.json_reader import JsonReader
from support.previews import (
    ENGINE_ERROR,
    POLICIES_LOADED,
    PRELUDE,
    document,
    error,
    events,
    policy_changed,
    policy_said,
    report_of,
    step,
    summary,
    urn_of,
)
from support.states import decrypted, encrypted

PLANTED = "sk-planted-0a1b2c3d4e5f"
KNOWN_LATER = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"


def changes(report: ChangesReport) -> list[Change]:
    return [each for group in report.groups for each in group.changes]


def only(*steps: JsonObject) -> Change:
    (found,) = changes(report_of(document(steps)))
    return found


def limits(tenant: str, before: int, after: int) -> JsonObject:
    inputs: list[JsonObject] = [{"limits": {"conversations": each}, "name": tenant} for each in (before, after)]
    return step("update", "PartnerUser", tenant, *inputs, tenant=tenant)


def test_equal_changes_of_many_customers_are_one_group() -> None:
    """By the path of the field, and both values; a customer with another value has a group of its own."""
    report = report_of(document([*(limits(f"c{each:02}", 500, 750) for each in range(35)), limits("vip", 900, 750)]))

    many, one = report.groups
    assert (many.first.field, many.first.before, many.first.after) == ("limits.conversations", 500, 750)
    assert [*many.by_customer()] == [f"c{each:02}" for each in range(35)]
    assert (one.first.before, [*one.by_customer()]) == (900, ["vip"])
    assert (report.stack, report.is_preview, report.resources) == ("dev", True, 36)


@pytest.mark.parametrize(
    ("made", "sort"),
    [
        (step("delete", "Bot", "a", {}), Sort.DELETE),
        (step("delete", "Bot", "a", {}, retainOnDelete=True), Sort.FORGET),
        (step("replace", "Bot", "a", {"runAs": "x"}, {"runAs": "y"}), Sort.REPLACE),
        (step("replace", "PartnerUserToken", "a", {"name": "x"}, {"name": "y"}), Sort.ROTATE),
        (step("create", "Bot", "a", None, {"adopt": "match"}), Sort.ADOPT),
        (step("import", "Bot", "a", None, {}), Sort.ADOPT),
        (step("create", "Bot", "a", None, {}), Sort.CREATE),
        (step("update", "Bot", "a", {}, {"name": "x"}), Sort.UPDATE),
        (step("refresh", "Bot", "a", {}, {"name": "x"}), Sort.REFRESH),
        (step("create", "DeletionGuard", "a.guard", None, {}), Sort.BOOKKEEPING),
        (step("update", "DeletionGuard", "a.guard", {}, {"onDelete": "x"}), Sort.BOOKKEEPING),
        (step("update", "Bot", "a", {"service": "x"}, {"service": "y"}), Sort.BOOKKEEPING),
        (step("an-op-of-the-future", "Bot", "a", {}, {}), Sort.BOOKKEEPING),
    ],
    ids=lambda each: each.value if isinstance(each, Sort) else "",
)
def test_what_happens_to_an_object_has_a_sort(made: JsonObject, sort: Sort) -> None:
    """What people must see first is told from what only Pulumi keeps."""
    assert only(made).sort is sort


@pytest.mark.parametrize("op", ["same", "read"])
def test_what_does_not_change_is_not_reported(op: str) -> None:
    """Nor is a refresh that finds nothing, or whose new state is the program's."""
    steps = [
        step(op, "Bot", "a", {}, {}),
        step("refresh", "Bot", "b", {"name": "x"}, {"name": "x"}),
        step("refresh", "Bot", "c", {"name": "x"}, {"name": "y", "__declaration": "{}"}),
        step("refresh", "DeletionGuard", "c.guard", {}, {}),
    ]

    assert report_of(document(steps)).groups == []


def test_a_replacement_is_one_change() -> None:
    """Pulumi prints three steps for one."""
    inputs: tuple[JsonObject, JsonObject] = {"datasetId": "d1", "text": "x"}, {"datasetId": "d2", "text": "y"}
    steps = [step(op, "DatasetRecord", "a", *inputs) for op in ("create-replacement", "replace")]
    steps.append(step("delete-replaced", "DatasetRecord", "a", inputs[0]))
    for each in steps:
        each["replaceReasons"] = ["datasetId"]

    found = only(*steps)

    assert (found.sort, found.reasons) == (Sort.REPLACE, ("datasetId", "text"))


@pytest.mark.parametrize("op", ["refresh", "delete"])
def test_what_a_refresh_finds_gone_is_created_again(op: str) -> None:
    """Not deleted, as the refresh may say of the state, and not new either."""
    found = only(step(op, "Bot", "a", {}), step("create", "Bot", "a", None, {}))

    assert found.sort is Sort.GONE


@pytest.mark.parametrize(
    ("class_name", "lost"),
    [("PartnerUser", "conversations"), ("Dataset", "records"), ("PartnerUserToken", "live key"), ("Bot", "")],
)
def test_a_deletion_says_what_is_lost_with_it(class_name: str, lost: str) -> None:
    """From the catalog; and it comes first."""
    report = report_of(document([limits("acme", 1, 2), step("delete", class_name, "a", {})]))

    assert report.groups[0].first.sort is Sort.DELETE
    assert lost in report.groups[0].lost
    assert bool(lost) is bool(report.groups[0].lost)


def test_a_resource_outside_of_a_tenant_belongs_to_its_partner_user() -> None:
    """By the user's name, where the preview has it or names it as a dependency; else by its id; else to nobody."""
    user = step("same", "PartnerUser", "acme", {}, {}, identifier="u1")
    in_user = step("update", "Bot", "a", {"runAs": "u1"}, {"runAs": "u1", "name": "x"})
    depends: JsonObject = {"runAs": [urn_of("PartnerUser", "globex")]}
    named = step("create", "Bot", "b", None, {"runAs": KNOWN_LATER}, propertyDependencies=depends)
    unnamed = step("update", "Bot", "c", {"runAs": "u3"}, {"runAs": "u3", "name": "y"})
    own = step("update", "Bot", "d", {}, {"name": "z"})

    report = report_of(document([user, in_user, named, unnamed, own]))

    assert {each.name: each.customer for each in changes(report)} == {"a": "acme", "b": "globex", "c": "u3", "d": ""}


def test_a_component_is_its_own_customer() -> None:
    """A new tenant is counted with its name."""
    urn = f"urn:pulumi:dev::shop::{TENANT_TYPE}::acme"
    made: JsonObject = {"op": "create", "urn": urn, "newState": {"urn": urn, "type": TENANT_TYPE}}

    assert (only(made).customer, only(made).sort) == ("acme", Sort.BOOKKEEPING)


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ({"value": "[secret]"}, {"value": "[secret]"}, "value"),
        ({"value": encrypted()}, {"value": encrypted()}, "value"),
        ({"config": {"clientSecret": "[secret]", "a": 1}}, {"config": {"clientSecret": "[secret]", "a": 1}},
         "config.clientSecret"),
        ({"value": decrypted(PLANTED)}, {"value": decrypted("other")}, "value"),
        ({"value": PLANTED}, {"value": None}, "value"),
        ({"config": {"key": PLANTED}}, {"config": {"key": "x"}}, "config"),
        ({"description": PLANTED, "secretInputs": ["description"]}, {"description": "x"}, "description"),
        ({"description": decrypted(PLANTED)}, {"description": "x"}, "description"),
    ],
    ids=["shown as text", "encrypted", "nested", "decrypted", "in clear", "whole map", "marked", "marked by Pulumi"],
)  # fmt: skip
def test_a_changed_secret_is_named_and_not_shown(before: JsonObject, after: JsonObject, field: str) -> None:
    """Whoever marks it: the catalog, the program, Pulumi."""
    report = report_of(document([step("update", "Secret", "crm", before, after)]))

    found = [each for each in changes(report) if each.sort is Sort.UPDATE]
    assert [(each.field, each.is_secret) for each in found] == [(field, True)]
    assert PLANTED not in repr(report)


def test_a_secret_is_masked_where_it_stands_in_other_places() -> None:
    """Another field, an error, a name."""
    steps = [
        step("update", "Bot", "b", {}, {"backstory": f"Use {PLANTED} for it."}),
        step("create", "Secret", f"crm {PLANTED}", None, {"value": PLANTED}),
    ]

    report = report_of(document(steps, error(f"refused: {PLANTED}")))

    assert PLANTED not in repr([report.failures, [(each.name, each.before, each.after) for each in changes(report)]])


def test_an_update_without_a_visible_difference_is_still_reported() -> None:
    """It is a change, although nothing says of what."""
    assert (only(step("update", "Bot", "a", {}, {})).sort, only(step("update", "Bot", "a", {}, {})).field) == (
        Sort.UPDATE,
        "",
    )


def test_what_is_known_later_is_called_so() -> None:
    """Not by Pulumi's sign for it."""
    assert only(step("update", "Bot", "a", {}, {"datasetId": KNOWN_LATER})).after == "(known after the update)"


def test_what_was_changed_elsewhere_is_found_in_the_outputs() -> None:
    """The state's inputs are as the program declared them, and the program has not changed."""
    made = step("update", "Bot", "a", {"name": "x"}, {"name": "x"}, outputs={"name": "y"})

    assert (only(made).field, only(made).before, only(made).after) == ("name", "y", "x")


def test_a_long_text_is_cut_and_its_lines_are_compared() -> None:
    """With the length of the whole."""
    before = "\n".join(f"line {each}" for each in range(500))
    after = before.replace("line 250", "line two hundred")

    found = only(step("update", "Bot", "a", {"backstory": before}, {"backstory": after}))

    assert found.lines == ("-line 250", "+line two hundred")
    assert (found.before_length, len(str(found.before))) == (len(before), 1000)


def test_long_texts_that_differ_only_at_the_end_are_no_equals() -> None:
    """Groups are made of whole values."""
    texts = ["x" * 5000 + each for each in "ab"]
    steps = [step("update", "Bot", each, {}, {"backstory": text}) for each, text in zip("ab", texts, strict=True)]

    assert len(report_of(document(steps)).groups) == 2


def test_errors_of_a_preview_are_failures() -> None:
    """With the resource that they are about."""
    report = report_of(document([], error("visibility is 'nope'", urn_of("Bot", "a")), error("boom")))

    assert [(each.what, each.reason) for each in report.failures] == [("Bot a", "visibility is 'nope'"), ("", "boom")]


def test_an_update_that_has_run_is_reported_without_its_preview() -> None:
    """A log of `pulumi up --json` has both."""
    planned = [limits("acme", 500, 750), step("create", "Bot", "a", None, {})]

    for preview in (document(planned), events(planned, planning=True)):
        report = report_of(preview + events(planned[:1]))

        assert (report.is_preview, [each.field for each in changes(report)]) == (False, ["limits.conversations"])
        assert report.failures == []


def test_what_has_failed_is_no_change() -> None:
    """It is a failure, with its resource."""
    report = report_of(events([], failed=[step("create", "Bot", "a", None, {})]))

    assert report.groups == []
    assert [(each.what, each.reason) for each in report.failures] == [("Bot a", "create failed")]


def test_a_log_that_was_cut_is_not_taken_for_a_whole_run() -> None:
    """It names what was under way."""
    whole = events([limits("acme", 1, 2)]).splitlines(keepends=True)

    report = report_of("".join(whole[:2]))

    assert report.groups == []
    assert [each.reason for each in report.failures] == [
        "the log ends before the end of the run; under way: update acme"
    ]


def test_a_run_that_has_failed_without_a_reason_is_a_failure() -> None:
    """For one, because it was interrupted."""
    report = report_of(events([]).replace("succeeded", "failed"))

    assert len(report.failures) == 1


def test_what_policies_say_is_in_the_report() -> None:
    """Mandatory violations come first, and are failures, too; secrets are not repeated."""
    secret = step("create", "Secret", "s", None, {"value": "swordfish", "secretInputs": ["value"]})
    text = (
        policy_said("advisory", "a", "Bot it: name is swordfish.", urn_of("Bot", "it"))
        + policy_changed("r", urn_of("Bot", "it"), {"name": "x", "v": "a"}, {"name": "x", "v": "b", "w": 1})
        + policy_said("mandatory", "z", "no tokens.")
        + events([secret])
    )

    report = report_of(text)

    assert [(each.level, each.policy, each.what) for each in report.policies] == [
        ("mandatory", "z", ""),
        ("advisory", "a", "Bot it"),
        ("remediate", "r", "Bot it"),
    ]
    assert {each.pack for each in report.policies} == {"chatbotkit"}
    assert [each.message.splitlines()[-1] for each in report.policies] == [
        "no tokens.",
        "Bot it: name is ********.",
        "has changed v, w",
    ]
    assert [each.reason for each in report.failures] == ["policy z: What it asks for.\nno tokens."]


def test_an_update_repeats_what_its_preview_has_said_of_policies() -> None:
    """So the report has it once."""
    said = policy_said("advisory", "a", "it.")
    text = POLICIES_LOADED + said + events([], planning=True) + POLICIES_LOADED + said + events([])

    assert len(report_of(text).policies) == 1


def test_a_refresh_in_a_log_is_no_update() -> None:
    """The engine calls it an update where it ends."""
    log = events([step("refresh", "Bot", "a", {"name": "x"}, {"name": "y"})])
    end = log.splitlines()[2].replace('"refresh"', '"update"')

    assert [each.sort for each in changes(report_of(log.replace(log.splitlines()[2], end)))] == [Sort.REFRESH]


def test_what_a_refresh_in_a_log_finds_gone_is_no_deletion() -> None:
    """The engine calls it one where it ends; the state forgets the object, and nothing is lost."""
    log = events([step("refresh", "Dataset", "a", {"name": "x"})])
    end = log.splitlines()[2].replace('"refresh"', '"delete"')

    report = report_of(log.replace(log.splitlines()[2], end))

    assert [(each.sort, each.field) for each in changes(report)] == [(Sort.REFRESH, "")]
    assert report.groups[0].lost == ""


def test_the_document_of_a_refresh_announces_no_deletion_and_no_update() -> None:
    """`pulumi refresh --preview-only --json` names its findings so; what it has read is in the outputs of its updates.

    As Pulumi 3.259 prints them: what is as it was is a refresh, and what has changed has no refresh step of its own.
    """
    unchanged = step("refresh", "PartnerUser", "acme", {"name": "A"}, {"name": "A", "__declaration": "{}"})
    edited = step("update", "Bot", "b", {"backstory": "x"}, {"backstory": "y"}, found=True)
    gone = step("delete", "Dataset", "d", {"name": "D"})

    report = report_of(document([unchanged, gone, edited]))

    assert {(each.sort, each.kind, each.field) for each in changes(report)} == {
        (Sort.REFRESH, "Dataset", ""),
        (Sort.REFRESH, "Bot", "backstory"),
    }
    assert {group.lost for group in report.groups} == {""}


def test_a_preview_with_refresh_announces_its_deletions() -> None:
    """An object that is removed from the program has no refresh step either."""
    edited = (
        step("refresh", "Bot", "b", {"backstory": "x"}, {"backstory": "x", "__declaration": "{}"}),
        step("update", "Bot", "b", {"backstory": "y"}, {"backstory": "x"}),
    )

    report = report_of(document([*edited, step("delete", "Dataset", "d", {"name": "D"})]))

    assert {(each.sort, each.kind) for each in changes(report)} == {(Sort.DELETE, "Dataset"), (Sort.UPDATE, "Bot")}
    assert "records" in report.groups[0].lost


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        (summary(result="canceled"), "its result is canceled"),
        (summary(result="canceled", maybeCorrupt=True), "its result is canceled"),
        (summary(), "its result is not told"),
        (summary(result="succeeded", maybeCorrupt=True), "maybeCorrupt"),
        (events([], planning=True) + PRELUDE, "the log ends before the end of the run"),
        (document([]) + PRELUDE, "the log ends before the end of the run"),
        (events([], planning=True) + ENGINE_ERROR, "resource monitor shut down"),
        ('{"config": {}}', "neither changeSummary nor duration"),
        ('{"maybeCorrupt": true}', "neither changeSummary nor duration"),
        ('{"duration": 1, "maybeCorrupt": true}', "maybeCorrupt"),
        ('{"steps": [], "changeSummary": {"delete": 4}}', "counts changes"),
    ],
)
def test_a_run_that_was_not_carried_through_is_an_error(log: str, reason: str) -> None:
    """Pulumi says that it was cancelled, or its record ends too early: what is missing is not known."""
    report = report_of(log)

    assert reason in "; ".join(each.reason for each in report.failures)


@pytest.mark.parametrize(
    "log",
    [
        events([], planning=True) + events([]),
        document([]) + events([]),
        summary(result="canceled", isPreview=True) + PRELUDE + summary(result="succeeded"),
        '{"duration": 1}',
        '{"steps": [], "changeSummary": {"same": 4}}',
    ],
)
def test_a_run_that_was_carried_through_is_none(log: str) -> None:
    """Of a log the last summary counts."""
    assert report_of(log).failures == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "error: no stack",
        "{}",
        "[1]",
        '{"a": 1}',
        '{"steps": [',
        '{"steps": []} {}',
        '{"steps": [' + "[" * 100_000,
        '{"steps": [' + "[" * 900 + "]" * 900 + "]}",
        document([limits("acme", 1, 2)])[:-200],
        events([]) + "{",
    ],
)
def test_what_is_no_run_is_refused(text: str) -> None:
    """Nothing else is taken for a run without changes."""
    with pytest.raises(NotARun, match="neither"):
        changes_of_run(StringIO(text))


def test_a_document_is_read_in_any_layout_and_in_pieces() -> None:
    """Larger than what is read at a time; on one line, too."""
    steps = [limits(f"c{each:03}", 500, 750) for each in range(400)]
    text = document(steps)

    assert len(text) > 1 << 18
    assert report_of(text) == report_of(json.dumps(json.loads(text)))
    assert [*JsonReader(StringIO("[1, 20, null, {}]")).elements()] == [1, 20, None, {}]
