"""Templates in one language: what is the same on every request is worked out once, when a template is compiled.

Fixed words are translated, addresses and static files named by constants are looked up, and macros of the design system
that are given nothing but constants are run. A page then joins ready text with what only the request knows.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, cast

from django.utils import translation
from jinja2 import Environment, Undefined, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import _escape_inner  # type: ignore[attr-defined]  # what its Markup is made of

from mpp.ui.quick_code import QuickCode, QuickContext

#: Which calls of a template give a text in the language of the environment; `%(name)s` in it is filled at once.
TRANSLATING: Mapping[str, Callable[..., str]] = {
    "_": translation.gettext,
    "gettext": translation.gettext,
    "pgettext": translation.pgettext,
}
#: Globals whose answer depends on their arguments alone, and the name of the module whose macros do.
PURE = frozenset({"url", "static"})
MACROS = "c"


#: What `row.items` and the like mean for a plain dict.
DICT_METHODS = frozenset(dir(dict))


class FoldingEnvironment(Environment):
    """An environment that compiles templates for one language."""

    context_class = QuickContext
    code_generator_class = QuickCode
    language = "id"

    # Code written by `QuickCode` asks for it.
    text = staticmethod(_escape_inner)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return what jinja2 does; a plain dict is asked for the key at once, instead of failing as an attribute."""
        if type(obj) is dict and attribute not in DICT_METHODS:
            return obj.get(attribute, self.absent)
        try:
            return getattr(obj, attribute)
        except AttributeError:
            return super().getattr(obj, attribute)

    @cached_property
    def absent(self) -> Undefined:
        """What a key that a dict does not have is, for every dict and key the same."""
        return self.undefined(hint="this dict has no such key")

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        with translation.override(self.language):
            return super()._generate(Folding(self).visit(source), *args, **kwargs)


class Folding(NodeTransformer):
    """Replace calls that always give the same by what they give; arguments first, so that nested calls fold too."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  # the name jinja2 looks for
        self.generic_visit(node)
        if node.dyn_args is not None or node.dyn_kwargs is not None:
            return node
        match node.node:
            case nodes.Name(name=name) if name in TRANSLATING:
                return self._translated(node, TRANSLATING[name])
            case nodes.Name(name=name) if name in PURE:
                return self._answered(node, cast(Callable[..., object], self._environment.globals[name]))
            case nodes.Getattr(node=nodes.Name(name=name), attr=attr) if name == MACROS:
                # While the macros themselves are compiled, their module is not there yet.
                module = self._environment.globals.get(MACROS)
                return node if module is None else self._answered(node, getattr(module, attr))
        return node

    def visit_CallBlock(self, node: nodes.CallBlock) -> nodes.Node:  # noqa: N802  # as above
        # What `{% call %}` calls is also given the block, which is no constant.
        self.generic_visit(node.call)
        node.body = [self.visit(each) for each in node.body]
        return node

    def _translated(self, node: nodes.Call, translate: Callable[..., str]) -> nodes.Node:
        try:
            words = translate(*(argument.as_const() for argument in node.args))
        except nodes.Impossible:
            return node
        if not node.kwargs:
            return _text(node, words % {})
        pairs = [nodes.Pair(nodes.Const(keyword.key), keyword.value) for keyword in node.kwargs]
        return nodes.Mod(_text(node, words), nodes.Dict(pairs), lineno=node.lineno, environment=node.environment)

    def _answered(self, node: nodes.Call, ask: Callable[..., object]) -> nodes.Node:
        try:
            arguments = [argument.as_const() for argument in node.args]
            named = dict(keyword.as_const() for keyword in node.kwargs)
        except nodes.Impossible:
            return node
        answer = ask(*arguments, **named)
        return _text(node, answer) if hasattr(answer, "__html__") else _const(node, answer)


def _text(node: nodes.Node, words: object) -> nodes.TemplateData:
    """Return words that need no escaping: ours, or a macro's."""
    return nodes.TemplateData(str(words), lineno=node.lineno, environment=node.environment)


def _const(node: nodes.Node, value: object) -> nodes.Const:
    return nodes.Const(value, lineno=node.lineno, environment=node.environment)
