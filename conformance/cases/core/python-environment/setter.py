import os


def before_method_control(context, **kwargs):
    os.environ["FROM_CONTROL"] = "control"
