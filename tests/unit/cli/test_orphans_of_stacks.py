"""`pulumi-chatbotkit orphans`: which stacks are read, exit codes, forms of the report, deletions that break off."""

import json
import os
import pty
import socket
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.emulator import Fault, Status
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.inventory import make_by_hand
from support.stack_script import PROJECT, STACK, StackScript, inside, tenant

OF_THIS_STATE = {"pulumiState": "s1"}
ORPHANS_FOUND = 7


def marked(name: str, stack: str = f"{PROJECT}/{STACK}", **more: str) -> JsonObject:
    return {"pulumiStack": stack, "pulumiKind": "bot", "pulumiName": name, **more}


class Account:
    """A stack with one tenant, and an account."""

    def __init__(self, stack: StackScript, emulator: EmulatorServer) -> None:
        self.stack, self.emulator = stack, emulator
        self.user = make_by_hand(emulator, "partner/user", {"name": "Acme", "meta": marked("acme")})
        self.holds()

    def holds(self) -> None:
        """Let the state have the tenant."""
        marker: JsonObject = {"stack": f"{PROJECT}/{STACK}", "name": "acme"}
        user = inside("acme", "PartnerUser", "acme", self.user, inputs={"marker": marker}, outputs={"stateId": "s1"})
        self.stack.holds([tenant("acme"), user], {"chatbotkit:endpoint": self.emulator.url})

    def bot(self, name: str = "Lost") -> str:
        meta = marked(f"acme.{name}", **OF_THIS_STATE)
        return make_by_hand(self.emulator, "bot", {"name": name, "meta": meta}, self.user)

    def orphans(self, *words: str) -> Result:
        return CliRunner().invoke(app, ["orphans", *words])

    @property
    def bots(self) -> set[str]:
        return {str(each["id"]) for each in self.emulator.records("bot")}


@pytest.fixture
def account(tmp_path: Path, emulator: EmulatorServer, monkeypatch: pytest.MonkeyPatch) -> Account:
    """With a key in the environment."""
    monkeypatch.setenv("CHATBOTKIT_API_TOKEN", emulator.token)
    monkeypatch.setenv("CHATBOTKIT_RETRY_DEADLINE", "0")
    return Account(StackScript(tmp_path, monkeypatch), emulator)


def test_exit_codes_and_forms(account: Account) -> None:
    """0 nothing, 7 an orphan; the document has a version; ids can be copied from each form."""
    clean = account.orphans()
    bot = account.bot()

    table, document, markdown = account.orphans(), account.orphans("--json"), account.orphans("--markdown")

    assert (clean.exit_code, clean.stderr) == (0, "")
    assert clean.stdout == f"0 orphans in 2 accounts; states read: {STACK}\n"
    assert [each.exit_code for each in (table, document, markdown)] == [ORPHANS_FOUND] * 3
    report = json.loads(document.stdout)
    assert (report["version"], report["stacks"], report["accounts"]) == (1, [STACK], 2)
    assert report["objects"] == {"state": 1, "orphan": 1, "other-stack": 0, "nobody": 0}
    (orphan,) = report["orphans"]
    assert (orphan["id"], orphan["customer"], orphan["resource"]) == (bot, "acme", "acme.Lost")
    assert (orphan["madeWith"], orphan["holds"], orphan["keys"]) == ("this state", {}, 0)
    for each in (table, markdown):
        assert bot in each.stdout


def test_what_could_not_be_looked_at_is_no_health(account: Account) -> None:
    """A list that fails, a stack that is not there, a key that is wrong, other stacks that cannot be read: 1."""
    account.emulator.faults.add(Fault(route="bot/list", times=None, do=Status(status=400)))
    failed = account.orphans()
    account.stack.prints("no state", {"chatbotkit:endpoint": account.emulator.url})
    unreadable, named = account.orphans(), account.orphans("--stack", STACK)

    assert [each.exit_code for each in (failed, unreadable, named)] == [1, 1, 1]
    assert "not checked: bot in" in failed.stderr
    assert f"not checked: stack {STACK}: pulumi stack export prints no state" in unreadable.stderr
    assert named.stderr.startswith("error: pulumi stack export prints no state")


