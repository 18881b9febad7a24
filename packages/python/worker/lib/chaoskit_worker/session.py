"""What belongs to this run, for the parts that users' code reaches through the `chaoslib` package."""

#: The connection to the engine; None in processes that users' code starts.
channel = None
#: The experiment as the newest hook saw it.
experiment = None
#: Handlers of run events that controls registered; made on first use.
registry = None


def ask(op, **payload):
    """Asks the engine for something and waits for the answer. Raises ChaosException where there is no engine."""
    from chaoslib.exceptions import ChaosException

    if channel is None:
        raise ChaosException("'%s' is only available inside a run" % op)
    return channel.ask(op, payload)


def event_registry():
    global registry
    if registry is None:
        from chaoslib.run import EventHandlerRegistry

        registry = EventHandlerRegistry()
    return registry
