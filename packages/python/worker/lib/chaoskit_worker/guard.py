"""Who may interrupt the main thread, and when."""
import signal
import threading


class ActivityCancelled(KeyboardInterrupt):
    """Raised inside a call that the engine wants to end."""


class MainGuard:
    """Turns signals into exceptions inside users' code on the main thread, and nowhere else."""

    def __init__(self):
        self.current = None  # id of the call on the main thread
        self.on_exit = None  # called with 20 or 30 when a signal asks to end the run while no call is running
        self._cancelled = None  # the call that the engine wants to end
        self._signalled = False  # the next SIGINT is our own
        self._shields = 0
        self._pending = []
        self._main = threading.main_thread().ident

    def install(self):
        signal.signal(signal.SIGINT, self._on_signal)
        signal.signal(signal.SIGUSR1, self._on_signal)
        signal.signal(signal.SIGUSR2, self._on_signal)

    def enter(self, call_id):
        self.current = call_id
        if self._cancelled == call_id:
            self._cancelled = None
            raise ActivityCancelled()

    def leave(self):
        self.current = None

    def cancel(self, call_id):
        """Interrupts the call of this id, even in a sleep, now or when it begins. Called from the reader thread."""
        self._cancelled = call_id
        self._signalled = True
        signal.pthread_kill(self._main, signal.SIGINT)

    def shield(self):
        return _Shield(self) if threading.get_ident() == self._main else _no_shield

    def _on_signal(self, number, _frame):
        if self._shields:
            self._pending.append(number)
        else:
            self._deliver(number)

    def _deliver(self, number):
        if number == signal.SIGINT:
            own, self._signalled = self._signalled, False
            if self.current is None:
                return
            if self.current == self._cancelled:
                self._cancelled = None
                raise ActivityCancelled()
            if own:
                return  # its call has just ended, and another one began
            raise KeyboardInterrupt()
        code = 20 if number == signal.SIGUSR1 else 30
        if self.current is not None:
            raise SystemExit(code)
        if self.on_exit is not None:
            self.on_exit(code)


class _Shield:
    def __init__(self, guard):
        self._guard = guard

    def __enter__(self):
        self._guard._shields += 1

    def __exit__(self, *_):
        guard = self._guard
        guard._shields -= 1
        while guard._pending and not guard._shields:
            guard._deliver(guard._pending.pop(0))


class _NoShield:
    def __enter__(self):
        pass

    def __exit__(self, *_):
        pass


_no_shield = _NoShield()
