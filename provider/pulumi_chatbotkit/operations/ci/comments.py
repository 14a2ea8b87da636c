"""The one comment of a stack on a pull or merge request: posted, updated, and never there twice."""

from dataclasses import dataclass
from enum import Enum

from pulumi_chatbotkit.operations.ci.code_host import CodeHost, Comment, Thread, ThreadKind


class Posted(Enum):
    """What has become of the comment."""

    NEW = "posted"
    UPDATED = "updated"
    NONE = "not posted"


@dataclass(frozen=True)
class Draft:
    """A comment that is to be there. Its body begins with the marker, a line."""

    marker: str
    body: str
    only_update: bool = False
    """True if no new comment is posted, because there is nothing to say that is worth one."""


async def post_comment(host: CodeHost, number: int, draft: Draft) -> tuple[Posted, Comment | None]:
    """Post the comment, or give it its new body if it is there.

    If there are several, from jobs that ran at the same time, the oldest stays, because every job finds the same one;
    the others are deleted. So it is looked again after a new one was posted.

    Raises:
        CodeHostError: it could not be done.
    """
    thread = Thread(ThreadKind.REQUEST, number)
    found = await host.comments(thread, draft.marker)
    posted = None
    if not found:
        if draft.only_update:
            return Posted.NONE, None
        posted = await host.add_comment(thread, draft.body, draft.marker)
        found = await host.comments(thread, draft.marker) or [posted]
    kept, *others = found
    if posted is None or kept.id != posted.id:
        await host.update_comment(thread, kept, draft.body)
    for each in others:
        await host.delete_comment(thread, each)
    return (Posted.UPDATED if posted is None else Posted.NEW), kept
