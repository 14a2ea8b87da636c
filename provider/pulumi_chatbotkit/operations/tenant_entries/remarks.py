"""What a tenants file that is made from something else cannot hold, and what happens to it."""

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """Why something is not in the file."""

    SECRET = "secret"  # noqa: S105 - a word for people
    HIDDEN = "hidden"
    SHOWN_ONCE = "shown once"
    ALIAS_UNKNOWN = "alias unknown"
    SYNCED = "synced"
    NOT_WRITABLE = "not writable"
    NOT_DECLARABLE = "not declarable"
    MANAGED = "managed"
    OWN = "own account"
    OUTSIDE = "outside"
    SOURCE = "secret source"
    SENSITIVE = "sensitive"
    VARIABLE = "variable"
    UNKNOWN = "unknown"
    NOT_CONVERTED = "not converted"
    NOT_HELD = "not held"
    PER_TENANT = "per tenant"
    EXISTS = "exists"
    NEW = "new"
    UPLOAD = "upload"


HAPPENS = {
    Sort.SECRET: "The service never shows secrets. Adoption leaves them as they are, until you declare a source.",
    Sort.HIDDEN: "The service does not show these fields. Adoption leaves them as they are, until you declare them.",
    Sort.SHOWN_ONCE: "The text of a token was shown once. It keeps working, unmanaged; a declared token is new.",
    Sort.ALIAS_UNKNOWN: "The service never shows the alias of a partner user, and erases it in each update without it. "
    '`pulumi up` refuses to adopt the partner user until the file says `alias`: what it is, or "" for none.',
    Sort.SYNCED: "The service puts records into this dataset by itself, and replaces them. They stay unmanaged.",
    Sort.NOT_WRITABLE: "The file cannot hold the value. Adoption leaves it as it is.",
    Sort.NOT_DECLARABLE: "The object cannot be declared. It stays as it is, unmanaged.",
    Sort.MANAGED: "The object carries the marker of a resource. Its stack has to forget it before another adopts it.",
    Sort.OWN: "The object is in your own account, and not in the file. It stays as it is; to take it over, declare it "
    'in the program, with adopt="ID" (docs/export.md).',
    Sort.OUTSIDE: "The link leads to what is not converted, and only the account of the original may use that. It is "
    "left out.",
    Sort.SOURCE: "The secret is not in the file. Set this variable of the environment before `pulumi up`.",
    Sort.SENSITIVE: "The source marks the value as sensitive, and the file takes secrets for secret fields only. "
    "Adoption leaves it as it is.",
    Sort.VARIABLE: "The text holds `${env.NAME}`, and the file takes variables of the environment for secrets only. "
    "Write it by hand, or as a template with `vars`.",
    Sort.UNKNOWN: "There is no such field here. It is left out.",
    Sort.NOT_CONVERTED: "It is not in the file, and stays as it is.",
    Sort.NOT_HELD: "The source does not hold these contents. New objects are empty, until you declare them.",
    Sort.PER_TENANT: "The value may exist once at the service, so that of each tenant begins with the tenant's key.",
    Sort.EXISTS: "The file is there. `pulumi up` refuses to replace it, until its entry says `overwrite: true`.",
    Sort.UPLOAD: "Adoption uploads this content, over what the file holds now.",
    Sort.NEW: "The source has no id for it, so `pulumi up` makes it.",
}
"""What happens to it."""

_IN_A_PATTERN = {
    Sort.SECRET: "The source does not hold the credential. New objects have none, until you declare a source.",
    Sort.HIDDEN: "The source does not hold these fields. New objects get the default, until you declare them.",
    Sort.NOT_WRITABLE: "The file cannot hold the value. New objects get the default.",
    Sort.NOT_DECLARABLE: "The object cannot be declared. It is left out.",
    Sort.SENSITIVE: "The source marks the value as sensitive, and the file takes secrets for secret fields only. "
    "New objects get the default.",
}


def what_happens(sort: Sort, *, adopts: bool) -> str:
    """What happens to it; ``adopts``: False in a pattern for new objects."""
    return HAPPENS[sort] if adopts else _IN_A_PATTERN.get(sort, HAPPENS[sort])


@dataclass(frozen=True)
class Remark:
    """Something in one account that is not in the file, or needs a look before it is adopted."""

    sort: Sort
    path: str
    """What it is, in the service's terms: ``secrets c... value``; "" for the partner user itself."""
    detail: str
