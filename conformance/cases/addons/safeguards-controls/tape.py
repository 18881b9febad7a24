import os


def note(text):
    with open(os.path.join(os.environ["HOME"], "tape.txt"), "a") as tape:
        tape.write(text + "\n")


def give(value):
    return value


def before_activity_control(context, **kwargs):
    note("before " + context["name"])


def after_activity_control(context, state, **kwargs):
    note("after %s %s %s" % (context["name"], state["status"], state["output"]))
