"""``offboard``: what is lost with a tenant, its archive, and its entry in the tenants file."""

import base64
import json
import stat
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner, Result

from pulumi_chatbotkit.cli import app
from pulumi_chatbotkit.emulator import Fault, Status, WrongBody
from pulumi_chatbotkit.hosts.recorded_service import as_recorded
from pulumi_chatbotkit.json_values import JsonObject
from pulumi_chatbotkit.testing import EmulatorServer
from support.stack_script import PROJECT, STACK, StackScript, inside, tenant

MARKER: JsonObject = {"stack": f"{PROJECT}/{STACK}", "name": "acme"}
MARKED: JsonObject = {"pulumiStack": f"{PROJECT}/{STACK}", "pulumiKind": "bot", "pulumiName": "acme.support"}
FILE = """\
# our customers
defaults: {bots: {support: {}}}
tenants:
  # the first
  acme:
    name: Acme
  globex: {name: Globex}  # the second
"""
WITHOUT = FILE.replace("  acme:\n    name: Acme\n", "")
FORCED: JsonObject = {"forceDestroy": True}


class Office:
    """A stack with the tenant acme, whose account is at an emulator."""

    def __init__(self, stack: StackScript, emulator: EmulatorServer, monkeypatch: pytest.MonkeyPatch) -> None:
        self.stack = stack
        self.emulator = emulator
        monkeypatch.setenv("CHATBOTKIT_API_TOKEN", emulator.token)
        monkeypatch.setenv("CHATBOTKIT_RETRY_DEADLINE", "0")
        self.user = self.post("partner/user/create", {"name": "Acme"})
        self.bot = self.post("bot/create", {"name": "Ada", "meta": MARKED}, run_as=True)
        self.file = stack.project / "tenants.yaml"
        self.file.write_text(FILE, encoding="utf-8")
        self.holds()

    def holds(self, guard: JsonObject | None = None, *more: JsonObject, protect: bool = False, **user: bool) -> None:
        """Let the state have the tenant."""
        service = as_recorded(self.emulator.url)
        resources = [
            tenant("acme"),
            inside("acme", "PartnerUser", "acme", self.user, inputs={"marker": MARKER, "service": service}, **user),
            inside("acme", "Bot", "acme.support", self.bot, inputs={"runAs": self.user}, protect=protect),
            inside("acme", "DeletionGuard", "acme.guard", self.user, inputs=guard or {}),
        ]
        self.stack.holds([*resources, *more], {"chatbotkit:endpoint": self.emulator.url})

    def post(self, path: str, body: JsonObject, *, run_as: bool = False) -> str:
        headers = {"Authorization": f"Token {self.emulator.token}"}
        if run_as:
            headers["X-RunAs-UserId"] = self.user
        answer = httpx.post(f"{self.emulator.url}/v1/{path}", json=body, headers=headers)
        assert answer.is_success, answer.text
        return str(answer.json()["id"])

    def fill(self) -> None:
        """Put everything into the account that people and conversations leave there."""
        dataset = self.post("dataset/create", {"name": "Manuals", "meta": MARKED}, run_as=True)
        for number in range(3):
            self.post(f"dataset/{dataset}/record/create", {"text": f"Page {number}"}, run_as=True)
        file = self.post("file/create", {"name": "logo"}, run_as=True)
        content = base64.b64encode(b"\x00picture\n").decode()
        self.post(f"file/{file}/upload", {"file": f"data:image/png;base64,{content}"}, run_as=True)
        self.post("file/create", {"name": "empty"}, run_as=True)
        space = self.post("space/create", {"name": "Shelf"}, run_as=True)
        self.post(f"space/{space}/storage/upload/a/b.txt", {"file": "data:text/plain,hello"}, run_as=True)
        contact = self.post("contact/create", {"name": "Eve \u2028 😀"}, run_as=True)
        messages: list[JsonObject] = [{"type": "user", "text": "Hi"}, {"type": "bot", "text": "Hello"}]
        self.post("conversation/create", {"contactId": contact, "messages": [*messages]}, run_as=True)
        self.post("memory/create", {"text": "Likes tea."}, run_as=True)
        self.post("task/create", {"name": "Report"}, run_as=True)
        self.post(f"partner/user/{self.user}/token/create", {"name": "key"})

    def offboard(self, *words: str) -> Result:
        return CliRunner().invoke(app, ["offboard", *words])


@pytest.fixture
def office(tmp_path: Path, emulator: EmulatorServer, monkeypatch: pytest.MonkeyPatch) -> Office:
    """A stack with the tenant acme."""
    return Office(StackScript(tmp_path, monkeypatch), emulator, monkeypatch)


