"""State keys of what the provider itself has to remember about an object, besides its fields and its marker."""

from typing import Final

SERVICE: Final = "service"
"""The endpoint of the service that the object lives at. Check adds it to the inputs; a stack knows its service."""

MARKED_INPUTS: Final = "secretInputs"
"""Paths of the inputs that the program marks secret, in a fixed order. Check adds them to the inputs: Pulumi encrypts
what is marked when it is stored, so a mark that comes or goes must be a change."""

STATE_ID: Final = "stateId"
"""Identity of the state that the object was made with, a random text: the object's ``meta`` has it too, so that objects
of an interrupted run can be told from those of a lost state or a second checkout. Only in outputs."""

ADOPTION: Final = "adoption"
"""A random text written when the object was adopted: it tells the entry of the resource from an old entry of the same
object that Pulumi still has to delete. Only in outputs."""

TAKEN_BY: Final = "takenBy"
"""The stack whose marker a refresh found on the object instead of this stack's. Only in outputs."""

KEPT_IN_STATE: Final = (STATE_ID, ADOPTION)
"""Keys that an update leaves as they are."""
