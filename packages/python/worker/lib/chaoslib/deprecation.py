"""Warnings about old names."""
import logging
import warnings

__all__ = ["warn_about_moved_function"]

_logger = logging.getLogger("chaostoolkit")


def warn_about_moved_function(message):
    warnings.warn(message, DeprecationWarning, stacklevel=2)
    _logger.warning(message)
