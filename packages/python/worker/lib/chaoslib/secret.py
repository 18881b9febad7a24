"""Secrets that are resolved from within Python: the engine does it."""
from chaoskit_worker import session

__all__ = ["load_secrets"]


def load_secrets(secrets_info, configuration=None, extra_vars=None):
    """The values of a secrets block (core.md 6); raises InvalidExperiment."""
    return session.ask(
        "resolve_secrets",
        declared=secrets_info or {},
        configuration=configuration or {},
        overrides=extra_vars or {},
    )
