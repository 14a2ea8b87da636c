"""Writes tenants as YAML that the reader of tenants files understands as the same values."""

from typing import Final

import yaml

from pulumi_chatbotkit.inputs.tenant_layout import TENANTS
from pulumi_chatbotkit.inputs.tenants.problems import TenantsFileError
from pulumi_chatbotkit.inputs.tenants.yaml_text import read_yaml
from pulumi_chatbotkit.json_values import JsonObject

_ANY_WIDTH: Final = 1_000_000_000
"""Long texts stay on one line, so that a change of a word is a change of a line."""


class _Dumper(yaml.SafeDumper):
    """Texts of several lines as blocks; no anchors, because equal entries of two tenants are a coincidence."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _text(_dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


def _number(_dumper: _Dumper, number: float) -> yaml.ScalarNode:
    """With a point, without which the reader takes ``1e-07`` for text."""
    mantissa, exponent, power = repr(number).partition("e")
    return yaml.ScalarNode(
        "tag:yaml.org,2002:float", f"{mantissa if '.' in mantissa else f'{mantissa}.0'}{exponent}{power}"
    )


def _quoted(_dumper: _Dumper, text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style='"')


class _QuotingDumper(_Dumper):
    """Every text in quotes: for those that are no good as a block."""


_Dumper.add_representer(str, _text)
_Dumper.add_representer(float, _number)
_QuotingDumper.add_representer(str, _quoted)
_QuotingDumper.add_representer(float, _number)


def entry_yaml(key: str, written: JsonObject) -> str:
    """One tenant or plan as lines of a tenants file, below ``tenants:`` or ``plans:``.

    Args:
        key: Its key.
        written: Its values as the file has them, with templates, and literal braces doubled.
    """
    entry: JsonObject = {key: written}
    for dumper in (_Dumper, _QuotingDumper):
        text = _dumped({TENANTS: entry}, dumper)
        if _means(text, entry):
            return text.partition("\n")[2]
    message = f"{key} cannot be written as YAML"
    raise ValueError(message)


def _dumped(values: JsonObject, dumper: type[_Dumper]) -> str:
    return yaml.dump(values, Dumper=dumper, sort_keys=False, allow_unicode=True, width=_ANY_WIDTH)


def _means(text: str, entry: JsonObject) -> bool:
    """True if a reader of the text finds the entry."""
    try:
        read = read_yaml("", text)
    except TenantsFileError:
        return False
    return not read.problems and read.value == {TENANTS: entry}
