"""The exceptions that extensions raise and catch."""

__all__ = [
    "ActivityFailed",
    "ChaosException",
    "ControlPythonFunctionLoadingError",
    "DiscoveryFailed",
    "ExperimentExitedException",
    "FailedActivity",
    "InterruptExecution",
    "InvalidActivity",
    "InvalidControl",
    "InvalidExperiment",
    "InvalidSource",
]


class ChaosException(Exception):
    """Base of the others."""


class ActivityFailed(ChaosException):
    """The activity did not succeed."""


#: The name of old.
FailedActivity = ActivityFailed


class InvalidActivity(ChaosException):
    """The activity can't be run as it is written."""


class InvalidExperiment(ChaosException):
    """The experiment can't be run as it is written."""


class InvalidControl(ChaosException):
    """The control can't be used as it is written."""


class InvalidSource(ChaosException):
    """The experiment could not be read."""


class DiscoveryFailed(ChaosException):
    """The extension or the system could not be looked at."""


class InterruptExecution(ChaosException):
    """Ends the run: its status becomes `interrupted`."""


class ExperimentExitedException(ChaosException):
    """The run ends while this code is still busy in the background."""


class ControlPythonFunctionLoadingError(Exception):
    """The function of a control could not be loaded."""
