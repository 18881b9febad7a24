"""Tolerances that are checked or judged from within Python: the engine does it."""
from chaoskit_worker import session

__all__ = ["ensure_hypothesis_tolerance_is_valid", "within_tolerance"]


def within_tolerance(tolerance, value, configuration=None, secrets=None):
    """Whether the value is within the tolerance (core.md 10)."""
    return session.ask(
        "within_tolerance",
        tolerance=tolerance,
        value=value,
        configuration=configuration or {},
        secrets=secrets or {},
    )


def ensure_hypothesis_tolerance_is_valid(tolerance):
    """Raises InvalidActivity with the first problem of the tolerance (core.md 4.2)."""
    session.ask("check_tolerance", tolerance=tolerance)
