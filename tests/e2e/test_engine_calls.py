"""The model of the engine makes the calls that the real engine makes (docs/engine-calls.md)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import pytest

from support.engine_log import RecordingHost, as_python, by_resource, pulumi_calls, writes
from support.engine_state import Argument, Key, Options, Program, Ref, Resource
from support.mini_engine import MiniEngine
from support.project import Project

PLAIN = Options()
YES = ("--yes", "--skip-preview")
ACME, TWO, KB, BOT, CTX, KEY = (
    Ref("partner_user", "acme"),
    Ref("partner_user", "two"),
    Ref("dataset", "kb"),
    Ref("bot", "bot"),
    Ref("partner_user_context", "ctx"),
    Ref("partner_user_token", "key"),
)
SKILLS, ABILITY = Ref("skillset", "skills"), Ref("skillset_ability", "ability")


def declared(ref: Ref, **arguments: Argument) -> Resource:
    """A resource; it is deleted with its partner user."""
    owner = arguments.get("runAs", arguments.get("userId"))
    return Resource(Key(ref.kind, ref.name), arguments, deleted_with=owner if isinstance(owner, Ref) else None)


def tenant(owner: Ref = ACME) -> Program:
    """Two tenants, with a chain of a dataset, a bot and a context in one."""
    return [
        declared(ACME, name="A", forceDestroy=True),
        declared(TWO, name="T", forceDestroy=True),
        declared(KB, name="K", runAs=owner),
        declared(BOT, name="B", runAs=owner, datasetId=KB),
        declared(CTX, userId=owner, botId=BOT),
        declared(KEY, userId=owner),
    ]


def skills(owner: Ref = ACME) -> Program:
    """A skillset with an ability."""
    return [
        declared(ACME, name="A", forceDestroy=True),
        declared(TWO, name="T", forceDestroy=True),
        replace(declared(SKILLS, name="S", runAs=owner), deletes_first=True),
        declared(ABILITY, name="a", description="d", instruction="i", skillsetId=SKILLS, runAs=owner),
    ]


def shared() -> Program:
    """Objects of the stack's own account; in a tenant the guard depends on them, and only targets of it would go."""
    return [declared(SKILLS, name="S"), declared(KB, name="K"), declared(BOT, name="B", datasetId=KB)]


def without(program: Program, *refs: Ref) -> Program:
    """The program without these resources."""
    return [resource for resource in program if resource.ref not in refs]


def with_options(program: Program, ref: Ref, options: Mapping[str, object]) -> Program:
    """The program with other options of one resource."""
    return [replace(each, **options) if each.ref == ref else each for each in program]  # pyright: ignore[reportArgumentType] - names of fields


@dataclass(frozen=True)
class Scenario:
    """Two programs, and the second run."""

    name: str
    before: Program
    after: Program
    command: tuple[str, ...]
    options: Options = PLAIN
    taint: Ref | None = None


SCENARIOS = [
    Scenario("unchanged", tenant(), tenant(), ("up", *YES)),
    Scenario("removed", tenant(), without(tenant(), CTX, BOT), ("up", *YES)),
    Scenario("everything removed", tenant(), [], ("up", *YES)),
    Scenario("moved", tenant(), [*tenant()[:2], *tenant(TWO)[2:]], ("up", *YES)),
    Scenario("refreshed", tenant(), tenant(), ("up", *YES, "--refresh"), Options(refresh=True)),
    Scenario("destroyed", tenant(), tenant(), ("destroy", *YES)),
    Scenario("destroyed with the program", tenant(), tenant(), ("destroy", *YES, "--run-program")),
    Scenario("destroyed after a refresh", tenant(), tenant(), ("destroy", *YES, "--refresh"), Options(refresh=True)),
    Scenario(
        "destroyed with dependents",
        shared(),
        shared(),
        ("destroy", *YES, "--target", "**::kb", "--target-dependents"),
        Options(targets=frozenset({KB}), dependents=True),
    ),
    Scenario(
        "destroyed without dependents",
        shared(),
        shared(),
        ("destroy", *YES, "--target", "**::kb"),
        Options(targets=frozenset({KB})),
    ),
    Scenario(
        "a target removed with dependents",
        shared(),
        without(shared(), KB, BOT),
        ("up", *YES, "--target", "**::kb", "--target-dependents"),
        Options(targets=frozenset({KB}), dependents=True),
    ),
    Scenario(
        "a target removed",
        shared(),
        without(shared(), SKILLS, BOT),
        ("up", *YES, "--target", "**::bot"),
        Options(targets=frozenset({BOT})),
    ),
    Scenario(
        "a target declared", tenant(), tenant(), ("up", *YES, "--target", "**::kb"), Options(targets=frozenset({KB}))
    ),
    Scenario(
        "replaced by option",
        tenant(),
        tenant(),
        ("up", *YES, "--replace", "**::key"),
        Options(replace=frozenset({KEY})),
    ),
    Scenario("tainted", tenant(), tenant(), ("up", *YES), taint=KEY),
    Scenario("tainted and refreshed", tenant(), tenant(), ("up", *YES, "--refresh"), Options(refresh=True), KEY),
    Scenario(
        "triggered",
        with_options(tenant(), KEY, {"trigger": "one"}),
        with_options(tenant(), KEY, {"trigger": "two"}),
        ("up", *YES),
    ),
    Scenario("deleted first", skills(), skills(TWO), ("up", *YES)),
    Scenario("deleted first, without what depended", skills(), without(skills(TWO), ABILITY), ("up", *YES)),
    Scenario(
        "deleted first, what depends stays",
        with_options(tenant(), KB, {"deletes_first": True}),
        with_options([*tenant()[:2], *tenant(TWO)[2:]], KB, {"deletes_first": True}),
        ("up", *YES),
    ),
]


@pytest.fixture
def host() -> Iterator[RecordingHost]:
    """The core in this process."""
    made = RecordingHost()
    yield made
    made.close()


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_the_model_of_the_engine_makes_the_engines_calls(
    project: Project, host: RecordingHost, scenario: Scenario
) -> None:
    """The calls of each resource in their order, and the order of all that changes something."""
    project.program(as_python(scenario.before))
    project.up()
    project.environment["PULUMI_RUN_PROGRAM"] = "false"  # where a scenario wants it, its command says so
    engine = MiniEngine(host, "test/dev")
    engine.up(scenario.before)
    if scenario.taint is not None:
        project.pulumi("state", "taint", str(project.resources()[scenario.taint.name]["urn"]), "--yes")
        engine.taint(scenario.taint)
    project.program(as_python(scenario.after))
    host.calls.clear()

    real = pulumi_calls(project, *scenario.command)
    _run(engine, scenario)

    assert by_resource(host.calls) == by_resource(real)
    assert sorted(writes(host.calls)) == sorted(writes(real))


def _run(engine: MiniEngine, scenario: Scenario) -> None:
    if scenario.name == "destroyed without dependents":
        with pytest.raises(Exception, match="no target"):
            engine.destroy(scenario.options)
    elif scenario.command[0] == "destroy":
        engine.destroy(scenario.options)
    else:
        engine.up(scenario.after, scenario.options)
