"""Entry of the Python worker: prepares the module search path and serves calls until it is told to close.

Everything here is guarded: a child started by multiprocessing imports this file again under another name.
"""
import sys


def start():
    if sys.version_info < (3, 8):
        sys.stderr.write("Python 3.8 or newer is needed, this is %s\n" % sys.version.split()[0])
        sys.exit(96)

    import os

    here = os.path.dirname(os.path.abspath(__file__))
    # The folder of this file is no place for imports; neither is the working directory (core.md 9.1).
    if sys.path and os.path.abspath(sys.path[0]) == here:
        del sys.path[0]
    sys.path.insert(0, os.path.join(here, "lib"))

    from chaoskit_worker.main import serve

    serve(3, 4)


if __name__ == "__main__":
    start()
