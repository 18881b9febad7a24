from tape import note


def after_activity_control(context, state, **kwargs):
    note("own after " + context["name"])
    state["output"] += 1
