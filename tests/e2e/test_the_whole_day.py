"""An operator's day, as the front page tells it: a CRM's customers, a changed plan, a rename, a farewell, an adoption.

There is no code but what ``init`` writes. What the service has is read from the emulator, not through this package.
"""

import csv
import io
import json
import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import httpx

from pulumi_chatbotkit.catalog import OBJECT_KINDS
from pulumi_chatbotkit.testing import EmulatorServer
from support.accounts import fill, users
from support.inventory import without_markers
from support.project import REPOSITORY
from support.users_environment import next_commands, plain_shell, typed
from support.wire import Wire

TENANTS = (REPOSITORY / "README.md").read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
"""The file of the front page."""
CHANGED_TENANTS = TENANTS.replace("{conversations: 1000}", "{conversations: 1500}")
PLAN_WORDS = {"starter": ("Starter ", "STARTER"), "pro": ("Pro", " pro"), "enterprise": ("Enterprise plan (2026)",)}
HEADER = ("Account", "Company", "Owner; team", "Contact e-mail", "Price plan", "Language")
EACH_PLAN, RECORDS = 20, 20
IN_ALL = {"partner_user_token": 1, "partner_user_context": 1, "bot": 1, "integration_widget": 1}
IN_PRO = IN_ALL | {"secret": 1, "skillset": 1, "skillset_ability": 1}
IN_PLAN = {"starter": IN_ALL, "pro": IN_PRO, "enterprise": IN_PRO | {"dataset": 1, "dataset_record": RECORDS}}
ENTER = 'eval "$(.venv/bin/pulumi-chatbotkit engine env)"'


@dataclass(frozen=True)
class Account:
    """A customer in the CRM. ``key``: what its id is to Pulumi."""

    id: str
    company: str
    email: str
    plan: str

    @property
    def key(self) -> str:
        return self.id.lower().replace(" ", "-")


CUSTOMERS = [
    Account(f"{plan.upper()} {number}", f'Söhne & "{plan}"; {number}, Inc.', f"{plan}-{number}@example.com", plan)
    for plan in IN_PLAN
    for number in range(EACH_PLAN)
]
RENAMED, LEAVING = CUSTOMERS[-1], CUSTOMERS[0]
ACME = Account("Acme 7", RENAMED.company, RENAMED.email, RENAMED.plan)
SECRETS = {f"CRM_{each.key.upper().replace('-', '_')}": f"planted-{each.key}" for each in [*CUSTOMERS[:-1], ACME]}
SECRETS[f"CRM_{RENAMED.key.upper().replace('-', '_')}"] = f"planted-{ACME.key}"


class Shell:
    """Where the operator types: a project that ``init`` has made, and what every new shell has there."""

    def __init__(self, folder: Path, emulator: EmulatorServer) -> None:
        self.folder = folder
        own = {"CHATBOTKIT_API_TOKEN": emulator.token, "PULUMI_SKIP_CHECKPOINTS": "true"}
        self._environment = {**plain_shell(os.environ), **own, **SECRETS}
        folder.mkdir()
        (folder / ".venv").symlink_to(sys.prefix)  # test_init.py types the command that makes it
        _, *commands = next_commands(typed(folder, self._environment, "pulumi-chatbotkit init --yes"))
        self._first_commands = [each.replace("embedded", emulator.url) for each in commands]

    def type(self, *lines: str) -> str:
        return typed(self.folder, self._environment, ENTER, *lines)

    def type_first_commands(self) -> None:
        typed(self.folder, self._environment, *self._first_commands)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")


def crm_export(customers: list[Account]) -> str:
    """As a spreadsheet writes it: semicolons, a column that nobody needs, the plans' names as people spell them."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADER)
    for number, each in enumerate(customers):
        words = PLAN_WORDS[each.plan]
        writer.writerow((each.id, each.company, "jo", f"{each.email} ", words[number % len(words)], "en"))
    return f"\ufeff{text.getvalue()}"


def contents(emulator: EmulatorServer) -> dict[str, Counter[str]]:
    """How many objects of each kind are in the accounts, by the name of the partner user."""
    return {
        name: Counter({kind: count for kind in OBJECT_KINDS if (count := len(emulator.records(kind, account=user)))})
        for name, user in users(emulator).items()
    }


def keys(shell: Shell) -> dict[str, str]:
    """The customers' keys, as the program exports them."""
    tokens: dict[str, dict[str, str]] = json.loads(shell.type("pulumi stack output --json --show-secrets tokens"))
    return {tenant: found["token"] for tenant, found in tokens.items()}


