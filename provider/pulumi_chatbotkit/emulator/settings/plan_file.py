"""Reads a plan from a YAML or JSON file. One error names every wrong key."""

import json
from pathlib import Path
from typing import Final

import yaml
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from pulumi_chatbotkit.emulator.errors import PlanError
from pulumi_chatbotkit.emulator.settings.plan import Plan

_PLAN: Final = TypeAdapter(Plan)


def read_plan(path: Path) -> Plan:
    """The plan in the file ``path``.

    Raises:
        PlanError: the file cannot be read, is not YAML, or has an unknown key or a wrong value.
    """
    try:
        return _PLAN.validate_python(_document(path))
    except ValidationError as error:
        raise PlanError(path, "; ".join(_error_text(one) for one in error.errors())) from error


def _document(path: Path) -> object:
    try:
        document: object = yaml.safe_load(path.read_text("utf-8"))
    except OSError as error:
        raise PlanError(path, f"cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise PlanError(path, "is not UTF-8: save the file in that encoding") from error
    except yaml.MarkedYAMLError as error:
        line = "" if error.problem_mark is None else f" in line {error.problem_mark.line + 1}"
        raise PlanError(path, f"is no YAML{line}: {error.problem}") from error
    except yaml.YAMLError as error:
        raise PlanError(path, f"is no YAML: {error}") from error
    if document is None:
        raise PlanError(path, "is empty: write {} for a plan without limits")
    return document


def _error_text(error: ErrorDetails) -> str:
    """``quotas.bot is -1: Input should be greater than or equal to 0``."""
    # For an error in a key, as opposed to its value, Pydantic ends the location with "[key]".
    about_key = "[key]" in error["loc"] or error["type"] == "unexpected_keyword_argument"
    key = ".".join(str(part) for part in error["loc"] if part != "[key]") or "the plan"
    shown = "" if about_key else f" is {json.dumps(error['input'], default=str)}"
    message = "a plan has no such key" if error["type"] == "unexpected_keyword_argument" else error["msg"]
    return f"{key}{shown}: {message}"
