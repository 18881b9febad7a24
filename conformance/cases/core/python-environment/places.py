import os


def put(name, value):
    os.environ[name] = value


def drop(name):
    del os.environ[name]
