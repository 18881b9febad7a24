"""Runs a command on a terminal of its own and types answers as its questions appear: [[question, answer], …] as JSON, then the command.

Prints what the terminal showed; the exit code is the command's, 99 where a question did not come in time.
"""
import json
import os
import pty
import select
import sys
import time

DEADLINE = 20


def main(steps, command):
    process, terminal = pty.fork()
    if process == 0:
        os.execvp(command[0], command)
    shown = unread = ""
    late = time.monotonic() + DEADLINE
    for question, answer in steps:
        while question not in unread:
            text = read(terminal, late)
            if text is None:
                print(shown + "\nNOT ASKED: " + question)
                os.kill(process, 9)
                return 99
            shown += text
            unread += text
        unread = unread.split(question, 1)[1]
        os.write(terminal, answer.encode())
    while (text := read(terminal, late)) is not None:
        shown += text
    print(shown)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def read(terminal, late):
    """What the command writes next; None at its end, or where it is too late."""
    while time.monotonic() < late:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                return os.read(terminal, 65536).decode("utf-8", "replace") or None
            except OSError:  # the other side is closed
                return None
    return None


if __name__ == "__main__":
    sys.exit(main(json.loads(sys.argv[1]), sys.argv[2:]))
