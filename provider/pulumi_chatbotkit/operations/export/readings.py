"""What an export has read so far, so that an interrupted one goes on where it was: a file for each account."""

import hashlib
import json
import shutil
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from typing import cast

from pulumi_chatbotkit.inputs.tenant_layout import SECTION_OF_KIND
from pulumi_chatbotkit.json_values import JsonObject, JsonValue
from pulumi_chatbotkit.operations.account_reading import Account, FoundObject
from pulumi_chatbotkit.private_files import private_folder, refuse_link, write_private


class Readings:
    """The accounts that were read, on disk. Nothing is made before the first is kept."""

    def __init__(self, folder: Path, without: Collection[str]) -> None:
        """Use ``folder``, which may be there from an earlier run; ``without``: the kinds that are not read."""
        self._folder = folder
        self._kinds: list[JsonValue] = [name for name in sorted(SECTION_OF_KIND) if name not in without]

    def kept(self, user: JsonObject) -> Account | None:
        """The account of a partner user, if it was read, and neither its record nor what is read has changed since."""
        with suppress(OSError, ValueError, KeyError, TypeError, RecursionError):
            read = json.loads(self._path(user).read_bytes())
            if read["user"] == user and read["kinds"] == self._kinds:
                return Account(user, tuple(_found(each) for each in read["objects"]))
        return None

    def keep(self, account: Account) -> None:
        """Write an account. Raises OSError."""
        values: JsonObject = {"user": account.user, "kinds": self._kinds, "objects": _plain(account.objects)}
        try:
            content = json.dumps(values).encode()
        except RecursionError:
            return  # such an account is read again
        private_folder(self._folder)
        path = self._path(account.user)
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        write_private(part, content)
        part.replace(path)

    def remove(self) -> None:
        """Delete the folder. Raises OSError."""
        if self._folder.exists():
            refuse_link(self._folder)
            shutil.rmtree(self._folder)

    def _path(self, user: JsonObject) -> Path:
        return self._folder / f"{hashlib.sha256(str(user.get('id')).encode(errors='replace')).hexdigest()}.json"


def _plain(objects: Iterable[FoundObject]) -> list[JsonValue]:
    return [{"kind": each.section.kind.name, "record": each.record, "inside": _plain(each.inside)} for each in objects]


def _found(values: JsonObject) -> FoundObject:
    inside = cast("list[JsonObject]", values["inside"])
    section = SECTION_OF_KIND[str(values["kind"])]
    return FoundObject(section, cast("JsonObject", values["record"]), tuple(_found(each) for each in inside))
