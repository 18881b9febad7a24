"""Extensions that log through `logzero` reach the same log as the others."""
import logging

logger = logging.getLogger("chaostoolkit")

__all__ = ["logger"]
