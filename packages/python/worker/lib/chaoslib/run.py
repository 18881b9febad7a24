"""Handlers of run events (core.md 15)."""
import logging

__all__ = ["EventHandlerRegistry", "RunEventHandler"]

_logger = logging.getLogger("chaostoolkit")


class RunEventHandler:
    """Base of handlers: a method an event, each of which may be left out."""

    def started(self, experiment, journal):
        pass

    def running(self, experiment, journal, configuration, secrets, schedule, settings):
        pass

    def finish(self, journal):
        pass

    def interrupted(self, experiment, journal):
        pass

    def signal_exit(self):
        pass

    def start_continuous_hypothesis(self, frequency):
        pass

    def continuous_hypothesis_iteration(self, iteration_index, state):
        pass

    def continuous_hypothesis_completed(self, experiment, journal, exception=None):
        pass

    def start_hypothesis_before(self, experiment):
        pass

    def hypothesis_before_completed(self, experiment, state, journal):
        pass

    def start_hypothesis_after(self, experiment):
        pass

    def hypothesis_after_completed(self, experiment, state, journal):
        pass

    def start_method(self, experiment):
        pass

    def method_completed(self, experiment, state=None):
        pass

    def start_rollbacks(self, experiment):
        pass

    def rollbacks_completed(self, experiment, journal):
        pass

    def start_cooldown(self, duration):
        pass

    def cooldown_completed(self):
        pass

    def start_activity(self, activity):
        pass

    def activity_completed(self, activity, run):
        pass


class EventHandlerRegistry:
    """Tells every handler; the error of one reaches neither the others nor the run."""

    def __init__(self):
        self.handlers = []

    def register(self, handler):
        self.handlers.append(handler)

    def wanted(self):
        """The events that some handler does something about."""
        return [name for name in _EVENTS if any(_handles(handler, name) for handler in self.handlers)]


def _handles(handler, name):
    method = getattr(handler, name, None)
    return method is not None and getattr(method, "__func__", None) is not vars(RunEventHandler)[name]


def _teller(name):
    def tell(self, *args, **kwargs):
        for handler in self.handlers:
            if not _handles(handler, name):
                continue
            try:
                getattr(handler, name)(*args, **kwargs)
            except Exception as error:
                _logger.debug("handler of the event '%s' failed", name, exc_info=error)

    tell.__name__ = name
    return tell


_EVENTS = [name for name in vars(RunEventHandler) if not name.startswith("_")]
for _name in _EVENTS:
    setattr(EventHandlerRegistry, _name, _teller(_name))
