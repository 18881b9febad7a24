"""Environment variables that users' code sets: what the engine starts afterwards sees them, as in the reference, where all is one process."""
import os
import threading

_lock = threading.Lock()
_known = dict(os.environ)


def changes():
    """The variables that changed since the last call, None for one that is gone; None where there are none."""
    global _known
    with _lock:
        try:
            now = dict(os.environ)
        except RuntimeError:  # another thread is setting one just now: the next answer tells it
            return None
        if now == _known:
            return None
        changed = {name: now.get(name) for name in now.keys() | _known.keys() if now.get(name) != _known.get(name)}
        _known = now
        return changed
