"""The faults that can be planted in a module: found and made by cosmic-ray's operators, and two of our own."""

import ast
import difflib
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial
from importlib import import_module
from itertools import groupby, islice
from pathlib import Path
from typing import Final, Protocol, TypeAlias, cast

ROOT: Final = Path(__file__).parents[2]
PACKAGE: Final = Path("provider/pulumi_chatbotkit")
FOLDERS: Final = ("reconcile", "api", "hosts", "components", "inputs")

Position: TypeAlias = tuple[int, int]
"""Line, from 1, and column, from 0."""
Span: TypeAlias = tuple[Position, Position]


class _Node(Protocol):
    """A node of parso's syntax trees, which have no types."""

    type: str
    children: "list[_Node]"
    prefix: str
    start_pos: Position
    end_pos: Position

    def get_first_leaf(self) -> "_Node": ...


class _Operator(Protocol):
    """The interface of cosmic-ray's operators."""

    def mutation_positions(self, node: _Node) -> Iterable[Span]: ...

    def mutate(self, node: _Node, index: int) -> _Node: ...


class _LeaveOutCall:
    """Replaces a call that is a statement of its own by ``pass``."""

    def mutation_positions(self, node: _Node) -> Iterator[Span]:
        if node.type == "simple_stmt" and node.children[0].type == "atom_expr":
            yield node.children[0].start_pos, node.children[0].end_pos

    def mutate(self, node: _Node, index: int) -> _Node:
        node.children[0] = _leaf("pass", node.children[0].get_first_leaf().prefix)
        return node


class _LeaveOutFilter:
    """Makes the condition of a comprehension true."""

    def mutation_positions(self, node: _Node) -> Iterator[Span]:
        if node.type == "comp_if":
            yield node.children[1].start_pos, node.children[1].end_pos

    def mutate(self, node: _Node, index: int) -> _Node:
        node.children[1] = _leaf("True", " ")
        return node


OWN_OPERATORS: Final = {"LeaveOutCall": _LeaveOutCall, "LeaveOutFilter": _LeaveOutFilter}

OPERATORS: Final = (
    *OWN_OPERATORS,
    *(f"core/ReplaceComparisonOperator_{name}" for name in ("Eq_NotEq", "NotEq_Eq", "Is_IsNot", "IsNot_Is")),
    *(f"core/ReplaceComparisonOperator_{name}" for name in ("Lt_LtE", "LtE_Lt", "Gt_GtE", "GtE_Gt")),
    *(f"core/ReplaceComparisonOperator_{name}" for name in ("Lt_GtE", "LtE_Gt", "Gt_LtE", "GtE_Lt")),
    *(f"core/ReplaceBinaryOperator_{name}" for name in ("Add_Sub", "Sub_Add", "Mul_Div", "Div_Mul", "FloorDiv_Mul")),
    *(f"core/ReplaceBinaryOperator_{name}" for name in ("BitOr_BitAnd", "BitAnd_BitOr", "Mod_Mul", "Pow_Mul")),
    *(f"core/ReplaceUnaryOperator_{name}" for name in ("Delete_Not", "USub_UAdd")),
    *(f"core/{name}" for name in ("AddNot", "ReplaceAndWithOr", "ReplaceOrWithAnd")),
    *(f"core/{name}" for name in ("ReplaceTrueWithFalse", "ReplaceFalseWithTrue", "NumberReplacer")),
    *(f"core/{name}" for name in ("ReplaceBreakWithContinue", "ReplaceContinueWithBreak")),
    *(f"core/{name}" for name in ("ExceptionReplacer", "ZeroIterationForLoop")),
)
"""What stands for a plausible fault. Left out are replacements that only fail in a louder way, such as ``+`` by ``<<``,
and the removal of decorators, which mostly ends the import."""


@dataclass(frozen=True)
class Mutation:
    """One fault: the ``occurrence``-th place in ``file`` at which ``operator`` can do something, counted from 0."""

    file: str
    operator: str
    occurrence: int
    start: Position
    end: Position

    @property
    def id(self) -> str:
        """The same in every run, as long as the module is the same."""
        text = f"{self.file} {self.operator} {self.occurrence} {self._source}"
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def folder(self) -> str:
        """The folder of the package that it is in."""
        return Path(self.file).relative_to(PACKAGE).parts[0]

    @cached_property
    def mutated(self) -> str:
        """The text of the module with the fault."""
        visitor = import_module("cosmic_ray.mutating").MutationVisitor
        return cast("str", visitor.mutate_code(self._source, _operator(self.operator), self.occurrence))

    @property
    def diff(self) -> str:
        """The fault as a unified diff."""
        before, after = (text.splitlines() for text in (self._source, self.mutated))
        return "\n".join(difflib.unified_diff(before, after, self.file, self.file, lineterm="", n=2))

    @cached_property
    def _source(self) -> str:
        return (ROOT / self.file).read_text(encoding="utf-8")


