"""The engine's answers to what the worker asks."""


def result_of(answer):
    error = answer.get("error")
    if error is None:
        return answer.get("ok")
    from chaoslib import exceptions

    kind = getattr(exceptions, error.get("type", ""), exceptions.ChaosException)
    raise kind(error.get("message", ""))