def lines(path: Path) -> list[JsonObject]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def test_a_tenant_is_taken_out_of_the_file_and_nothing_is_deleted(office: Office) -> None:
    """What is in it is counted; the command that deletes it is named, with what it deletes."""
    office.emulator.clear_requests()

    done = office.offboard("acme", "--yes")

    assert (done.exit_code, done.stderr) == (0, "")
    assert office.file.read_text(encoding="utf-8") == WITHOUT
    assert [line.split() for line in done.stdout.splitlines()[1:4]] == [
        ["kind", "objects", "not", "managed", "by", "the", "stack"],
        ["bot", "1"],
        ["partner", "user", "1"],
    ]
    assert done.stdout.endswith(
        "acme was removed from tenants.yaml. Nothing is deleted yet;\n"
        f"run: cd {office.stack.project} && pulumi up --stack prod\n"
        "  It deletes 1 Bot, 1 PartnerUser, and with the partner user everything that is in it: "
        "nothing brings it back\n"
    )
    assert {request.method for request in office.emulator.requests} == {"GET"}


def test_an_archive_has_everything_that_can_be_read(office: Office) -> None:
    """Objects by kind, records, contents of files, conversations with messages; for the owner alone."""
    office.fill()
    office.holds(FORCED)
    folder = office.stack.project / "archive"

    done = office.offboard("acme", "--yes", "--archive", "archive")

    assert (done.exit_code, done.stderr) == (0, "")
    assert office.file.read_text(encoding="utf-8") == WITHOUT
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["objects"] == {
        "bot": 1,
        "contact": 1,
        "conversation": 1,
        "dataset": 1,
        "dataset_record": 3,
        "file": 2,
        "memory": 1,
        "partner_user": 1,
        "partner_user_token": 1,
        "space": 1,
        "space_storage_file": 1,
        "task": 1,
    }
    assert (manifest["tenant"], manifest["partnerUser"], manifest["contents"]) == ("acme", office.user, 2)
    assert {path.stem: len(lines(path)) for path in folder.glob("*.jsonl")} == manifest["objects"]
    assert {str(each["text"]) for each in lines(folder / "dataset_record.jsonl")} == {"Page 0", "Page 1", "Page 2"}
    assert lines(folder / "dataset_record.jsonl")[0]["datasetId"] == lines(folder / "dataset.jsonl")[0]["id"]
    assert lines(folder / "contact.jsonl")[0]["name"] == "Eve \u2028 😀"
    (conversation,) = lines(folder / "conversation.jsonl")
    assert isinstance(conversation["messages"], list)
    assert [message["text"] for message in conversation["messages"] if isinstance(message, dict)] == ["Hi", "Hello"]
    contents = {str(each["name"]): each["archivedContent"] for each in lines(folder / "file.jsonl")}
    assert contents["empty"] is None
    assert isinstance(logo := contents["logo"], dict)
    assert (folder / str(logo["file"])).read_bytes() == b"\x00picture\n"
    assert logo["bytes"] == len(b"\x00picture\n")
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}
    assert modes == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder / "contents")} == {0o700}


def test_what_blocks_the_deletion_is_named_and_the_file_stays(office: Office) -> None:
    """Objects that nobody declared, and protection: each with what to write."""
    office.fill()
    office.holds(protect=True)

    refused = office.offboard("acme", "--yes")

    assert refused.exit_code == 1
    assert "error: Pulumi protects acme.support: write `protect: false` in the entry of 'acme'" in refused.stderr
    assert "1 contact, 1 conversation, 2 file, 1 memory, 1 space, 1 task, 1 token" not in refused.stderr
    assert "so its deletion would be refused: write `forceDestroy: true`" in refused.stderr
    assert "1 conversation" in refused.stderr
    assert office.file.read_text(encoding="utf-8") == FILE


def test_a_retained_tenant_stays_in_chatbotkit(office: Office) -> None:
    """So nothing blocks, and the last lines say what happens."""
    office.fill()
    office.holds(retainOnDelete=True)

    done = office.offboard("acme", "--yes")

    assert done.exit_code == 0
    assert "It forgets 1 Bot, 1 PartnerUser, and deletes nothing in ChatBotKit" in done.stdout


