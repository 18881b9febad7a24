"""Exceptions of users' code as the engine gets them (core.md 9.1, 13, 16)."""
import os

from .guard import ActivityCancelled

_HERE = os.path.dirname(os.path.abspath(__file__)) + os.sep


class LoadingFailed(Exception):
    """The module or the function of a call is not there: not the activity's own failure (core.md 9.1)."""


def describe(error):
    """`Type: message`, the type with its module unless it is built in."""
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ not in ("builtins", "__main__"):
        name = kind.__module__ + "." + name
    try:
        text = str(error)
    except Exception:
        text = "<unprintable>"
    return name + ": " + text if text else name


def to_message(error):
    """The error as data: its kind says what the engine does with it."""
    if isinstance(error, ActivityCancelled):
        return {"kind": "cancelled", "message": "cancelled"}
    if isinstance(error, LoadingFailed):
        return {"kind": "unexpected", "message": describe(error.__cause__)}
    if isinstance(error, SystemExit):
        return {"kind": "exit", "code": _exit_code(error.code), "message": describe(error)}
    if isinstance(error, KeyboardInterrupt):
        return {"kind": "interrupt", "message": "Received a termination signal (Ctrl-C)..."}
    if is_named(error, "InterruptExecution"):
        return {"kind": "interrupt", "message": str(error)}
    return {
        "kind": "failed" if isinstance(error, Exception) else "unexpected",
        "type": type(error).__name__,
        "text": str(error),
        "message": describe(error),
        "traceback": _traceback(error),
    }


def is_named(error, name):
    """Whether the error is of a class of `chaoslib.exceptions`; asked by name, so that nothing is imported for it."""
    return any(c.__name__ == name and c.__module__ == "chaoslib.exceptions" for c in type(error).__mro__)


def _exit_code(code):
    if code is None:
        return 0
    return code if isinstance(code, int) else 1


def _traceback(error):
    import traceback

    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename.startswith(_HERE):
        frames = frames.tb_next
    try:
        lines = traceback.format_exception(type(error), error, frames)
    except Exception:
        lines = [describe(error) + "\n"]
    return lines + [
        "\nDuring handling of the above exception, another exception occurred:\n\n",
        "chaoslib.exceptions.ActivityFailed: " + describe(error) + "\n",
    ]
