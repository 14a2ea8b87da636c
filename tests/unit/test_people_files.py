"""Reading people's files: regular files only, and no more than a bound."""

import os
import socket
from pathlib import Path

import pytest

from pulumi_chatbotkit.people_files import FileRefused, read_regular_file


def refusal(path: Path, *, largest_bytes: int = 10, follow_links: bool = True) -> str:
    """Why the file is not read."""
    with pytest.raises(FileRefused) as caught:
        read_regular_file(path, largest_bytes, follow_links=follow_links)
    return str(caught.value)


def test_a_file_is_read_up_to_its_bound(tmp_path: Path) -> None:
    """The bound itself is allowed."""
    path = tmp_path / "f"
    path.write_bytes(b"x" * 10)

    assert read_regular_file(path, 10) == b"x" * 10
    assert refusal(path, largest_bytes=9) == "has 10 bytes, but at most 9 are read"


def test_a_fifo_does_not_hang(tmp_path: Path) -> None:
    """Nobody writes to it."""
    path = tmp_path / "f"
    os.mkfifo(path)

    assert refusal(path) == "is a FIFO, but must be a regular file"


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null", "/dev/full"])
def test_a_device_is_not_read(device: str) -> None:
    """It may have no end, or wait for a person."""
    assert refusal(Path(device)) == "is a device, but must be a regular file"


def test_a_socket_and_a_folder_are_not_read(tmp_path: Path) -> None:
    """Whatever they are called."""
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(tmp_path / "s.yaml"))

        assert "socket" in refusal(tmp_path / "s.yaml")
    assert refusal(tmp_path) == "is a folder, but must be a regular file"


def test_a_file_without_a_size_is_bounded_by_what_is_read() -> None:
    """Files of the system say that they are empty, and are not; and any file may grow."""
    assert refusal(Path("/proc/self/status")) == "has more than 10 bytes, which is the most that is read"


def test_a_link_is_followed_only_where_it_was_named(tmp_path: Path) -> None:
    """A person may name a link; what lies in a folder was not named."""
    (tmp_path / "f").write_bytes(b"x")
    (tmp_path / "link").symlink_to("f")

    assert read_regular_file(tmp_path / "link", 10) == b"x"
    assert refusal(tmp_path / "link", follow_links=False) == "is a symbolic link, which could lead anywhere"
