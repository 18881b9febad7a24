"""Controls around activities that Python code runs by itself, such as the probes of a safeguard."""
import logging
from contextlib import contextmanager
from copy import deepcopy

from chaoskit_worker import controls as hooks
from chaoskit_worker import session

from chaoslib import substitute
from chaoslib.exceptions import InterruptExecution

__all__ = ["controls", "get_context_controls"]

_logger = logging.getLogger("chaostoolkit")


class Control:
    """What the block of `with controls(…)` gets: it hands over the state for the hooks that come after."""

    def __init__(self):
        self.state = None

    def with_state(self, state):
        self.state = state


@contextmanager
def controls(level, experiment=None, context=None, configuration=None, secrets=None):
    """Applies the python controls of this context before and after the block (core.md 14.2)."""
    applied = get_context_controls(level, experiment or session.experiment, context)
    control = Control()
    parts = {
        "context": context,
        "experiment": experiment,
        "configuration": configuration,
        "secrets": secrets,
        "settings": None,
    }
    _apply("before", level, applied, parts)
    try:
        yield control
    finally:
        _apply("after", level, applied, dict(parts, state=control.state))


def get_context_controls(level, experiment=None, context=None):
    """The experiment's controls and the context's own, each once; the context's win by name."""
    own = list(context.get("controls") or []) if isinstance(context, dict) and level != "experiment" else []
    names = {control.get("name") for control in own}
    declared = [
        control
        for control in (experiment or {}).get("controls") or []
        if (level == "experiment" or control.get("automatic", True)) and control.get("name") not in names
    ]
    return declared + own


def _apply(moment, level, applied, parts):
    for control in applied:
        provider = control.get("provider") or {}
        if provider.get("type") != "python" or control.get("scope") not in (None, moment):
            continue
        arguments = deepcopy(provider.get("arguments") or {})
        if parts["configuration"] or parts["secrets"]:
            arguments = substitute(arguments, parts["configuration"], parts["secrets"])
        try:
            hooks.call_hook(provider["module"], moment + "_" + level, arguments, parts)
        except InterruptExecution:
            raise
        except Exception as error:
            _logger.debug("control '%s' failed", control.get("name"), exc_info=error)
