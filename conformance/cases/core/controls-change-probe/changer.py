def after_activity_control(context, state, **kwargs):
    if context["name"] == "low":
        state["output"] += 1


def after_method_control(context, state, **kwargs):
    state.append({"added": "by a control"})
