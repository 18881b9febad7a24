"""Users' log messages reach the engine's log with their level (core.md 22)."""
import logging

_LEVELS = ((50, "CRITICAL"), (40, "ERROR"), (30, "WARNING"), (20, "INFO"))


class EngineHandler(logging.Handler):
    def __init__(self, channel):
        super().__init__()
        self._channel = channel

    def handle(self, record):
        # Without the handler's own lock: a cancellation between taking and releasing it would leave it taken for ever.
        if self.filter(record):
            self.emit(record)
        return True

    def emit(self, record):
        try:
            # Python's own formatter adds the traceback of `logger.exception`.
            self._channel.send(log=_level(record.levelno), message=self.format(record))
        except Exception:
            self.handleError(record)


def _level(number):
    return next((name for least, name in _LEVELS if number >= least), "DEBUG")


def install(channel):
    """Takes over the logger that extensions write to. Other loggers do what Python does with them."""
    logging.raiseExceptions = False
    logger = logging.getLogger("chaostoolkit")
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    logger.addHandler(EngineHandler(channel))
