import os


def before_loading_experiment_control(context, **kwargs):
    os.environ["FROM_LOADER"] = "loader"
