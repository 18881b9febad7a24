"""JSON lines over two descriptors that no child of this process gets."""
import itertools
import json
import os
import queue
import threading

from . import session, values


class Channel:
    def __init__(self, in_fd, out_fd, guard):
        os.set_inheritable(in_fd, False)
        os.set_inheritable(out_fd, False)
        self._in_fd = in_fd
        self._out_fd = out_fd
        self._guard = guard
        self._lock = threading.Lock()
        self._asks = {}
        self._ask_ids = itertools.count(1)
        os.register_at_fork(after_in_child=self._leave_to_parent)

    def messages(self):
        """Yields the engine's messages until it is gone."""
        with os.fdopen(self._in_fd, "rb", 65536, closefd=False) as stream:
            for line in stream:
                yield json.loads(line)

    def send(self, **message):
        self.send_text(values.to_text(message))

    def send_text(self, text):
        data = text.encode("ascii") + b"\n"
        # A signal must not tear a line apart: what it asks for waits until the line is out.
        with self._guard.shield():
            with self._lock:
                fd = self._out_fd
                if fd is None:
                    return
                view = memoryview(data)
                while view:
                    view = view[os.write(fd, view) :]

    def ask(self, op, payload):
        """Sends a request to the engine and waits for its answer; raises what the engine answers with."""
        from . import asked

        number = next(self._ask_ids)
        answers = self._asks[number] = queue.SimpleQueue()
        try:
            self.send(ask=number, op=op, **payload)
            answer = answers.get()
        finally:
            self._asks.pop(number, None)
        return asked.result_of(answer)

    def answered(self, message):
        waiting = self._asks.get(message["ask"])
        if waiting is not None:
            waiting.put(message)

    def _leave_to_parent(self):
        # The child of a fork is not the worker: it must neither answer calls nor hold the pipes open.
        os.close(self._in_fd)
        os.close(self._out_fd)
        self._out_fd = None
        self._lock = threading.Lock()
        session.channel = None
