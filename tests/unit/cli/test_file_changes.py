"""A tenants file is replaced as a whole or not at all, and keeps what is not its text."""

import stat
from pathlib import Path

import pytest

from pulumi_chatbotkit.inputs.tenants import TenantsFileError
from pulumi_chatbotkit.operations.file_changes import FileChanged, read_text_file, replace_text, write_new_file


def test_mode_byte_order_mark_and_link_stay(tmp_path: Path) -> None:
    """Only the text is another one; nothing is left beside it."""
    target = tmp_path / "real.yaml"
    target.write_bytes(b"\xef\xbb\xbfold\r\n")
    target.chmod(0o640)
    link = tmp_path / "tenants.yaml"
    link.symlink_to(target.name)

    replace_text(read_text_file(link), "new\r\n")

    assert (link.is_symlink(), target.read_bytes()) == (True, b"\xef\xbb\xbfnew\r\n")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert {each.name for each in tmp_path.iterdir()} == {"real.yaml", "tenants.yaml"}


def test_what_somebody_else_has_written_meanwhile_is_kept(tmp_path: Path) -> None:
    """A colleague's edit must not be lost."""
    path = tmp_path / "tenants.yaml"
    path.write_text("old", encoding="utf-8")
    file = read_text_file(path)
    path.write_text("a colleague's", encoding="utf-8")

    with pytest.raises(FileChanged, match="was changed by somebody else meanwhile"):
        replace_text(file, "new")

    assert path.read_text(encoding="utf-8") == "a colleague's"
    assert [each.name for each in tmp_path.iterdir()] == ["tenants.yaml"]


def test_a_file_that_cannot_be_read_is_an_error_of_the_file(tmp_path: Path) -> None:
    """As in `tenants check`."""
    (tmp_path / "tenants.yaml").write_bytes(b"\xff")
    with pytest.raises(TenantsFileError, match="is not UTF-8 here"):
        read_text_file(tmp_path / "tenants.yaml")
    with pytest.raises(TenantsFileError, match="is a folder"):
        read_text_file(tmp_path)


def test_a_new_file_is_no_link_and_no_folder(tmp_path: Path) -> None:
    """Not even with force."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("nowhere")
    for name in ("folder", "link"):
        with pytest.raises(FileExistsError):
            write_new_file(tmp_path / name, b"x", force=True)
    assert {each.name for each in tmp_path.iterdir()} == {"folder", "link"}
