"""The property paths of Pulumi's options, brought to the names that Pulumi itself compares: the API's.

Pulumi skips a path that names nothing, without a word. So a Python name is translated, and a name that is none is
refused, in the program and, for what transforms have put there, by the provider.
"""

from collections.abc import Collection, Mapping

from pulumi_chatbotkit.catalog.schema.kind import Kind, snake_case
from pulumi_chatbotkit.catalog.schema.nested import ListOf, Structure, Type, UnknownKeys
from pulumi_chatbotkit.json_values import KeyPath
from pulumi_chatbotkit.property_paths import WILDCARD, NotAPath, parsed_path, path_text
from pulumi_chatbotkit.suggestions import did_you_mean, typo_of


class PathRefused(ValueError):
    """A path of an option names nothing, so the option would have no effect."""


def input_path(kind: Kind, text: str) -> KeyPath:
    """A path into a resource's inputs with the API's names; the program may use the Python names.

    Raises:
        PathRefused: it names nothing.
    """
    path = _parsed(text)
    names = [*(field.name for field in kind.state_fields), *kind.location_keys]
    first = _name(text, str(path[0]), names)
    field = next((each for each in kind.state_fields if each.name == first), None)
    inside: list[str | int] = [first]
    at: Type | None = field.structure if field is not None and isinstance(field.structure, Structure) else None
    for part in path[1:]:
        at, translated = _inside(text, at, part)
        inside.append(translated)
    return tuple(inside)


def input_paths(kind: Kind, texts: Collection[str]) -> list[str]:
    """Paths as Pulumi reads them. ``*`` alone stands for all inputs: Pulumi would include its own. Raises as above."""
    everything = [*(field.name for field in kind.state_fields), *kind.location_keys]
    found = [everything if text == WILDCARD else [path_text(input_path(kind, text))] for text in texts]
    return list(dict.fromkeys(path for paths in found for path in paths))


def ignored_paths(kind: Kind, texts: Collection[str]) -> list[KeyPath]:
    """The paths of ``ignore_changes`` as they reached the engine, which has applied them already.

    A transform may set the option for resources of several kinds, so names that the kind does not have are left out.

    Raises:
        PathRefused: a path has a Python name, which the engine does not find, so nothing was ignored.
    """
    paths: list[KeyPath] = []
    for text in texts:
        path = _parsed(text)
        wanted = path if path[0] == WILDCARD else _path_or_none(kind, text)
        if wanted is not None and wanted != path:
            message = f"ignore_changes has {text!r}, which Pulumi does not find: write {path_text(wanted)!r}"
            raise PathRefused(message)
        if wanted is not None:
            paths.append(path)
    return paths


def _path_or_none(kind: Kind, text: str) -> KeyPath | None:
    try:
        return input_path(kind, text)
    except PathRefused:
        return None


def output_name(names: Mapping[str, str], text: str) -> str:
    """The API's name of an output; ``names`` has those of all outputs by their Python names.

    Raises:
        PathRefused: there is no such output.
    """
    return _name(text, text, list(names.values()))


def _parsed(text: str) -> KeyPath:
    try:
        return parsed_path(text)
    except NotAPath as error:
        raise PathRefused(str(error)) from error


def _name(text: str, given: str, names: list[str]) -> str:
    """The name that is meant by a Python name, or by itself."""
    by_python_name = {snake_case(name): name for name in names}
    if given in names:
        return given
    if given in by_python_name:
        return by_python_name[given]
    message = f"{text!r} begins with {given!r}, which it does not have{did_you_mean(given, list(by_python_name))}"
    raise PathRefused(message)


def _inside(text: str, at: Type | None, part: str | int) -> tuple[Type | None, str | int]:
    """The documented type of what is at ``part`` of a value, None if nothing is documented, and the API's name."""
    if isinstance(at, ListOf) and (isinstance(part, int) or part == WILDCARD):
        return at.of, part
    if not isinstance(at, Structure) or part == WILDCARD:
        return None, part
    types = {key.name: key.type for key in at.keys}
    name = {snake_case(key): key for key in types}.get(str(part), str(part))
    if name in types:
        return types[name], name
    meant = typo_of(name, types)
    if at.unknown_keys is UnknownKeys.REFUSED or (at.unknown_keys is UnknownKeys.KEPT and meant):
        hint = f"did you mean {meant}?" if meant else f"there are {', '.join(types)}"
        message = f"{text!r} has {name!r}, which is not a documented key; {hint}"
        raise PathRefused(message)
    return None, part
