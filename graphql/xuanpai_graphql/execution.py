"""Runs one operation: parsed, validated and measured once per text, then executed by graphql-core."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

import strawberry
from graphql import (
    DocumentNode,
    ExecutionResult,
    GraphQLError,
    NoSchemaIntrospectionCustomRule,
    OperationDefinitionNode,
    OperationType,
    execute,
    parse,
    specified_rules,
    validate,
)
from strawberry.execution import optimized_is_awaitable

from xuanpai_core.config import Settings
from xuanpai_core.errors import XuanpaiError
from xuanpai_graphql.completion import WholesaleExecutor
from xuanpai_graphql.context import Context
from xuanpai_graphql.errors import too_late
from xuanpai_graphql.limits import MAX_OPERATIONS, Cost, Meter, OperationTooLarge, check_cost, check_variables

CACHED_DOCUMENTS = 1_000


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that may run, with the cost of each of its operations by name."""

    document: DocumentNode
    operations: Mapping[str | None, tuple[OperationDefinitionNode, Cost]]


class Operations:
    """Executes operations against one schema; the cache of prepared documents makes a light query six times cheaper.

    The cached document keeps the identity of its nodes, by which compiled statements are found again.
    """

    def __init__(self, schema: strawberry.Schema, settings: Settings) -> None:
        self.schema = schema._schema  # noqa: SLF001 -- Strawberry offers graphql-core's schema under no public name
        self._settings = settings
        self._rules = [*specified_rules, *([] if settings.introspectable else [NoSchemaIntrospectionCustomRule])]
        self._prepared: OrderedDict[str, Prepared] = OrderedDict()

    def prepare(self, text: str) -> Prepared:
        """Parse, measure and validate ``text``; raises ``GraphQLError`` or ``OperationTooLarge``."""
        if (known := self._prepared.get(text)) is not None:
            self._prepared.move_to_end(text)
            return known
        try:
            prepared = self._examine(text)
        except RecursionError:
            raise OperationTooLarge("查询嵌套太深,请拆成几次查询。") from None
        self._prepared[text] = prepared
        if len(self._prepared) > CACHED_DOCUMENTS:
            self._prepared.popitem(last=False)
        return prepared

    def _examine(self, text: str) -> Prepared:
        document = parse(text, no_location=False, max_tokens=self._settings.graphql_max_tokens)
        nodes = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
        if len(nodes) > MAX_OPERATIONS:
            raise OperationTooLarge(f"一个文档最多含 {MAX_OPERATIONS} 个操作。")
        operations: dict[str | None, tuple[OperationDefinitionNode, Cost]] = {}
        for node in nodes:
            cost = Meter(self.schema, document, self._settings).measure(node)
            operations[node.name.value if node.name else None] = (node, cost)
        hide = not self._settings.introspectable
        if errors := validate(self.schema, document, self._rules, max_errors=5, hide_suggestions=hide):
            raise errors[0]
        return Prepared(document, operations)

    async def run(
        self, text: str, variables: Mapping[str, Any], operation_name: str | None, context: Context
    ) -> ExecutionResult:
        """Execute the named (or only) operation of ``text``; refusals come back as errors of the result.

        Whatever becomes of an operation that ran out of time, the result says that and no more.
        """
        try:
            prepared = self.prepare(text)
            node, cost = _choose(prepared, operation_name)
            check_variables(variables)
            context.cost = check_cost(cost, variables, self._settings)
        except GraphQLError as error:
            return ExecutionResult(data=None, errors=[error])
        except XuanpaiError as refusal:
            return failed(refusal)
        context.read_only = node.operation is OperationType.QUERY
        limit = asyncio.timeout(self._settings.graphql_timeout_seconds)
        try:
            async with limit, context:
                result = await self._execute(prepared.document, variables, operation_name, context)
        except TimeoutError:
            result = failed(too_late())
        except Exception as failure:  # noqa: BLE001 -- whatever it is, the caller gets an incident and no more
            result = failed(failure)
        # A statement that is cut short may fail in ways of its own, which then stand where the cancellation stood.
        if limit.expired():
            return failed(too_late())
        if (task := asyncio.current_task()) is not None and task.cancelling():
            raise asyncio.CancelledError
        return result

    async def _execute(
        self, document: DocumentNode, variables: Mapping[str, Any], operation_name: str | None, context: Context
    ) -> ExecutionResult:
        outcome = execute(
            self.schema,
            document,
            context_value=context,
            variable_values=dict(variables),
            operation_name=operation_name,
            is_awaitable=_is_awaitable,
            executor_class=WholesaleExecutor,
            hide_suggestions=not self._settings.introspectable,
        )
        if isinstance(outcome, ExecutionResult):
            return outcome
        result = await outcome
        if not isinstance(result, ExecutionResult):
            raise GraphQLError("incremental delivery is not offered")
        return result


def failed(cause: Exception) -> ExecutionResult:
    """The result of an operation of which nothing is left but why."""
    return ExecutionResult(data=None, errors=[GraphQLError(str(cause), original_error=cause)])


def _choose(prepared: Prepared, name: str | None) -> tuple[OperationDefinitionNode, Cost]:
    if name is None and len(prepared.operations) == 1:
        return next(iter(prepared.operations.values()))
    if name not in prepared.operations:
        raise GraphQLError("operationName must name one operation of the document")
    return prepared.operations[name]


def _is_awaitable(value: Any) -> TypeGuard[Awaitable[Any]]:
    return optimized_is_awaitable(value)
