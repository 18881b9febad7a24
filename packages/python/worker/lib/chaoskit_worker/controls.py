"""Control modules: loaded, checked, and their hooks called with what their signatures ask for (core.md 14)."""
from . import session, values
from .failures import LoadingFailed, describe, is_named
from .functions import import_module, parameters

_HOOKS = ["configure", "cleanup"] + [
    moment + "_" + level
    for moment in ("before", "after")
    for level in ("loading_experiment", "experiment", "hypothesis", "method", "rollback", "activity")
]
_INJECTED = ("state", "experiment", "configuration", "secrets", "settings", "extensions", "event_registry")
_OF_EXPERIMENT = [m + "_" + level for m in ("before", "after") for level in ("experiment", "method", "rollback")]
#: What a hook can change for the engine.
_SHARED = ("context", "state", "experiment", "configuration", "secrets")


def load(job):
    """The hooks of a module, each with the names of what has to be handed to it; None where it can't be imported."""
    try:
        module = import_module(job["module"])
    except BaseException:
        return None
    hooks = {hook: _function(module, hook) for hook in _HOOKS}
    return {hook: _wanted(function) for hook, function in hooks.items() if function is not None}


def _function(module, hook):
    function = getattr(module, hook + "_control", None)
    return function if callable(function) else None


def _wanted(function):
    names = parameters(function)
    return [] if names is None else [name for name in _INJECTED if name in names.known]


def validate(job):
    """Answers whether the module can be imported; raises what its own check of the control raises."""
    try:
        module = import_module(job["module"])
    except BaseException:
        return False
    function = _function(module, "validate")
    if function is not None:
        function(job["control"])
    return True


def hook(job):
    """Calls one hook. Answers the parts that it changed, and the run events that registered handlers want.

    What a hook changed before it failed stays changed, as in the reference; then its failure is part of the answer.
    """
    parts = job["parts"]
    if "contextPath" in job:
        # One object under two names, as in the reference.
        parts["context"] = _at(parts["experiment"], job["contextPath"])
    _remember(job["hook"], parts)
    before = {part: values.to_text(parts[part]) for part in _SHARED if part in parts}
    failure = None
    try:
        call_hook(job["module"], job["hook"], job["arguments"], parts)
    except Exception as error:
        failure = error
    changed = {part: parts[part] for part, text in before.items() if values.to_text(parts[part]) != text}
    if failure is not None and (not changed or job["hook"] == "configure" or is_named(failure, "InterruptExecution")):
        raise failure
    events = session.registry.wanted() if session.registry is not None else []
    return {"changed": changed, "events": events, "failed": failure and describe(failure)}


def _at(value, path):
    for key in path:
        value = value[key]
    return value


def _remember(name, parts):
    """Keeps the newest experiment, in which references are looked up."""
    if name in _OF_EXPERIMENT:
        session.experiment = parts["context"]
    elif parts.get("experiment") is not None:
        session.experiment = parts["experiment"]


def call_hook(module, name, arguments, parts):
    """Calls a hook, if the module has it, with its arguments and those of the parts that its signature names."""
    try:
        function = _function(import_module(module), name)
    except Exception as error:
        raise LoadingFailed() from error
    if function is None:
        return
    if name == "cleanup":
        function()
        return
    given = dict(arguments)
    for wanted in _wanted(function):
        given[wanted] = _injected(wanted, parts)
    if name == "configure":
        function(**given)
    else:
        function(context=parts["context"], **given)


def _injected(wanted, parts):
    if wanted == "event_registry":
        return session.event_registry()
    if wanted == "extensions":
        return (parts.get("experiment") or {}).get("extensions")
    return parts.get(wanted)


def event(job):
    """Tells the registered handlers what happens in the run (core.md 15). Their errors never leave them."""
    if session.registry is None:
        return
    arguments = job["arguments"]
    if arguments.get("schedule") is not None:
        from chaoslib.types import Schedule

        arguments["schedule"] = Schedule(**arguments["schedule"])
    if arguments.get("exception") is not None:
        from chaoslib.exceptions import ChaosException

        arguments["exception"] = ChaosException(arguments["exception"])
    # By position, as in the reference: handlers name their parameters as they like.
    getattr(session.registry, job["name"])(*arguments.values())
