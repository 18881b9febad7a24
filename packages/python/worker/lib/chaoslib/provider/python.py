"""The python provider, called from within Python (core.md 9.1)."""
from chaoskit_worker import functions
from chaoskit_worker.failures import describe

from chaoslib import substitute
from chaoslib.activity import ensure_activity_is_valid
from chaoslib.exceptions import ActivityFailed, InterruptExecution

__all__ = ["run_python_activity", "validate_python_activity"]


def run_python_activity(activity, configuration, secrets):
    """Calls the activity's function in this thread and answers what it returns; its exceptions become ActivityFailed."""
    provider = activity["provider"]
    arguments = provider.get("arguments") or {}
    if configuration or secrets:
        arguments = substitute(arguments, configuration, secrets)
    job = {
        "module": provider["module"],
        "func": provider["func"],
        "arguments": arguments,
        "configuration": configuration or {},
    }
    groups = provider.get("secrets")
    if groups:
        job["secrets"] = {}
        for group in [groups] if isinstance(groups, str) else groups:
            job["secrets"].update((secrets or {}).get(group) or {})
    try:
        return functions.call(job)
    except (InterruptExecution, functions.LoadingFailed):
        raise
    except Exception as error:
        raise ActivityFailed(describe(error)) from error


def validate_python_activity(activity):
    """Raises InvalidActivity with the first problem of the activity."""
    ensure_activity_is_valid(activity)
