"""Names of the events that notification channels get (core.md 17)."""
from enum import Enum

from chaoskit_worker import session

__all__ = [
    "DiscoverFlowEvent",
    "FlowEvent",
    "InitFlowEvent",
    "RunFlowEvent",
    "ValidateFlowEvent",
    "notify",
]


class FlowEvent(Enum):
    """Base of the others."""


class DiscoverFlowEvent(FlowEvent):
    DiscoverStarted = "discovery-started"
    DiscoverFailed = "discovery-failed"
    DiscoverCompleted = "discovery-completed"


class InitFlowEvent(FlowEvent):
    InitStarted = "init-started"
    InitFailed = "init-failed"
    InitCompleted = "init-completed"


class RunFlowEvent(FlowEvent):
    RunStarted = "run-started"
    RunFailed = "run-failed"
    RunCompleted = "run-completed"
    RunDeviated = "run-deviated"


class ValidateFlowEvent(FlowEvent):
    ValidateStarted = "validate-started"
    ValidateFailed = "validate-failed"
    ValidateCompleted = "validate-completed"


def notify(settings, event, payload=None, error=None):
    """Sends an event to the channels of these settings."""
    failure = None if error is None else str(error)
    session.ask("notify", settings=settings, event=event.value, payload=payload, failure=failure)