@pytest.mark.parametrize("is_here", [True, False], ids=["this machine", "another machine"])
def test_a_lock_counts_unless_its_run_has_ended_on_this_machine(account: Account, is_here: bool) -> None:
    """What a run at work has made is in no state yet; a killed run leaves its lock."""
    bot = account.bot()
    account.stack.locks.mkdir(parents=True)
    host = socket.gethostname() if is_here else "elsewhere"
    lock = {"pid": _ended(), "username": "ada", "hostname": host, "timestamp": "noon"}
    (account.stack.locks / "a.json").write_text(json.dumps(lock), encoding="utf-8")

    found = account.orphans()

    assert found.exit_code == (ORPHANS_FOUND if is_here else 1)
    assert (bot in found.stdout) is is_here
    assert ("it is in use by a run by ada on elsewhere" in found.stderr) is not is_here


@pytest.mark.parametrize("is_at_work", [True, False])
def test_elsewhere_the_back_end_tells_whether_a_run_is_at_work(account: Account, is_at_work: bool) -> None:
    """As Pulumi Cloud does."""
    account.stack.backend = "https://app.pulumi.com/acme"
    account.stack.listed = json.dumps([{"name": f"acme/{STACK}", "updateInProgress": is_at_work}])
    account.holds()
    bot = account.bot()

    found = account.orphans("--stack", STACK)

    assert found.exit_code == (1 if is_at_work else ORPHANS_FOUND)
    assert (bot in found.stdout) is not is_at_work
    assert ("it is in use by a run: 1 object in no state may be new" in found.stderr) is is_at_work


def _ended() -> int:
    """The number of a process that has ended."""
    process = os.fork()
    if not process:
        os._exit(0)
    os.waitpid(process, 0)
    return process


def test_several_orphans_are_deleted_one_after_another(account: Account) -> None:
    """With what they hold, and when they were made."""
    lost, kept = [account.bot("a"), account.bot("b")], account.bot("c")

    done = account.orphans("--delete", lost[0], "--delete", lost[1], "--yes")

    assert (done.exit_code, done.stderr) == (0, "")
    assert account.bots == {kept}
    assert f"Bot 'a' ({lost[0]}), made " in done.stdout
    assert f"Bot 'b' ({lost[1]}) was deleted" in done.stdout


def test_a_deletion_that_breaks_off_says_what_was_done(account: Account) -> None:
    """The rest stays."""
    lost = [account.bot("a"), account.bot("b"), account.bot("c")]
    account.emulator.faults.add(Fault(route="bot/delete", nth=2, times=None, do=Status(status=400)))

    done = account.orphans(*(f"--delete={each}" for each in lost), "--yes")

    assert done.exit_code == 1
    assert f"Deleted: 1 of 3 ({lost[0]})" in done.stderr
    assert account.bots == {*lost[1:]}


@pytest.mark.parametrize("typed", ["a\n", "", "it\n"], ids=["the name", "nothing", "another name"])
def test_without_a_terminal_it_wants_yes(account: Account, typed: str) -> None:
    """A pipeline must not delete by a stray line of input."""
    bot = account.bot("a")

    refused = CliRunner().invoke(app, ["orphans", "--delete", bot], input=typed)

    assert refused.exit_code == 1
    assert "error: nobody can be asked here; add --yes. Deleted: 0 of 1, nothing was changed" in refused.stderr
    assert account.bots == {bot}