def test_an_archive_that_is_not_whole_leaves_the_file(office: Office) -> None:
    """Everything that failed is named, the rest was read, and there is no manifest."""
    office.fill()
    office.holds(FORCED)
    broken = Status(status=500, code="INTERNAL_SERVER_ERROR", message="Down")
    office.emulator.faults.add(Fault(route="conversation/message/list", do=broken, times=None))
    office.emulator.faults.add(Fault(route="memory/list", do=broken, times=None))

    refused = office.offboard("acme", "--yes", "--archive", "archive")

    assert refused.exit_code == 1
    assert "error: conversation could not be read: " in refused.stderr
    assert "error: memory could not be read: " in refused.stderr
    assert "error: the archive in archive is not whole, and has no manifest.json: delete it" in refused.stderr
    assert office.file.read_text(encoding="utf-8") == FILE
    folder = office.stack.project / "archive"
    assert not (folder / "manifest.json").exists()
    assert len(lines(folder / "dataset_record.jsonl")) == 3


@pytest.mark.parametrize("address", ["ftp://elsewhere/x", "{url}/_storage/none/none"])
def test_content_that_cannot_be_read_is_named(office: Office, address: str) -> None:
    """An archive without a file's content is not whole."""
    office.fill()
    office.holds(FORCED)
    body: JsonObject = {"url": address.format(url=office.emulator.url)}
    office.emulator.faults.add(Fault(route="file/download", do=WrongBody(body=body), times=None))

    refused = office.offboard("acme", "--yes", "--archive", "archive")

    assert (refused.exit_code, office.file.read_text(encoding="utf-8")) == (1, FILE)
    assert "error: content of file " in refused.stderr
    assert "is not whole" in refused.stderr


def test_a_wrong_answer_leaves_no_files_of_a_space_out_of_an_archive(office: Office) -> None:
    """A success without items says nothing about what is there."""
    office.fill()
    office.holds(FORCED)
    office.emulator.faults.add(Fault(route="space_storage_file/list", do=WrongBody(body={}), times=None))

    refused = office.offboard("acme", "--yes", "--archive", "archive")

    assert (refused.exit_code, office.file.read_text(encoding="utf-8")) == (1, FILE)
    assert "was answered without items" in refused.stderr


@pytest.mark.parametrize("route", ["file/download", "space_storage_file/list", "space_storage_file/download"])
def test_one_broken_server_leaves_nothing_out_of_an_archive(office: Office, route: str) -> None:
    """NOT_FOUND may mean that there is no content. It is asked again, while what holds the content answers."""
    office.fill()
    office.holds(FORCED)
    for number in range(8):
        missing = Status(status=404, code="NOT_FOUND", message="Not found")
        office.emulator.faults.clear()
        office.emulator.faults.add(Fault(route=route, do=missing, times=None, probability=0.5, seed=number))
        done = office.offboard("acme", "--yes", "--archive", f"archive-{number}")
        if done.exit_code == 0:
            manifest = json.loads((office.stack.project / f"archive-{number}" / "manifest.json").read_text("utf-8"))
            assert (manifest["contents"], manifest["objects"]["space_storage_file"]) == (2, 1), f"by seed {number}"
            office.file.write_text(FILE, encoding="utf-8")
        else:
            assert office.file.read_text(encoding="utf-8") == FILE


def test_an_anchor_that_others_use_is_moved_first(office: Office) -> None:
    """Then the command works."""
    text = FILE.replace("  acme:\n", "  acme: &acme\n").replace("{name: Globex}", "*acme")
    office.file.write_text(text, encoding="utf-8")

    refused = office.offboard("acme", "--yes")

    assert (refused.exit_code, office.file.read_text(encoding="utf-8")) == (1, text)
    assert "*acme. Move it below a key such as `x-shared` at the top of the file first; then run this" in refused.stderr


