"""Content in the provider process, and as a program declares it: only hash, size and type."""

from pathlib import Path

import pytest

from pulumi_chatbotkit.reconcile.content.content_store import ContentStore
from pulumi_chatbotkit.reconcile.content.record_set import KeyedRecord, packed
from pulumi_chatbotkit.testing import EmulatorServer
from support.mocked_program import declared_by
from support.provider_process import ProviderProcess, plain, reference

MARKER = {"stack": "e2e/dev", "name": "it"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's directory: the working directory of program and provider."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_records_pass_through_the_provider_process(provider: ProviderProcess, emulator: EmulatorServer) -> None:
    """State keys are the API's names, and the state is small."""
    dataset = _dataset(provider)
    kept = ContentStore().put(packed([KeyedRecord("1", "water", None, {"n": 1})]))
    inputs = {"datasetId": dataset, "contentHash": kept.hash, "recordCount": 1, "marker": MARKER}

    made = provider.create("dataset_records", inputs)
    observed = provider.read("dataset_records", made.id, plain(made.properties))
    provider.delete("dataset_records", made.id, plain(made.properties))

    assert plain(observed.properties)["contentHash"] == kept.hash
    assert len(reference("dataset_records")) < 120
    assert [request.path.rpartition("/")[2] for request in emulator.requests if request.method == "POST"][-2:] == [
        "create",
        "delete",
    ]


def _dataset(provider: ProviderProcess) -> str:
    return provider.create("dataset", {"marker": MARKER}).id


def test_a_missing_hash_is_a_failure_of_check(provider: ProviderProcess) -> None:
    """The hash is a required field."""
    failures = provider.check("dataset_records", {"datasetId": "d1", "marker": MARKER}).failures

    assert [failure.reason.split()[0] for failure in failures] == ["contentHash", "recordCount"]


ARGUMENTS = {
    "content='water'": (5, "text/plain", None),
    "content=b'water'": (5, "application/octet-stream", None),
    "content=pulumi.Output.from_input(b'water')": (5, "application/octet-stream", None),
    "source='a.html'": (4, "text/html", None),
    "source='a.html', content_type='text/plain'": (4, "text/plain", None),
    "source=pathlib.Path('a.html')": (4, "text/html", None),
    "source=pathlib.Path('a.html'), content_type=pulumi.Output.from_input('text/plain')": (4, "text/plain", None),
    "source='https://shop.example/a'": (None, None, "https://shop.example/a"),
}


@pytest.mark.parametrize("arguments", ARGUMENTS)
def test_a_program_declares_hash_size_and_type_of_the_content(folder: Path, arguments: str) -> None:
    """The content itself is only in the content store."""
    (folder / "a.html").write_text("<p/>", encoding="utf-8")

    declared = declared_by(f"import pathlib, pulumi, pulumi_chatbotkit as c\nc.File('f', {arguments})", folder)[
        "File f"
    ]

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
        ("source='large'", "at most 100,000,000 are read"),
    ],
)
def test_arguments_that_cannot_be_used_stop_the_program(folder: Path, arguments: str, words: str) -> None:
    """No request is sent by then."""
    with (folder / "large").open("wb") as large:
        large.truncate(100_000_001)

    with pytest.raises(AssertionError, match=words):
        declared_by(f"import pulumi_chatbotkit as c\nc.File('f', {arguments})", folder)
