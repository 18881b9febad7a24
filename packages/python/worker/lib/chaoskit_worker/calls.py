"""The requests of the engine, by name."""
from . import controls, functions


def run(job):
    """Does what the engine asks for; raises what users' code raises."""
    return _OPERATIONS[job["op"]](job)


def _plugin(name):
    def later(job):
        from . import plugins

        return getattr(plugins, name)(job)

    return later


_OPERATIONS = {
    "call": functions.call,
    "check": functions.check,
    "load": controls.load,
    "validate": controls.validate,
    "hook": controls.hook,
    "event": controls.event,
    "notify": _plugin("notify"),
    "discover": _plugin("discover"),
}