def test_a_throttled_list_is_read_in_the_end(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    """429 and 500 are asked again, as in every run."""
    office.holds(FORCED)
    monkeypatch.setenv("CHATBOTKIT_RETRY_DEADLINE", "60")
    for code, status in (("TOO_MANY_REQUESTS", 429), ("INTERNAL_SERVER_ERROR", 500)):
        office.emulator.faults.add(Fault(route="bot/list", do=Status(status=status, code=code, message="Later")))

    assert office.offboard("acme", "--yes", "--archive", "archive").exit_code == 0
    assert len(lines(office.stack.project / "archive" / "bot.jsonl")) == 1


def test_a_folder_that_is_not_empty_is_refused(office: Office) -> None:
    """Nothing is overwritten, not even an older archive."""
    office.holds(FORCED)
    assert office.offboard("acme", "--dry-run", "--archive", "archive").exit_code == 0

    refused = office.offboard("acme", "--yes", "--archive", "archive")

    assert (refused.exit_code, office.file.read_text(encoding="utf-8")) == (1, FILE)
    assert refused.stderr == "error: there is an archive in archive already: name another folder\n"


def _file_in_place_of_a_folder(office: Office) -> None:
    (office.stack.project / "archive").write_text("", encoding="utf-8")


def _unwritable_folder(office: Office) -> None:
    (office.stack.project / "archive").symlink_to("/proc/nowhere")


@pytest.mark.parametrize("prepare", [_file_in_place_of_a_folder, _unwritable_folder])
def test_a_folder_that_cannot_be_written_is_an_error(office: Office, prepare: Callable[[Office], None]) -> None:
    """And the tenants file stays."""
    prepare(office)

    refused = office.offboard("acme", "--yes", "--archive", "archive")

    assert (refused.exit_code, office.file.read_text(encoding="utf-8")) == (1, FILE)
    assert refused.stderr.startswith("error: ")


def test_a_look_changes_nothing(office: Office) -> None:
    """As a document, too; without a terminal and --yes nothing is changed either."""
    office.fill()

    looked = office.offboard("acme", "--dry-run", "--json")
    found = json.loads(looked.stdout)

    assert looked.exit_code == 0
    assert (found["objects"]["dataset_record"], found["notManaged"]["conversation"]) == (3, 1)
    assert "dataset" not in found["notManaged"]
    assert found["resources"] == {"Bot": 1, "PartnerUser": 1}
    assert found["removedFrom"] is None
    assert len(found["problems"]) == 1
    office.holds(FORCED)
    asked = office.offboard("acme")
    assert (asked.exit_code, asked.stderr) == (
        1,
        "error: nothing was changed: nobody can be asked here; add --yes, or --dry-run to look only\n",
    )
    assert office.file.read_text(encoding="utf-8") == FILE


def test_a_tenant_that_was_deleted_in_the_service_is_said_to_be(office: Office) -> None:
    """There is nothing to archive; without an archive, the entry is removed."""
    office.emulator.remove("partner_user", office.user)

    refused = office.offboard("acme", "--yes", "--archive", "archive")
    assert (refused.exit_code, office.file.read_text(encoding="utf-8")) == (1, FILE)
    assert f"there is nothing to archive: the service has no partner user {office.user}" in refused.stderr

    done = office.offboard("acme", "--yes")
    assert (done.exit_code, office.file.read_text(encoding="utf-8")) == (0, WITHOUT)
    assert f"the service has no partner user {office.user}: it was deleted there" in done.stdout
    assert "It removes 1 Bot, 1 PartnerUser from the state" in done.stdout


def test_a_tenant_of_the_program_is_archived_and_left_to_the_program(office: Office) -> None:
    """It is in no file, so nothing can be removed; the command fails and says what to do."""
    office.file.write_text(WITHOUT, encoding="utf-8")

    refused = office.offboard("acme", "--yes", "--archive", "archive")

    assert (refused.exit_code, office.file.read_text(encoding="utf-8")) == (1, WITHOUT)
    assert "'acme' is not in tenants.yaml, but in the state of the stack prod: either the program" in refused.stderr
    assert "then run: cd " in refused.stderr
    assert (office.stack.project / "archive" / "manifest.json").exists()


def test_a_file_of_an_unknown_sort_is_refused(office: Office) -> None:
    """Before anything is asked of the service."""
    (office.stack.project / "tenants.txt").write_text("tenants: {acme: {}}\n", encoding="utf-8")

    for suspend in ([], ["--suspend"]):
        refused = office.offboard("acme", "--file", "tenants.txt", "--yes", *suspend)

        assert refused.exit_code == 1
        assert "tenants.txt: has an unknown extension: name the file *.yaml, *.yml, *.json, *.csv" in refused.stderr


def test_a_tenant_that_was_never_made_is_only_removed(office: Office) -> None:
    """The state has no such tenant, so there is nothing to read and nothing to run."""
    done = office.offboard("globex", "--yes")

    assert (done.exit_code, office.emulator.requests and office.emulator.requests[-1].method) == (0, "POST")
    assert "nothing is left to do: the stack prod has no tenant 'globex'" in done.stdout
    assert "A stack that has it and reads tenants.yaml will delete it in its next run" in done.stdout
    assert "globex" not in office.file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("acne", "neither tenants.yaml nor the stack prod has a tenant 'acne'; did you mean acme?"),
        ("", "neither tenants.yaml nor the stack prod has a tenant ''"),
        ("../x\x1b[2J", "neither tenants.yaml nor the stack prod has a tenant '../x\\x1b[2J'"),
    ],
)
def test_an_unknown_key_is_one_line(office: Office, key: str, said: str) -> None:
    """Whatever it holds."""
    refused = office.offboard("--yes", "--", key)

    assert refused.exit_code == 1
    assert refused.stderr.startswith(f"error: {said}")
    assert len(refused.stderr.splitlines()) == 1


