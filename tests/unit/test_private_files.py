"""Whatever this package leaves on a disk is its owner's alone, and git does not see what lies in a project."""

import os
import shutil
import stat
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from pulumi_chatbotkit.api import AttemptEvent
from pulumi_chatbotkit.emulator import Emulator, EmulatorFileError, EmulatorSettings
from pulumi_chatbotkit.pulumi_cli import PulumiCli, pulumi_environment
from pulumi_chatbotkit.reconcile.content.content_store import ContentStore
from pulumi_chatbotkit.telemetry.request_log import RequestLog

LOCAL = ".pulumi-chatbotkit"
PATH = "/bot/list"
EVENT = AttemptEvent("GET", PATH, 1, 200, error=None, duration_s=0, wait_s=0, scope=None, action_path=PATH)


def keep_database(folder: Path) -> None:
    with closing(Emulator(EmulatorSettings(database=folder / LOCAL / "emulator.db"))) as emulator:
        emulator.add_account("parent", "key")


def keep_content(folder: Path) -> None:
    ContentStore(folder / LOCAL / "content").put(b"content")


def keep_environment(folder: Path) -> None:
    pulumi_environment(PulumiCli(Path("/opt/pulumi"), "3.259.0", "PATH"), folder / LOCAL, {})


def keep_log(folder: Path) -> None:
    RequestLog(folder / "requests.jsonl").write(EVENT)


WRITERS: dict[str, Callable[[Path], None]] = {
    "database": keep_database,
    "content": keep_content,
    "environment": keep_environment,
    "log": keep_log,
}
each_writer = pytest.mark.parametrize("keep", WRITERS.values(), ids=WRITERS)


def readable_by_others(folder: Path) -> list[str]:
    """What a user of another group may read or list, apart from the project's own folder."""
    entries = [path for path in folder.rglob("*") if path.lstat().st_mode & 0o077 and not path.is_symlink()]
    return [f"{path.relative_to(folder)} {stat.S_IMODE(path.stat().st_mode):o}" for path in entries]


@each_writer
def test_new_files_are_their_owners_alone(tmp_path: Path, keep: Callable[[Path], None]) -> None:
    """State, passphrase, content and accounts lie in them."""
    keep(tmp_path)

    assert readable_by_others(tmp_path) == []


@each_writer
def test_files_that_others_may_read_become_the_owners_alone(tmp_path: Path, keep: Callable[[Path], None]) -> None:
    """An older version, a copy or a ``git clone`` may have made them with the usual modes."""
    keep(tmp_path)
    for path in tmp_path.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)

    keep(tmp_path)

    assert [each for each in readable_by_others(tmp_path) if not each.endswith((".gitignore 644", ".pruned 644"))] == []


def test_the_side_files_of_a_database_are_private_while_it_is_open(tmp_path: Path) -> None:
    """Most of what was written lately is in the write-ahead log."""
    path = tmp_path / LOCAL / "emulator.db"
    keep_database(tmp_path)
    path.chmod(0o644)

    with closing(Emulator(EmulatorSettings(database=path))) as emulator:
        emulator.add_account("other", "other-key")
        assert path.with_name("emulator.db-wal").exists()
        assert readable_by_others(tmp_path) == []


def git(folder: Path, *words: str) -> str:
    command = [shutil.which("git") or "git", "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("first", [keep_database, keep_content, keep_environment], ids=["database", "content", "cli"])
def test_git_does_not_see_the_local_folder(tmp_path: Path, first: Callable[[Path], None]) -> None:
    """``git add -A`` in a user's project would stage state and passphrase together."""
    git(tmp_path, "init", "-q")
    first(tmp_path)
    for each in (keep_database, keep_content, keep_environment):
        each(tmp_path)
    (tmp_path / "__main__.py").write_text("")

    git(tmp_path, "add", "-A")

    assert git(tmp_path, "ls-files").split() == ["__main__.py"]


def test_an_ignore_file_of_the_user_stays(tmp_path: Path) -> None:
    """Somebody may want to keep something of the folder in git."""
    (tmp_path / LOCAL).mkdir()
    (tmp_path / LOCAL / ".gitignore").write_text("state\n")

    keep_environment(tmp_path)

    assert (tmp_path / LOCAL / ".gitignore").read_text() == "state\n"


def test_a_folder_of_the_user_is_not_hidden_from_git(tmp_path: Path) -> None:
    """``--directory`` may name one with other things in it."""
    (tmp_path / "notes.txt").write_text("mine")

    pulumi_environment(PulumiCli(Path("/opt/pulumi"), "3.259.0", "PATH"), tmp_path, {})

    assert not (tmp_path / ".gitignore").exists()


LINKS = {
    "database": f"{LOCAL}/emulator.db",
    "content": f"{LOCAL}/content",
    "environment": LOCAL,
    "log": "requests.jsonl",
}


@pytest.mark.parametrize("name", WRITERS)
@pytest.mark.parametrize("exists", [True, False], ids=["to something", "to nothing"])
def test_nothing_is_written_through_a_link(
    tmp_path: Path, name: str, exists: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a shared folder somebody else may have put it there."""
    elsewhere = tmp_path / "elsewhere"
    if exists:
        elsewhere.mkdir() if name in ("content", "environment") else elsewhere.write_bytes(b"")
    link = tmp_path / "project" / LINKS[name]
    link.parent.mkdir(parents=True)
    link.symlink_to(elsewhere)
    before = os.path.lexists(elsewhere) and elsewhere.stat().st_mode

    try:
        WRITERS[name](tmp_path / "project")
        said = capsys.readouterr().err
    except (OSError, EmulatorFileError) as error:
        said = str(error)

    assert "is a symbolic link, which could lead anywhere: name the place itself" in said
    assert (os.path.lexists(elsewhere) and elsewhere.stat().st_mode) == before
    assert exists or not elsewhere.exists()
    assert not elsewhere.is_dir() or not [*elsewhere.iterdir()]


def test_a_database_of_another_program_keeps_its_modes(tmp_path: Path) -> None:
    """It is refused, and not changed in any way."""
    path = tmp_path / "other.db"
    path.write_bytes(b"SQLite format 3\0" + bytes(100))
    path.chmod(0o644)

    with pytest.raises(EmulatorFileError):
        Emulator(EmulatorSettings(database=path))

    assert stat.S_IMODE(path.stat().st_mode) == 0o644
