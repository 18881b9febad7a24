"""The http provider, called from within Python: the engine runs the activity."""
from chaoslib.activity import ensure_activity_is_valid, run_activity

__all__ = ["run_http_activity", "validate_http_activity"]


def run_http_activity(activity, configuration, secrets):
    """Runs an HTTP activity and answers its result; raises ActivityFailed."""
    return run_activity(activity, configuration, secrets)


def validate_http_activity(activity):
    """Raises InvalidActivity with the first problem of the activity."""
    ensure_activity_is_valid(activity)
