"""Names for what extensions get and give."""
from enum import Enum
from typing import Any, Dict, List, Tuple, Union

Action = Activity = Control = Experiment = Extension = Hypothesis = Journal = Probe = Run = Step = Dict[str, Any]
Configuration = Secrets = Dict[str, Dict[str, str]]
ConfigVars = SecretVars = Settings = EventPayload = Dict[str, Any]
Discovery = DiscoveredActivities = DiscoveredSystemInfo = Dict[str, Any]
Tolerance = Union[int, str, bool, list, Dict[str, Any]]
Layer = Any
TargetLayers = Dict[str, List[Dict[str, Any]]]
MicroservicesStatus = Tuple[Dict[str, Any], Dict[str, Any]]


class Strategy(Enum):
    """When the steady-state hypothesis is checked."""

    BEFORE_METHOD = "before-method-only"
    AFTER_METHOD = "after-method-only"
    DURING_METHOD = "during-method-only"
    DEFAULT = "default"
    CONTINUOUS = "continuous"
    SKIP = "skip"

    @staticmethod
    def from_string(value):
        if value in ("continuously", "continously"):
            return Strategy.CONTINUOUS
        try:
            return Strategy(value)
        except ValueError:
            raise ValueError("Unknown strategy") from None


class Dry(Enum):
    """What is not really done."""

    PROBES = "probes"
    ACTIONS = "actions"
    ACTIVITIES = "activities"
    PAUSE = "pause"

    @staticmethod
    def from_string(value):
        if value is None:
            return None
        try:
            return Dry(value)
        except ValueError:
            raise ValueError("Unknown dry") from None


class Schedule:
    """How the continuous hypothesis is played. The frequency is in seconds, the ratio in percent."""

    def __init__(self, continuous_hypothesis_frequency=1.0, fail_fast=False, fail_fast_ratio=0):
        self.continuous_hypothesis_frequency = continuous_hypothesis_frequency
        self.fail_fast = fail_fast
        self.fail_fast_ratio = fail_fast_ratio
