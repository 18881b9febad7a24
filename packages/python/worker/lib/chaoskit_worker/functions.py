"""Functions of users' modules: found, checked against their signature, called (core.md 4.1, 9.1)."""
import importlib
import types

from .failures import LoadingFailed, describe


# Python tries each part of a dotted name in turn, copying the rest, so that a hostile one would keep it busy for minutes.
_LONGEST_MODULE = 4096


def import_module(name):
    if len(name) > _LONGEST_MODULE:
        raise ModuleNotFoundError("No module has a name of more than %d characters" % _LONGEST_MODULE)
    # Never straight from sys.modules: another thread may be in the middle of importing it.
    return importlib.import_module(name)


def find(module, name):
    try:
        return getattr(import_module(module), name)
    except Exception as error:
        raise LoadingFailed() from error


def call(job):
    function = find(job["module"], job["func"])
    arguments = dict(job.get("arguments") or {})
    names = parameters(function)
    if names is not None:
        if "secrets" in job and "secrets" in names.known:
            arguments["secrets"] = job["secrets"].copy()
        if "configuration" in names.known:
            arguments["configuration"] = job["configuration"].copy()
    return function(**arguments)


class Parameters:
    """What a function can be given. `by_name` and `required` are in the order of its signature."""

    def __init__(self, by_name, required, only_by_position, any_name):
        self.by_name = by_name
        self.required = required
        self.only_by_position = only_by_position
        self.any_name = any_name
        self.known = set(by_name) | set(only_by_position)


def parameters(function):
    """The parameters of a function; None where nothing is known about them, as for some that are written in C."""
    if type(function) is not types.FunctionType or hasattr(function, "__wrapped__") or hasattr(function, "__signature__"):
        return _inspected(function)
    code = function.__code__
    positional = code.co_argcount
    names = code.co_varnames[: positional + code.co_kwonlyargcount]
    defaults = len(function.__defaults__ or ())
    key_defaults = function.__kwdefaults__ or {}
    required = list(names[: positional - defaults]) + [n for n in names[positional:] if n not in key_defaults]
    first = code.co_posonlyargcount
    return Parameters(list(names[first:]), required, list(names[:first]), bool(code.co_flags & 0x08))


def _inspected(function):
    import inspect  # slow to import, and most functions are plain ones

    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return None
    variable = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    single = [p for p in found if p.kind not in variable]
    positional = [p.name for p in single if p.kind == inspect.Parameter.POSITIONAL_ONLY]
    return Parameters(
        [p.name for p in single if p.name not in positional],
        [p.name for p in single if p.default is inspect.Parameter.empty],
        positional,
        any(p.kind == inspect.Parameter.VAR_KEYWORD for p in found),
    )


def check(job):
    """Whether a call of this function with these argument names can work; None where it can."""
    try:
        module = import_module(job["module"])
    except BaseException as error:  # a module may even exit while it is imported
        return {"problem": "module", "detail": describe(error)}
    function = getattr(module, job["func"], None)
    if not isinstance(function, (types.FunctionType, types.BuiltinFunctionType)):
        return {"problem": "function", "detail": _near(job["func"], _function_names(module))}
    names = parameters(function)
    if names is None:
        return {"problem": "signature"} if job["arguments"] else None
    return check_names(names, job["arguments"])


def check_names(names, given):
    """The first missing argument, otherwise the first unknown one. Arguments are always passed by name."""
    supplied = set(given) | {"configuration", "secrets"}
    for name in names.required:
        if name in names.only_by_position:
            return {"problem": "position", "argument": name}
        if name not in supplied:
            return {"problem": "missing", "argument": name}
    if not names.any_name:
        for name in given:
            if name not in names.by_name:
                return {"problem": "unknown", "argument": name, "detail": _near(name, names.by_name)}
    return None


def _function_names(module):
    kinds = (types.FunctionType, types.BuiltinFunctionType)
    return [name for name, value in vars(module).items() if isinstance(value, kinds) and not name.startswith("_")]


def _near(name, candidates):
    import difflib

    return next(iter(difflib.get_close_matches(name, candidates, 1)), None)
