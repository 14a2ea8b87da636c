"""Rules for values that depend on other values of the record (docs/api/api.md b), one function each.

A rule takes validated values and returns the values to store, or raises Refusal.
"""

from typing import Final

from pulumi_chatbotkit.emulator.contract.configs import POLICY_CONFIGS
from pulumi_chatbotkit.emulator.contract.kinds import Proposal
from pulumi_chatbotkit.emulator.contract.merging import merged_object
from pulumi_chatbotkit.emulator.contract.refusals import CONFLICT, Refusal
from pulumi_chatbotkit.emulator.contract.schedules import next_trigger_ms
from pulumi_chatbotkit.json_values import JsonObject, as_object

INSTRUCTION_KEY: Final = "_instruction"
"""The key that the service adds to the meta of an ability."""

_DEFAULT_SESSION_S: Final = 900
_DEFAULT_POLICY_TYPE: Final = "retention"


def secret_value(proposal: Proposal) -> JsonObject:
    """Only a shared secret keeps its value; a personal one refuses it (docs/api/api.md b.12, secret)."""
    sent, stored = proposal.sent, proposal.stored
    if sent.get("kind") == "personal" and sent.get("value"):
        raise Refusal(CONFLICT, "Personal secrets cannot have a value")
    kind = sent.get("kind") if stored is None else stored.get("kind")
    return sent if kind == "shared" else {**sent, "value": None}


def policy_config(proposal: Proposal) -> JsonObject:
    """Checks the config, sent or stored, by the type, sent or stored; not at all if neither was sent."""
    sent, stored = proposal.sent, proposal.stored or {}
    if sent.keys() & {"type", "config"}:
        config = as_object(sent.get("config", stored.get("config")))
        policy_type = str(sent.get("type") or stored.get("type") or _DEFAULT_POLICY_TYPE)
        if config is not None:
            POLICY_CONFIGS[policy_type](config)
    return sent


def ability_meta(proposal: Proposal) -> JsonObject:
    """Rebuilds meta from what was sent, plus an entry with the instruction that was sent ("" if none was).

    The entry's form is not known; here it is the text itself.
    """
    sent, stored = proposal.sent, proposal.stored
    derived: JsonObject = {INSTRUCTION_KEY: sent.get("instruction") or ""}
    if stored is None:
        return {**sent, "meta": {**(as_object(sent.get("meta")) or {}), **derived}}
    if "meta" in sent:
        users = {key: value for key, value in _meta_of(stored).items() if key != INSTRUCTION_KEY}
        return {**sent, "meta": {**(as_object(merged_object(users, sent["meta"])) or {}), **derived}}
    # Only Console.edit gets here: an update through the API always sets meta.
    return {**sent, "meta": {**_meta_of(stored), **derived}} if "instruction" in sent else sent


def next_trigger(proposal: Proposal) -> JsonObject:
    """Computes ``nextTriggerAt`` again if the schedule or its time zone is sent."""
    return _planned(proposal, "nextTriggerAt")


def next_run(proposal: Proposal) -> JsonObject:
    """Computes ``nextRunAt`` again if the schedule or its time zone is sent."""
    return _planned(proposal, "nextRunAt")


def _planned(proposal: Proposal, name: str) -> JsonObject:
    sent, stored = proposal.sent, proposal.stored or {}
    if not sent.keys() & {"schedule", "timezone"}:
        return sent
    schedule = sent.get("schedule", stored.get("schedule"))
    timezone = sent.get("timezone", stored.get("timezone"))
    return {**sent, name: next_trigger_ms(schedule, proposal.now_ms, timezone)}


def session_expiry(proposal: Proposal) -> JsonObject:
    """The end of the session, from its duration in seconds."""
    duration_s = proposal.sent.get("durationInSeconds", _DEFAULT_SESSION_S)
    seconds = duration_s if isinstance(duration_s, int) else _DEFAULT_SESSION_S
    return {**proposal.sent, "expiresAt": proposal.now_ms + 1000 * seconds}


def _meta_of(document: JsonObject) -> JsonObject:
    return as_object(document.get("meta")) or {}