def sample(count: int, seed: int, folders: Sequence[str] = FOLDERS) -> list[Mutation]:
    """``count`` places in the folders, chosen by ``seed``, with one fault at each; in the order of the choice.

    A change of the package changes the sample only where it changes lines: otherwise no sample could ever be worked
    through, because every mended line would draw another one.
    """
    files = sorted(path for folder in folders for path in (ROOT / PACKAGE / folder).rglob("*.py"))
    by_place = [min(same, key=partial(_rank, seed)) for path in files for same in _by_place(path)]
    by_place.sort(key=partial(_rank, seed))
    return [*islice(filter(_can_be_made, by_place), count)]


def _rank(seed: int, mutation: Mutation) -> str:
    """Like a number drawn for the fault: from its text, not from where its line stands."""
    line, column = mutation.start
    text = _lines(mutation.file)[line - 1]
    place = f"{text.strip()} {column - len(text) + len(text.lstrip())}"
    return hashlib.sha256(f"{seed} {mutation.file} {mutation.operator} {place}".encode()).hexdigest()


@cache
def _lines(file: str) -> list[str]:
    return (ROOT / file).read_text(encoding="utf-8").splitlines()


def _by_place(path: Path) -> list[list[Mutation]]:
    """The faults of a module, those at one place together."""
    text = path.read_text(encoding="utf-8")
    skipped = [*_not_run(ast.parse(text))]
    nodes = [*_nodes(cast("_Node", import_module("parso").parse(text)))]
    file = str(path.relative_to(ROOT))
    found: list[Mutation] = []
    for name in OPERATORS:
        operator = _operator(name)
        spans = (span for node in nodes for span in operator.mutation_positions(node))
        found += [
            Mutation(file, name, number, *span) for number, span in enumerate(spans) if not _within(span, skipped)
        ]
    found.sort(key=lambda each: (each.start, each.end))
    return [[*same] for _, same in groupby(found, key=lambda each: (each.start, each.end))]


def _not_run(tree: ast.AST) -> Iterator[Span]:
    """Where no fault is planted: what type checkers hold, and texts for people, whose words no test should hold."""
    for node in ast.walk(tree):
        types: Sequence[ast.expr | None] = ()
        if isinstance(node, ast.AnnAssign):
            is_alias = isinstance(node.annotation, ast.Name) and node.annotation.id == "TypeAlias"
            types = [node.annotation, node.value if is_alias else None]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            types = [node.returns]
            yield from _keyword_marks(node)
        elif isinstance(node, ast.arg):
            types = [node.annotation]
        elif isinstance(node, ast.JoinedStr):
            types = [node]
        elif isinstance(node, ast.keyword) and node.arg in {"frozen", "kw_only"}:
            types = [node.value]
        elif isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            types = [node.test]
        yield from (_span(each) for each in types if each is not None)


def _keyword_marks(function: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[Span]:
    """Where a ``*`` alone may be among the parameters, which cosmic-ray takes for a multiplication."""
    if function.args.kwonlyargs:
        first = function.args.kwonlyargs[0]
        before = [*function.args.args, *function.args.defaults]
        ends = ((each.end_lineno or 0, each.end_col_offset or 0) for each in before)
        last = max(ends, default=(function.lineno, function.col_offset))
        yield last, (first.lineno, first.col_offset)


def _span(node: ast.expr) -> Span:
    return (node.lineno, node.col_offset), (node.end_lineno or node.lineno, node.end_col_offset or 0)


def _within(span: Span, others: Iterable[Span]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in others)


def _nodes(node: _Node) -> Iterator[_Node]:
    yield node
    for child in getattr(node, "children", ()):
        yield from _nodes(cast("_Node", child))


def _operator(name: str) -> _Operator:
    own = OWN_OPERATORS.get(name)
    return own() if own else cast("_Operator", import_module("cosmic_ray.plugins").get_operator(name)())


def _leaf(text: str, prefix: str) -> _Node:
    leaf = cast("_Node", import_module("parso").parse(text).get_first_leaf())
    leaf.prefix = prefix
    return leaf


def _can_be_made(mutation: Mutation) -> bool:
    try:
        compile(mutation.mutated, mutation.file, "exec")
    except (SyntaxError, AttributeError):  # the latter: cosmic-ray cannot replace a dotted name in ``except``
        return False
    return True
