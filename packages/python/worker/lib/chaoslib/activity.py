"""Activities that are run or checked from within Python."""
from chaoskit_worker import session

__all__ = ["ensure_activity_is_valid", "get_all_activities_in_experiment", "run_activity"]


def run_activity(activity, configuration, secrets):
    """Runs one activity and answers its output; raises ActivityFailed. No controls, pauses or journal (core.md 11)."""
    provider = activity["provider"]
    if provider.get("type") == "python":
        # Stays in this thread: it may be the main one, and the engine waits for it.
        from chaoslib.provider.python import run_python_activity

        return run_python_activity(activity, configuration, secrets)
    return session.ask("run_activity", activity=activity, configuration=configuration or {}, secrets=secrets or {})


def ensure_activity_is_valid(activity):
    """Raises InvalidActivity with the first problem of the activity (core.md 4.1)."""
    session.ask("check_activity", activity=activity)


def get_all_activities_in_experiment(experiment):
    """Hypothesis probes, method and rollbacks, in this order."""
    probes = (experiment.get("steady-state-hypothesis") or {}).get("probes") or []
    return list(probes) + list(experiment.get("method") or []) + list(experiment.get("rollbacks") or [])
