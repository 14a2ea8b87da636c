"""The content arguments of a file as state keys, and which of them contradict each other."""

from hashlib import sha256
from pathlib import Path

import pytest

from pulumi_chatbotkit.hosts.content import Content, ContentRefused, file_content
from pulumi_chatbotkit.json_values import JsonObject

Arguments = tuple[Content | None, str | None, str | None]
"""``content``, ``source`` and ``content_type``."""
ADDRESS = "https://shop.example/a"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's directory."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.html").write_text("<p/>", encoding="utf-8")
    (tmp_path / "a.unheard-of").write_text("<p/>", encoding="utf-8")
    return tmp_path


def stored(content: bytes, content_type: str) -> JsonObject:
    return {"contentHash": sha256(content).hexdigest(), "contentSize": len(content), "contentType": content_type}


TAKEN: list[tuple[Arguments, JsonObject]] = [
    ((None, None, None), {}),
    (("water", None, None), stored(b"water", "text/plain")),
    (("", None, None), stored(b"", "text/plain")),
    ((b"water", None, None), stored(b"water", "application/octet-stream")),
    (("water", None, "text/html"), stored(b"water", "text/html")),
    ((b"water", None, "text/html"), stored(b"water", "text/html")),
    ((None, "a.html", None), stored(b"<p/>", "text/html")),
    ((None, "a.unheard-of", None), stored(b"<p/>", "application/octet-stream")),
    ((None, "a.html", "text/plain"), stored(b"<p/>", "text/plain")),
    ((None, ADDRESS, None), {"contentHash": sha256(ADDRESS.encode()).hexdigest(), "sourceUrl": ADDRESS}),
]


@pytest.mark.parametrize(("arguments", "keys"), TAKEN)
def test_content_is_declared_by_hash_size_and_type(arguments: Arguments, keys: JsonObject) -> None:
    """A type that is given is kept, and one that is not is guessed from what is given."""
    assert file_content(*arguments) == keys


CONTRADICTIONS: list[tuple[Arguments, str]] = [
    (("water", "a.html", None), "content and source are both given: give one of them"),
    (("", "", None), "content and source are both given: give one of them"),
    ((None, None, "text/html"), "content_type is 'text/html', but there is neither content nor source: leave it out"),
    ((None, ADDRESS, "text/html"), "content_type is 'text/html', but the server at that address says it: leave it out"),
    ((None, "http://shop.example/a", "text/html"), "content_type is 'text/html', but the server at that address"),
    ((None, "missing.html", None), "source is 'missing.html', which cannot be read: No such file"),
    ((None, "a\0b", None), "source is 'a\\x00b', which is no path"),
    (("half \ud83d", None, None), "content has half of a surrogate pair at character 5"),
    ((None, "https://shop.example/\ud83d", None), "source has half of a surrogate pair at character 21"),
]


@pytest.mark.parametrize(("arguments", "says"), CONTRADICTIONS)
def test_arguments_that_contradict_each_other_are_refused(arguments: Arguments, says: str, folder: Path) -> None:
    """Before anything is stored or sent."""
    before = sorted(folder.iterdir())

    with pytest.raises(ContentRefused) as refused:
        file_content(*arguments)

    assert str(refused.value).startswith(says)
    assert sorted(folder.iterdir()) == before