def test_a_stack_without_tenants_has_nothing_to_archive(office: Office) -> None:
    """As a stack that was never run."""
    office.stack.holds([], {"chatbotkit:endpoint": office.emulator.url})

    refused = office.offboard("acme", "--yes", "--archive", "archive")

    assert (refused.exit_code, office.file.read_text(encoding="utf-8")) == (1, FILE)
    assert "there is nothing to archive: the stack" in refused.stderr


def test_a_renamed_tenant_waits_for_its_run(office: Office) -> None:
    """The state has it under its old key: to remove the new one would delete it without a look."""
    renamed = FILE.replace("  acme:\n", "  acme-corp:\n    formerly: acme\n")
    office.file.write_text(renamed, encoding="utf-8")

    refused = office.offboard("acme-corp", "--yes")

    assert (refused.exit_code, office.file.read_text(encoding="utf-8")) == (1, renamed)
    assert "'acme-corp' is still 'acme' in the stack prod: run `pulumi up`" in refused.stderr


def test_another_service_is_not_asked(office: Office) -> None:
    """A tenant must not seem to be gone because the wrong service was asked."""
    office.emulator.clear_requests()
    state = inside("acme", "PartnerUser", "acme", office.user, inputs={"service": "https://other.example/v1"})
    office.stack.holds([tenant("acme"), state], {"chatbotkit:endpoint": office.emulator.url})

    refused = office.offboard("acme", "--yes")

    assert refused.exit_code == 1
    assert "the stack's objects live at https://other.example/v1, but this run would ask" in refused.stderr
    assert office.emulator.requests == []


def test_what_the_program_has_put_into_a_tenant_is_named(office: Office) -> None:
    """The program refers to the tenant, so it has to change together with the file."""
    extra = inside("globex", "Secret", "late", "se1", inputs={"runAs": office.user})
    office.holds(None, extra)

    done = office.offboard("acme", "--yes")

    assert "The program has resources of its own in it: remove them in the same change: late" in done.stdout


def test_a_suspended_tenant_stays_in_the_file(office: Office) -> None:
    """With limits of 0; a second time there is nothing to write, and no service is asked."""
    office.emulator.clear_requests()
    looked = office.offboard("acme", "--suspend", "--dry-run")
    assert (looked.exit_code, office.file.read_text(encoding="utf-8")) == (0, FILE)
    assert office.offboard("acme", "--suspend").exit_code == 1

    done = office.offboard("acme", "--suspend", "--yes")
    again = office.offboard("acme", "--suspend", "--yes", "--json")

    limits = "    limits: {tokens: 0, conversations: 0, messages: 0}\n"
    assert office.file.read_text(encoding="utf-8") == FILE.replace("    name: Acme\n", f"    name: Acme\n{limits}")
    assert done.stdout == (
        "acme: to be written: limits.tokens, limits.conversations, limits.messages\n"
        "acme is suspended in tenants.yaml. To put it to work, run: pulumi up\n"
    )
    assert json.loads(again.stdout) == {"tenant": "acme", "values": [], "changed": None, "next": ["pulumi", "up"]}
    assert office.emulator.requests == []
    assert "leave out one of them" in office.offboard("acme", "--suspend", "--archive", "x").stderr


def test_what_a_deployment_cannot_show_can_be_left_out(office: Office) -> None:
    """The archive is whole without it, and its manifest says so."""
    office.fill()
    office.holds(FORCED)
    refusal = Status(status=501, code="NOT_IMPLEMENTED", message="Not here")
    for route in ("conversation/message/list", "memory/list", "file/download"):
        office.emulator.faults.add(Fault(route=route, do=refusal, times=None))
    words = ("--without", "memory", "--without", "message", "--without", "content")

    assert office.offboard("acme", "--without", "memories").stderr == (
        "error: --without memories: there is nothing of that name; did you mean memory?\n"
    )
    done = office.offboard("acme", "--yes", "--archive", "archive", *words)

    assert (done.exit_code, done.stderr) == (0, "")
    folder = office.stack.project / "archive"
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["leftOut"], manifest["contents"]) == (["memory", "message", "content"], 0)
    assert (manifest["objects"]["conversation"], "memory" in manifest["objects"]) == (1, False)
