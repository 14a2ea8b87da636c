"""Exporting accounts that were made by hand: what is in the file, and what is said of the rest."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_chatbotkit.api import ApiError
from pulumi_chatbotkit.catalog import KINDS
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.inputs.tenants import read_tenants
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.operations.export.export_file import ExportOptions, ExportRefused, export_file
from pulumi_chatbotkit.operations.tenant_entries.new_files import WritingRefused
from pulumi_chatbotkit.operations.tenant_entries.remarks import Sort
from support.core_harness import CoreHarness
from support.foreign import make_by_hand
from support.tenants import bots_of


@pytest.fixture
def harness() -> Iterator[CoreHarness]:
    """An empty parent account."""
    with CoreHarness() as harness:
        yield harness


def user(harness: CoreHarness, **values: str) -> str:
    """A partner user, made by hand; returns its id."""
    return make_by_hand(harness, KINDS["partner_user"], {}, {**values})


def made(harness: CoreHarness, kind: str, place: JsonObject, **values: str) -> str:
    """An object, made by hand; returns its id."""
    return make_by_hand(harness, KINDS[kind], place, {**values})


def exported(harness: CoreHarness, tmp_path: Path, name: str = "tenants.yaml") -> tuple[str, str]:
    """The tenants file and the remarks; no partner user has an alias."""
    path = tmp_path / name
    harness.run(export_file(harness.client, path, ExportOptions(aliases={})))
    return path.read_text(), path.with_suffix(".remarks.txt").read_text()


def test_an_account_becomes_a_tenant_with_references_by_key(harness: CoreHarness, tmp_path: Path) -> None:
    """Each object with the id to adopt; what holds its default is left out."""
    acme = user(harness, name="Acme Hardware")
    here: JsonObject = {"runAs": acme}
    faq = made(harness, "dataset", here, name="FAQ")
    bot = made(harness, "bot", here, name="Support", datasetId=faq, backstory="Say {{ hello }}.\nThen help.")
    crm = made(harness, "skillset", here, name="CRM")
    ask = made(harness, "skillset_ability", {**here, "skillsetId": crm}, name="Ask", linkedBotId=bot)
    context = made(harness, "partner_user_context", {"userId": acme}, botId=bot)

    text, _ = exported(harness, tmp_path)

    [spec] = read_tenants(tmp_path / "tenants.yaml")
    assert spec.key == "acme-hardware"
    assert spec.arguments == {
        "name": "Acme Hardware",
        "alias": "",
        "adopt": acme,
        "token": False,
        "bots": {
            "support": {
                "name": "Support",
                "backstory": "Say {{ hello }}.\nThen help.",
                "dataset": "faq",
                "adopt": bot,
            }
        },
        "contexts": {"support": {"bot": "support", "adopt": context}},
        "datasets": {"faq": {"name": "FAQ", "adopt": faq}},
        "skillsets": {
            "crm": {"name": "CRM", "adopt": crm, "abilities": {"ask": {"name": "Ask", "bot": "support", "adopt": ask}}}
        },
    }
    assert "Say {{{{ hello }}.\n" in text


@pytest.mark.parametrize(
    ("tenant", "name", "key"),
    [
        ("Acme Inc.", "Acme Inc. support", "support"),
        ("Acme Inc.", "Support of ACME Inc", "support-of"),
        ("Acme Inc.", "Acme Incognito", "acme-incognito"),
        ("Acme Inc.", "Acme Inc.", "bot"),
        ("Bot", "Bot", "bot"),
    ],
)
def test_keys_leave_the_name_of_the_tenant_out(
    harness: CoreHarness, tmp_path: Path, tenant: str, name: str, key: str
) -> None:
    """They stand below its key anyway, and what is alike in two tenants has the same key."""
    made(harness, "bot", {"runAs": user(harness, name=tenant)}, name=name)

    exported(harness, tmp_path)

    assert [*bots_of(read_tenants(tmp_path / "tenants.yaml")[0])] == [key]


def test_what_nobody_can_read_is_listed(harness: CoreHarness, tmp_path: Path) -> None:
    """Secrets, hidden fields and tokens, each with its object."""
    acme = user(harness, name="Acme")
    bot = made(harness, "bot", {"runAs": acme}, name="Support")
    secret = made(harness, "secret", {"runAs": acme}, name="CRM", value="hunter2-hunter2", type="bearer")
    token = made(harness, "partner_user_token", {"userId": acme}, name="Web site")

    text, remarks = exported(harness, tmp_path)

    assert "hunter2" not in text + remarks
    assert f"acme: secret: secrets {secret} value: maybe set" in remarks.splitlines()
    assert f"acme: hidden: bots {bot} privacy" in remarks.splitlines()
    assert f"acme: shown once: tokens {token}: Web site" in remarks.splitlines()
    assert token not in text


def test_a_null_inside_a_value_is_listed(harness: CoreHarness, tmp_path: Path) -> None:
    """Pulumi would leave it out, so that adoption would change the value."""
    acme = user(harness, name="Acme")
    bot = make_by_hand(harness, KINDS["bot"], {"runAs": acme}, {"name": "Support", "meta": {"crm": [1, None]}})

    text, remarks = exported(harness, tmp_path)

    assert "crm" not in text
    assert f"acme: not writable: bots {bot} meta: holds null, which Pulumi would leave out" in remarks.splitlines()


def test_objects_of_your_own_account_are_named(harness: CoreHarness, tmp_path: Path) -> None:
    """The file has no place for them; a name stays on its line, whatever is in it."""
    bot = made(harness, "bot", {}, name="Support\nacme: secret: \x1b[2J")
    user(harness, name="Acme")

    text, remarks = exported(harness, tmp_path)

    assert f"own account: bots {bot}: Support\\x0aacme: secret: \\x1b[2J" in remarks.splitlines()
    assert bot not in text


def test_an_unknown_alias_is_never_erased(harness: CoreHarness, tmp_path: Path) -> None:
    """Unless somebody says what the aliases are, the file does not say it either, and adoption refuses."""
    user(harness, name="Acme", alias="acme")
    path = tmp_path / "tenants.yaml"

    report = harness.run(export_file(harness.client, path))

    assert report.remarks[Sort.ALIAS_UNKNOWN] == 1
    assert "alias" not in read_tenants(path)[0].arguments


def test_each_kind_is_listed_once_for_each_account(harness: CoreHarness, tmp_path: Path) -> None:
    """And what lives in other objects only where there are some. Your own account has no contexts and tokens."""
    for name in ("Acme", "Globex"):
        made(harness, "bot", {"runAs": user(harness, name=name)}, name="Support")
    harness.emulator.clear_requests()

    exported(harness, tmp_path)

    paths = [(entry.path, entry.run_as) for entry in harness.emulator.requests]
    assert len(paths) == len({*paths})
    assert len(paths) == 1 + 2 * 33 + 31


def test_only_the_partner_users_that_are_asked_for(harness: CoreHarness, tmp_path: Path) -> None:
    """By their ids; an id that is unknown stops the export."""
    user(harness, name="Acme")
    globex = user(harness, name="Globex")
    path = tmp_path / "tenants.yaml"

    report = harness.run(export_file(harness.client, path, ExportOptions(users=[globex])))

    assert (report.tenants, [spec.key for spec in read_tenants(path)]) == (1, ["globex"])
    with pytest.raises(ExportRefused, match="no partner user nobody"):
        harness.run(export_file(harness.client, tmp_path / "other.yaml", ExportOptions(users=["nobody"])))


def test_a_file_is_never_overwritten(harness: CoreHarness, tmp_path: Path) -> None:
    """It may be somebody's work."""
    path = tmp_path / "tenants.yaml"
    path.write_text("mine")

    with pytest.raises(WritingRefused, match="is there already"):
        harness.run(export_file(harness.client, path))

    assert path.read_text() == "mine"


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("tenants.json", "must end with .yaml or .yml for a tenants file, or with .py"),
        ("no/t.yaml", "there is no folder"),
    ],
)
def test_a_file_that_could_not_be_read_or_made_is_refused(
    harness: CoreHarness, tmp_path: Path, name: str, reason: str
) -> None:
    """Before the first call."""
    with pytest.raises(WritingRefused, match=reason):
        harness.run(export_file(harness.client, tmp_path / name))

    assert harness.emulator.requests == []


