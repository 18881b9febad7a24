"""What the experiment's hypothesis asks of the traces of the load test."""
import base64
import json
import os

from logzero import logger


def should_not_have_any_errors(filepath: str) -> bool:
    """
    True when no answer in `filepath` tells of an error, or when nothing was
    recorded yet. Each line is the JSON of one request, its answer in base64.
    """
    if not os.path.exists(filepath):
        return True

    with open(filepath) as traces:
        for line in filter(None, map(str.strip, traces)):
            error = error_of(json.loads(line))
            if error is not None:
                logger.error("Found an error in traces: %s", error)
                return False
    return True


def error_of(trace: dict):
    """Why a request failed: on its way, or at a service behind the first one."""
    if not trace.get("body"):
        return trace.get("error") or None
    answer = json.loads(base64.b64decode(trace["body"]))
    return answer.get("error") or None