def works(emulator: EmulatorServer, key: str) -> bool:
    return httpx.get(f"{emulator.url}/v1/bot/list", headers={"Authorization": f"Token {key}"}).is_success


def sixty_customers_come_from_the_crm(shell: Shell, emulator: EmulatorServer) -> None:
    shell.write("tenants.yaml", TENANTS)
    shell.write("crm.csv", crm_export(CUSTOMERS))
    shell.write("manuals.csv", "key,text\n" + "".join(f"page-{page},Page {page}\n" for page in range(RECORDS)))
    shell.type_first_commands()

    assert contents(emulator) == {each.company: Counter(IN_PLAN[each.plan]) for each in CUSTOMERS}
    assert len({str(each["value"]) for each in emulator.records("secret")}) == 2 * EACH_PLAN
    shell.type("pulumi preview --expect-no-changes")


def a_plan_changes(shell: Shell, wire: Wire) -> None:
    wire.take()
    shell.write("tenants.yaml", CHANGED_TENANTS)
    shell.type("pulumi up")

    of_the_plan = [each.key for each in CUSTOMERS if each.plan == "pro"]
    expected = [(f"update partner/user/{key}", {"limits": {"conversations": 1500}}) for key in of_the_plan]
    assert sorted(wire.writes(), key=str) == sorted(expected, key=str)


def one_is_renamed(shell: Shell, emulator: EmulatorServer) -> None:
    before, key = without_markers(emulator), keys(shell)[RENAMED.key]
    shell.write("crm.csv", crm_export([*CUSTOMERS[:-1], ACME]))
    shell.write("tenants.yaml", f"{CHANGED_TENANTS}tenants: {{acme-7: {{formerly: {RENAMED.key}}}}}\n")
    shell.type("pulumi up")

    assert without_markers(emulator) == before
    assert keys(shell)["acme-7"] == key
    assert works(emulator, key)


def one_leaves(shell: Shell, emulator: EmulatorServer) -> None:
    """The row is the CRM's, so the command names it and fails; the CRM's next export is without it."""
    key = keys(shell)[LEAVING.key]
    said = shell.type(f"! pulumi-chatbotkit offboard {LEAVING.key} --archive left --yes 2>&1")
    assert "crm.csv, line 2" in said
    counts = json.loads((shell.folder / "left" / "manifest.json").read_text(encoding="utf-8"))["objects"]
    shell.write("crm.csv", crm_export([*CUSTOMERS[1:-1], ACME]))
    shell.type("pulumi up", "pulumi preview --expect-no-changes")

    assert counts == {"partner_user": 1, **IN_PLAN[LEAVING.plan]}
    assert contents(emulator).keys() == {each.company for each in CUSTOMERS} - {LEAVING.company}
    assert not works(emulator, key)


def accounts_made_by_hand_are_taken_over(shell: Shell, emulator: EmulatorServer) -> None:
    """Beside the others, in a project of its own. Nothing of any account is changed but the markers."""
    ids = [fill(emulator, name) for name in ("Acme: {{ Söhne }}", "acme söhne")]
    before = without_markers(emulator)
    (shell.folder / "tenants.yaml").unlink()
    only = " ".join(f"--user {each}" for each in ids)
    shell.type(
        f"export CHATBOTKIT_ENDPOINT={emulator.url}",
        f"pulumi-chatbotkit export tenants.yaml --aliases none {only}",
        "pulumi-chatbotkit export --check tenants.yaml",
    )
    shell.type_first_commands()

    assert without_markers(emulator) == before
    shell.type("pulumi preview --expect-no-changes", "pulumi-chatbotkit drift --declared-only")


def test_from_the_crm_to_an_adoption(tmp_path: Path, emulator: EmulatorServer) -> None:
    """Each part starts from what the one before has left."""
    shop, taken_over = Shell(tmp_path / "shop", emulator), Shell(tmp_path / "taken-over", emulator)
    wire = Wire(emulator)

    sixty_customers_come_from_the_crm(shop, emulator)
    a_plan_changes(shop, wire)
    one_is_renamed(shop, emulator)
    one_leaves(shop, emulator)
    accounts_made_by_hand_are_taken_over(taken_over, emulator)
