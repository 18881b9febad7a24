"""Configuration that is resolved from within Python: the engine does it."""
from chaoskit_worker import session

__all__ = ["load_configuration"]


def load_configuration(config_info, extra_vars=None):
    """The values of a configuration block (core.md 5); raises InvalidExperiment."""
    return session.ask("resolve_configuration", declared=config_info or {}, overrides=extra_vars or {})