@pytest.mark.parametrize(("typed", "is_deleted"), [("a\n", True), ("b\n", False), ("\n", False)])
def test_on_a_terminal_the_name_is_to_be_typed(account: Account, typed: str, is_deleted: bool) -> None:
    """Nothing else deletes it."""
    bot = account.bot("a")
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from pulumi_chatbotkit.cli import main; main()", "orphans", "--delete", bot],
        stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    os.close(theirs)

    os.write(ours, typed.encode())
    _, said = process.communicate(timeout=60)
    os.close(ours)

    assert process.returncode == (0 if is_deleted else 1), said
    assert (account.bots == set()) is is_deleted
    assert ("that is not its name" in said) is not is_deleted


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--delete", "x"], "error: x: there is no such orphan"),
        (["--adopt", "x"], "error: x: there is no such orphan"),
        (["--delete", "x", "--json"], "error: --delete goes without --adopt, --json and --markdown"),
        (["--adopt", "x", "--json"], "error: --adopt goes without --json and --markdown"),
        (["--yes"], "error: the --yes options go with --delete"),
        (["--any-stack", "delete", "bot", "x"], "error: `orphans delete` takes its options after the word delete"),
    ],
)
def test_a_wrong_call_is_one_line_and_changes_nothing(account: Account, words: Iterable[str], said: str) -> None:
    """Exit code 1."""
    bot = account.bot()

    refused = account.orphans(*words)

    assert refused.exit_code == 1
    assert refused.stderr.startswith(said)
    assert account.bots == {bot}


def test_all_refusals_are_shown_at_once(account: Account) -> None:
    """Before anybody is asked, and nothing is deleted."""
    bot = account.bot()
    make_by_hand(account.emulator, f"partner/user/{account.user}/token", {"name": "k", "meta": marked("k")})
    (key,) = (str(each["id"]) for each in account.emulator.records("partner_user_token"))

    refused = account.orphans(f"--delete={bot}", f"--delete={key}", "--yes")

    assert refused.exit_code == 1
    assert "--yes-delete-keys" in refused.stderr
    assert "--yes-other-state" in refused.stderr
    assert account.bots == {bot}
    assert len(account.emulator.records("partner_user_token")) == 1


def test_what_another_stack_may_have_is_not_deleted(account: Account) -> None:
    """It is listed only on demand, and the command that deletes one object is named."""
    meta = marked("theirs", stack="fleet/b")
    bot = make_by_hand(account.emulator, "bot", {"name": "Theirs", "meta": meta})

    quiet, listed = account.orphans(), account.orphans("--any-stack")
    refused = account.orphans("--any-stack", "--delete", bot, "--yes")

    assert (quiet.exit_code, listed.exit_code, refused.exit_code) == (0, ORPHANS_FOUND, 1)
    assert "of stacks whose state was not read, so not known: fleet/b: 1" in quiet.stdout
    assert "may be in the state of its stack, which was not read" in listed.stdout
    assert f"`pulumi-chatbotkit orphans delete bot {bot}`" in refused.stderr
    assert account.bots == {bot}


def test_adoption_prints_what_to_write(account: Account) -> None:
    """Nothing is changed."""
    bot = account.bot("support")

    told = account.orphans("--adopt", bot)

    assert told.exit_code == 0
    assert f"tenants: {{acme: {{bots: {{support: {{adopt: {bot}}}}}}}}}" in told.stdout
    assert account.bots == {bot}


def test_stacks_of_two_services_are_not_mixed(account: Account) -> None:
    """Those that are named are refused; one that is found is named, and its objects are not judged."""
    account.stack.configure("dev", {"chatbotkit:endpoint": "http://127.0.0.1:9"})
    account.stack.listed = json.dumps([{"name": STACK}, {"name": "dev"}])
    account.holds()

    refused, found = account.orphans("--stack", STACK, "--stack", "dev"), account.orphans()

    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"error: {STACK} and dev are of different services, or use different keys")
    assert found.exit_code == 0
    assert "not looked for, as they are of another service or key: dev" in found.stdout


def test_the_markdown_fits_a_comment(account: Account) -> None:
    """Cut between rows, with the number of those left out; what others wrote is no markup."""
    headers = {"Authorization": f"Token {account.emulator.token}", "X-RunAs-UserId": account.user}
    with httpx.Client(base_url=account.emulator.url, headers=headers) as client:
        for number in range(300):
            body: JsonObject = {"name": f"<b>{'x' * 180}", "meta": marked(f"r{number}")}
            client.post("/v1/bot/create", json=body).raise_for_status()

    text = account.orphans("--markdown").stdout

    assert len(text) <= 60_000
    assert "more orphans in 1 table" in text
    assert all(line.endswith("|") for line in text.splitlines() if line.startswith("| Bot"))
    assert "<b>" not in text
