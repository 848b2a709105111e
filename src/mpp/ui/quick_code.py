"""What jinja2 makes of a template, with fewer calls in it: a page prints a hundred values and reads more attributes.

A compiled template says the same as jinja2's own code would (test_folding.py); it only asks first for what is likely:
that what is printed is plain text, that an attribute is there, that what is called is a macro given all it takes.
"""

from collections.abc import Callable
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup


class QuickContext(Context):
    """A context that calls a macro without asking first what kind of callable it is."""

    def call(self, obj: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        if type(obj) is not Macro:
            return super().call(obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        absent = obj._argument_count - len(args)
        takes_more = obj.caller or obj.catch_kwargs or obj.catch_varargs
        if kwargs or takes_more or absent < 0 or not self.eval_ctx.autoescape:
            return obj(self.eval_ctx, *args, **kwargs)
        # What a macro says is escaped as it says it.
        return Markup(obj._func(*args, *(missing,) * absent))  # noqa: S704


class QuickCode(CodeGenerator):
    """Code that escapes plain text and reads attributes in place, without a call of Python for each."""

    def write_commons(self) -> None:
        self.writeline("_text = environment.text")
        super().write_commons()

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if self._is_escaped_here(frame, finalize):
            self.write("(_text(_out) if (_type := type(_out := (")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> None:
        if self._is_escaped_here(frame, finalize):
            # Plain text is not wrapped, as it is joined at once.
            self.write("))) is str else _out if _type is Markup else escape(_out))")
        else:
            super()._output_child_post(node, frame, finalize)

    @staticmethod
    def _is_escaped_here(frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> bool:
        return finalize.src is None and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802  # the name jinja2 looks for
        if not isinstance(node.node, nodes.Name):
            # The owner stands in the code twice, so it must be no more than a name.
            super().visit_Getattr(node, frame)
            return
        self.write("(_got if (_got := getattr(")
        self.visit(node.node, frame)
        self.write(f", {node.attr!r}, missing)) is not missing else ")
        super().visit_Getattr(node, frame)
        self.write(")")
