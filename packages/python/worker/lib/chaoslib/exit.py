"""Ends the run from anywhere (core.md 13)."""
import threading

from chaoskit_worker import session

__all__ = ["exit_gracefully", "exit_ungracefully"]


def exit_gracefully():
    """Ends the run; rollbacks follow their strategy."""
    _exit(20)


def exit_ungracefully():
    """Ends the run at once, without rollbacks."""
    _exit(30)


def _exit(code):
    # In the foreground the call itself ends with the request, as it does when the reference signals its own process.
    if threading.current_thread() is threading.main_thread():
        raise SystemExit(code)
    if session.channel is None:
        raise SystemExit(code)
    session.channel.send(exit=code)
