"""What is stored depends on other values of the record: one function per oddity of docs/api/api.md b.

Each is given values that have passed the validator, and returns what is stored of them, or raises Refusal.
"""

from typing import Final

from pulumi_chatbotkit.emulator.merging import merged_object
from pulumi_chatbotkit.emulator.refusals import CONFLICT, Refusal
from pulumi_chatbotkit.json_values import JsonObject, as_object

from .configs import POLICY_CONFIGS
from .kinds import Proposal
from .schedules import next_trigger_ms

INSTRUCTION_KEY: Final = "_instruction"
"""The key that the service adds to the meta of an ability."""

_DEFAULT_SESSION_S: Final = 900
_DEFAULT_POLICY_TYPE: Final = "retention"


def secret_value(proposal: Proposal) -> JsonObject:
    """A value is kept only by a shared secret: one sent as such, or stored as such (docs/api/api.md b.12, traps)."""
    sent, stored = proposal.sent, proposal.stored
    if sent.get("kind") == "personal" and sent.get("value"):
        raise Refusal(CONFLICT, "Personal secrets cannot have a value")
    kind = sent.get("kind") if stored is None else stored.get("kind")
    return sent if kind == "shared" else {**sent, "value": None}


def policy_config(proposal: Proposal) -> JsonObject:
    """The config, sent or stored, fits the type, sent or stored. None is looked at if neither was sent."""
    sent, stored = proposal.sent, proposal.stored or {}
    if sent.keys() & {"type", "config"}:
        config = as_object(sent.get("config", stored.get("config")))
        policy_type = str(sent.get("type") or stored.get("type") or _DEFAULT_POLICY_TYPE)
        if config is not None:
            POLICY_CONFIGS[policy_type](config)
    return sent


def ability_meta(proposal: Proposal) -> JsonObject:
    """Meta is rebuilt from what was sent, with an entry made from the instruction sent: from nothing if none was.

    The entry's form is not known; the text itself stands for it.
    """
    sent, stored = proposal.sent, proposal.stored
    derived: JsonObject = {INSTRUCTION_KEY: sent.get("instruction") or ""}
    if stored is None:
        return {**sent, "meta": {**(as_object(sent.get("meta")) or {}), **derived}}
    if "meta" in sent:
        users = {key: value for key, value in _meta_of(stored).items() if key != INSTRUCTION_KEY}
        return {**sent, "meta": {**(as_object(merged_object(users, sent["meta"])) or {}), **derived}}
    # Only an edit past the API comes here: the API's own updates always set meta.
    return {**sent, "meta": {**_meta_of(stored), **derived}} if "instruction" in sent else sent


def next_trigger(proposal: Proposal) -> JsonObject:
    """Planned anew when the schedule or its zone is sent; the zone alone plans the stored schedule."""
    sent, stored = proposal.sent, proposal.stored or {}
    if not sent.keys() & {"schedule", "timezone"}:
        return sent
    schedule = sent.get("schedule", stored.get("schedule"))
    return {**sent, "nextTriggerAt": next_trigger_ms(schedule, proposal.now_ms)}


def session_expiry(proposal: Proposal) -> JsonObject:
    """The end of the session, from its duration in seconds."""
    duration_s = proposal.sent.get("durationInSeconds", _DEFAULT_SESSION_S)
    seconds = duration_s if isinstance(duration_s, int) else _DEFAULT_SESSION_S
    return {**proposal.sent, "expiresAt": proposal.now_ms + 1000 * seconds}


def _meta_of(document: JsonObject) -> JsonObject:
    return as_object(document.get("meta")) or {}
