"""The worker's life: one reader thread feeds the main thread and, beside it, threads."""
import faulthandler
import os
import queue
import signal
import sys
import threading

from . import calls, failures, logs, session, surroundings, values
from .channel import Channel
from .guard import ActivityCancelled, MainGuard

_CANCELLED = object()
#: What never waits for the engine: more of it may wait for its turn on the main thread, where imports belong.
_QUICK = ("check", "load")


def serve(in_fd, out_fd):
    """Serves the engine's requests until it says `close`. When the engine dies, everything here dies with it."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(line_buffering=True, errors="backslashreplace")
    faulthandler.enable()
    guard = MainGuard()
    channel = Channel(in_fd, out_fd, guard)
    session.channel = channel
    guard.on_exit = lambda code: channel.send(exit=code)
    logs.install(channel)
    guard.install()
    worker = Worker(channel, guard)
    threading.Thread(target=worker.read, name="chaoskit-reader", daemon=True).start()
    worker.work()


class Worker:
    def __init__(self, channel, guard):
        self._channel = channel
        self._guard = guard
        self._jobs = queue.SimpleQueue()
        self._main_jobs = {}  # what the main thread has or is about to get: ids and requests
        self._threads = {}
        self._threads_lock = threading.Lock()
        self._pid = os.getpid()

    def read(self):
        """The reader thread."""
        for message in self._channel.messages():
            op = message["op"]
            if op == "answer":
                self._channel.answered(message)
            elif op == "cancel":
                self._cancel(message["id"])
            elif op == "close":
                self._jobs.put(None)
                return
            else:
                self._take(message)
        # The engine died. What users' code started in our process group must not outlive it.
        if os.getpgrp() == self._pid:
            os.killpg(self._pid, signal.SIGKILL)
        os._exit(1)

    def work(self):
        """The main thread: signals and asyncio work in calls that run here."""
        while True:
            job = self._jobs.get()
            if job is None:
                return
            try:
                self._guard.enter(job["id"])
                text = self._outcome(job)
                self._guard.leave()
            except BaseException as error:  # an interrupt on the way in or out of the call
                self._guard.leave()
                text = _failure(job["id"], error)
            del self._main_jobs[job["id"]]
            self._answer(text)

    def _take(self, job):
        # A call that comes while the main thread is busy was made from within the busy one, or beside it: it must not wait.
        busy = any(op not in _QUICK for op in list(self._main_jobs.values()))
        if busy or job.get("background"):
            self._threads[job["id"]] = None
            threading.Thread(target=self._beside, args=(job,), daemon=True).start()
        else:
            self._main_jobs[job["id"]] = job["op"]
            self._jobs.put(job)

    def _beside(self, job):
        call_id = job["id"]
        text = None
        while True:
            # A cancellation may strike anywhere in here, once; the call must be answered all the same.
            try:
                if text is None:
                    self._begin(call_id)
                    text = self._outcome(job)
                self._retire(call_id)
                break
            except ActivityCancelled as error:
                text = text or _failure(call_id, error)
        self._answer(text)

    def _begin(self, call_id):
        with self._threads_lock:
            if self._threads[call_id] is _CANCELLED:
                raise ActivityCancelled()
            self._threads[call_id] = threading.get_ident()

    def _retire(self, call_id):
        """From here on no cancellation can strike."""
        with self._threads_lock:
            if self._threads.pop(call_id, None) is _CANCELLED:
                _raise_in(threading.get_ident(), None)

    def _outcome(self, job):
        try:
            result = calls.run(job)
        except BaseException as error:
            return _failure(job["id"], error)
        finally:
            if os.getpid() != self._pid:
                os._exit(0)  # users' code forked, and the child came back as if it were the worker
        return _reply(job["id"], "ok", result)

    def _answer(self, text):
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except Exception:
                pass  # users' code may have closed or replaced it
        self._channel.send_text(text)

    def _cancel(self, call_id):
        with self._threads_lock:
            if call_id in self._threads:
                thread = self._threads[call_id]
                if thread is None:
                    self._threads[call_id] = _CANCELLED
                elif thread is not _CANCELLED:
                    self._threads[call_id] = _CANCELLED
                    _raise_in(thread, ActivityCancelled)
                return
        if call_id in self._main_jobs:
            self._guard.cancel(call_id)


def _raise_in(thread, error):
    """Raises the error in a thread between two steps of Python code; None takes back what was not raised yet."""
    import ctypes

    argument = None if error is None else ctypes.py_object(error)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), argument)


def _failure(call_id, error):
    return _reply(call_id, "error", failures.to_message(error))


def _reply(call_id, kind, content):
    environment = surroundings.changes()
    changed = {} if environment is None else {"environment": environment}
    return values.to_text({"id": call_id, kind: content, **changed})
