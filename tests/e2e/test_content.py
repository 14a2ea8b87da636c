"""Content through the provider process and through the real CLI: in state, log and output there is nothing of it."""

import json
from pathlib import Path

import pytest

from pulumi_chatbotkit.pulumi_cli import find_pulumi_cli
from pulumi_chatbotkit.reconcile.content.content_store import Spool
from pulumi_chatbotkit.reconcile.content.record_set import KeyedRecord, packed
from pulumi_chatbotkit.testing import EmulatorServer
from support.mocked_program import declared_by
from support.project import Project
from support.provider_process import ProviderProcess, plain, reference

PROGRAM = """
kb = chatbotkit.Dataset("kb")
guide = chatbotkit.File("guide", source="guide.md", name="Guide")
facts = chatbotkit.DatasetRecords("facts", dataset_id=kb.id, source="facts.jsonl")
pulumi.export("guide", guide.content_size)
pulumi.export("facts", facts.record_count)
"""
MARKER = {"stack": "e2e/dev", "name": "it"}


@pytest.fixture
def project(folder: Path, emulator: EmulatorServer) -> Project:
    """A project that uses the test's emulator."""
    made = Project(folder, find_pulumi_cli(), {"chatbotkit:endpoint": emulator.url})
    made.environment["CHATBOTKIT_API_TOKEN"] = emulator.token
    return made


def write(project: Project, *facts: str, guide: str = "s3cret water") -> None:
    """The project's sources."""
    project.write("guide.md", guide)
    lines = [json.dumps({"key": str(number), "text": fact}) for number, fact in enumerate(facts)]
    project.write("facts.jsonl", "\n".join(lines))


def sent(emulator: EmulatorServer) -> list[str]:
    """Writing calls since the last time, by their last words."""
    calls = [request.path.rpartition("/")[2] for request in emulator.requests if request.method == "POST"]
    emulator.clear_requests()
    return calls


def test_content_follows_the_program_through_the_real_cli(project: Project, emulator: EmulatorServer) -> None:
    """Create, nothing to do, change, drift, destroy."""
    project.program(PROGRAM)
    write(project, "s3cret one", "two")
    project.up()
    assert sorted(sent(emulator)) == ["create", "create", "create", "create", "upload"]
    project.preview("--expect-no-changes")
    write(project, "s3cret one", "two and more", guide="fire")
    project.up()

    assert sorted(sent(emulator)) == ["update", "upload"]
    assert project.outputs() == {"guide": 4, "facts": 2}
    assert "s3cret" not in project.state_file.read_text(encoding="utf-8")
    assert project.drift().exit_code == 0
    record = next(each for each in emulator.records("dataset_record") if each["text"] == "two and more")
    emulator.edit("dataset_record", str(record["id"]), {"text": "drifted"})
    assert project.drift().exit_code != 0
    project.destroy()
    assert emulator.records("dataset_record") == emulator.records("file") == []


def test_faults_of_a_source_stop_the_program_before_anything_is_sent(
    project: Project, emulator: EmulatorServer
) -> None:
    """With file and line."""
    project.program(PROGRAM)
    write(project, "one", " ")

    run = project.attempt_up()

    assert run.exit_code != 0
    assert "DatasetRecords 'facts': these records cannot be used:" in run.output
    assert "facts.jsonl:2: text is ' '" in run.output
    assert emulator.records("dataset_record") == []


def test_records_pass_through_the_provider_process(provider: ProviderProcess, emulator: EmulatorServer) -> None:
    """State keys are the API's own names, and the state is small."""
    dataset = _dataset(provider)
    kept = Spool().put(packed([KeyedRecord("1", "water", None, {"n": 1})]))
    inputs = {"datasetId": dataset, "contentHash": kept.hash, "recordCount": 1, "marker": MARKER}

    made = provider.create("dataset_records", inputs)
    observed = provider.read("dataset_records", made.id, plain(made.properties))
    provider.delete("dataset_records", made.id, plain(made.properties))

    assert plain(observed.properties)["contentHash"] == kept.hash
    assert len(reference("dataset_records")) < 120
    assert sent(emulator)[-2:] == ["create", "delete"]


def _dataset(provider: ProviderProcess) -> str:
    return provider.create("dataset", {"marker": MARKER}).id


def test_a_missing_hash_is_a_failure_of_check(provider: ProviderProcess) -> None:
    """As with every field that is required."""
    failures = provider.check("dataset_records", {"datasetId": "d1", "marker": MARKER}).failures

    assert [failure.reason.split()[0] for failure in failures] == ["contentHash", "recordCount"]


ARGUMENTS = {
    "content='water'": (5, "text/plain", None),
    "content=b'water'": (5, "application/octet-stream", None),
    "content=pulumi.Output.from_input(b'water')": (5, "application/octet-stream", None),
    "source='a.html'": (4, "text/html", None),
    "source='a.html', content_type='text/plain'": (4, "text/plain", None),
    "source='https://shop.example/a'": (None, None, "https://shop.example/a"),
}


@pytest.mark.parametrize("arguments", ARGUMENTS)
def test_a_program_declares_what_describes_the_content(folder: Path, arguments: str) -> None:
    """The content itself stays behind, in the spool."""
    (folder / "a.html").write_text("<p/>", encoding="utf-8")

    declared = declared_by(f"import pulumi, pulumi_chatbotkit as c\nc.File('f', {arguments})", folder)["File f"]

    found = tuple(declared.get(key) for key in ("contentSize", "contentType", "sourceUrl"))
    assert found == ARGUMENTS[arguments]
    assert not {"content", "source"} & declared.keys()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("content='a', source='b'", "File 'f': content and source are both given"),
        ("content_type='a/b'", "there is neither content nor source"),
        ("source='https://x/y', content_type='a/b'", "the server at that address says it"),
        ("source='missing'", "File 'f': source is 'missing', which cannot be read: No such file"),
        ("source='large'", "at most 100,000,000 can be uploaded"),
    ],
)
def test_arguments_that_cannot_be_used_stop_the_program(folder: Path, arguments: str, words: str) -> None:
    """Nothing has been sent by then."""
    with (folder / "large").open("wb") as large:
        large.truncate(100_000_001)

    with pytest.raises(AssertionError, match=words):
        declared_by(f"import pulumi_chatbotkit as c\nc.File('f', {arguments})", folder)