def test_an_account_without_tenants_is_a_file_that_says_so(harness: CoreHarness, tmp_path: Path) -> None:
    """An empty file would be an error."""
    exported(harness, tmp_path)

    assert read_tenants(tmp_path / "tenants.yaml") == ()


def test_a_list_that_fails_leaves_no_file(harness: CoreHarness, tmp_path: Path) -> None:
    """Half an account in a file would look like the whole."""
    for name in ("Acme", "Globex", "Initech"):
        user(harness, name=name)
    harness.emulator.faults.add(Fault(route="memory/list", nth=2, do=Status(status=403, code="NOT_AUTHORIZED")))

    with pytest.raises(ApiError):
        harness.run(export_file(harness.client, tmp_path / "tenants.yaml"))

    assert [each.name for each in tmp_path.iterdir() if not each.name.endswith(".reading")] == []


def test_refusals_that_pass_change_nothing_in_the_file(harness: CoreHarness, tmp_path: Path) -> None:
    """A throttled list and one that failed are asked for again."""
    made(harness, "bot", {"runAs": user(harness, name="Acme")}, name="Support")
    fresh = exported(harness, tmp_path, "fresh.yaml")
    harness.emulator.faults.add(Fault(route="bot/list", nth=1, do=Status(status=429, code="TOO_MANY_REQUESTS")))
    harness.emulator.faults.add(Fault(route="memory/list", nth=1, do=Status(status=503, code="UNAVAILABLE")))
    harness.emulator.clear_requests()

    assert exported(harness, tmp_path) == fresh
    assert {429, 503} <= {entry.status for entry in harness.emulator.requests}


def test_an_interrupted_export_goes_on_where_it_was(harness: CoreHarness, tmp_path: Path) -> None:
    """It reads what it had not, and accounts that changed; what was read is private, and deleted in the end."""
    users = [user(harness, name=name) for name in ("Acme", "Globex", "Initech")]
    crm = made(harness, "skillset", {"runAs": users[0]}, name="CRM")
    made(harness, "skillset_ability", {"runAs": users[0], "skillsetId": crm}, name="Ask", description="{{ Söhne }}")
    fresh = exported(harness, tmp_path, "fresh.yaml")
    # The fourth is that of the parent's own account, which is read last.
    harness.emulator.faults.add(Fault(route="memory/list", nth=4, do=Status(status=403, code="NOT_AUTHORIZED")))
    with pytest.raises(ApiError):
        exported(harness, tmp_path)
    folder = tmp_path / "tenants.yaml.reading"
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.glob("*.json")} == {0o600}
    harness.emulator.edit("partner_user", users[1], {"name": "Globex Inc"})
    harness.emulator.clear_requests()

    again = exported(harness, tmp_path)

    assert len(harness.emulator.requests) == 1 + 33 + 31
    assert again == tuple(text.replace("Globex", "Globex Inc").replace("globex", "globex-inc") for text in fresh)
    assert not folder.exists()
