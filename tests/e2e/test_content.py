"""Content with the real CLI: it is not in state, log or output."""

import json

from pulumi_chatbotkit.testing import EmulatorServer
from support.project import Project

PROGRAM = """
kb = chatbotkit.Dataset("kb")
guide = chatbotkit.File("guide", source="guide.md", name="Guide")
facts = chatbotkit.DatasetRecords("facts", dataset_id=kb.id, source="facts.jsonl")
pulumi.export("guide", guide.content_size)
pulumi.export("facts", facts.record_count)
"""


def write(project: Project, *facts: str, guide: str = "s3cret water") -> None:
    """Write the project's source files."""
    project.write("guide.md", guide)
    lines = [json.dumps({"key": str(number), "text": fact}) for number, fact in enumerate(facts)]
    project.write("facts.jsonl", "\n".join(lines))


def sent(emulator: EmulatorServer) -> list[str]:
    """The last path parts of all writing calls since the last call of this function."""
    calls = [request.path.rpartition("/")[2] for request in emulator.requests if request.method == "POST"]
    emulator.clear_requests()
    return calls


def test_content_follows_the_program_through_the_real_cli(project: Project, emulator: EmulatorServer) -> None:
    """Covers create, empty preview, change, drift and destroy."""
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
    """The message has file and line."""
    project.program(PROGRAM)
    write(project, "one", " ")

    run = project.attempt_up()

    assert run.exit_code != 0
    assert "DatasetRecords 'facts': these records cannot be used:" in run.output
    assert "facts.jsonl:2: text is ' '" in run.output
    assert emulator.records("dataset_record") == []
