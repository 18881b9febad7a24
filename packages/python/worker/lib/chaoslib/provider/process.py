"""The process provider, called from within Python: the engine runs the activity."""
from chaoslib.activity import ensure_activity_is_valid, run_activity

__all__ = ["run_process_activity", "validate_process_activity"]


def run_process_activity(activity, configuration, secrets):
    """Runs a process activity and answers its result; raises ActivityFailed."""
    return run_activity(activity, configuration, secrets)


def validate_process_activity(activity):
    """Raises InvalidActivity with the first problem of the activity."""
    ensure_activity_is_valid(activity)
