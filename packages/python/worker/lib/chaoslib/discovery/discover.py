"""Describes the activities of an extension (core.md 19)."""
import importlib
import inspect
import logging
import platform
import types
import typing
import uuid
from datetime import datetime, timezone

import chaoslib
from chaoslib.exceptions import DiscoveryFailed

__all__ = [
    "discover_actions",
    "discover_activities",
    "discover_probes",
    "initialize_discovery_result",
    "portable_type_name",
    "portable_type_name_to_python_type",
]

_logger = logging.getLogger("chaostoolkit")

_PORTABLE = {
    type(None): "null",
    None: "null",
    bool: "boolean",
    int: "integer",
    float: "number",
    str: "string",
    bytes: "byte",
    set: "set",
    tuple: "tuple",
    list: "list",
    dict: "mapping",
}
_PYTHON = {name: kind for kind, name in _PORTABLE.items() if kind is not type(None)}


def initialize_discovery_result(extension_name, extension_version, discovery_type):
    """The frame of a discovery, without activities."""
    return {
        "chaoslib_version": chaoslib.__version__,
        "id": str(uuid.uuid4()),
        "target": discovery_type,
        "date": datetime.now(timezone.utc).isoformat(),
        "platform": {
            "system": platform.system(),
            "node": platform.node(),
            "release": platform.release(),
            "version": platform.version(),
            "machine": platform.machine(),
            "proc": platform.processor(),
            "python": platform.python_version(),
        },
        "extension": {"name": extension_name, "version": extension_version},
        "activities": [],
        "system": None,
    }


def discover_actions(extension_mod_name):
    """The actions of a module."""
    return discover_activities(extension_mod_name, "action")


def discover_probes(extension_mod_name):
    """The probes of a module."""
    return discover_activities(extension_mod_name, "probe")


def discover_activities(extension_mod_name, activity_type):
    """The functions that the module lists in `__all__`, in alphabetical order."""
    try:
        module = importlib.import_module(extension_mod_name)
    except ImportError as error:
        raise DiscoveryFailed("could not import extension module '%s': %s" % (extension_mod_name, error)) from error
    listed = getattr(module, "__all__", None)
    if listed is None:
        _logger.warning("'%s' does not expose the __all__ attribute. It is required to determine what functions are actually exported as activities.", extension_mod_name)
        return []
    functions = {name: getattr(module, name, None) for name in sorted(listed)}
    return [
        _described(extension_mod_name, name, function, activity_type)
        for name, function in functions.items()
        if isinstance(function, types.FunctionType)
    ]


def _described(module, name, function, activity_type):
    signature = inspect.signature(function)
    hints = _hints(function)
    activity = {
        "type": activity_type,
        "name": name,
        "mod": module,
        "doc": inspect.getdoc(function),
        "arguments": [
            _argument(parameter, hints)
            for parameter in signature.parameters.values()
            if parameter.kind not in (parameter.KEYWORD_ONLY, parameter.VAR_KEYWORD)
        ],
    }
    if "return" in hints:
        activity["return_type"] = portable_type_name(hints["return"])
    return activity


def _hints(function):
    """Annotations by name; those that are written as text are looked up where they can be."""
    written = dict(getattr(function, "__annotations__", {}))
    if any(isinstance(annotation, str) for annotation in written.values()):
        try:
            resolved = typing.get_type_hints(function)
        except Exception:  # names that only type checkers know
            resolved = {}
        written.update((name, resolved.get(name, written[name])) for name in written if isinstance(written[name], str))
    return written


def _argument(parameter, hints):
    described = {"name": parameter.name}
    if parameter.default is not parameter.empty:
        described["default"] = parameter.default
    if parameter.name in hints:
        described["type"] = portable_type_name(hints[parameter.name])
    return described


def portable_type_name(python_type):
    """The name of a type that needs no Python to be understood; `object` where there is no better one."""
    origin = typing.get_origin(python_type) or python_type
    try:
        known = _PORTABLE.get(origin)
    except TypeError:
        return "object"
    if known is not None:
        return known
    if isinstance(origin, type) and hasattr(origin, "keys"):
        return "mapping"
    return "object"


def portable_type_name_to_python_type(name):
    """The other way round; `object` for a name that is not known."""
    return _PYTHON.get(name, object)
