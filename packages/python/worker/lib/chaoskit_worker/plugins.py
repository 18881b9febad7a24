"""Discovery of an extension (core.md 19) and notification plugins (core.md 17)."""
import logging

from .functions import import_module

_logger = logging.getLogger("chaostoolkit")


def notify(job):
    channel, event = job["channel"], job["event"]
    module, func = channel.get("module"), channel.get("func") or "notify"
    try:
        plugin = import_module(module)
    except Exception:
        _logger.debug("could not find Python plugin '%s' for notification", module)
        return
    function = getattr(plugin, func, None)
    if function is None:
        _logger.debug("could not find function '%s' in plugin '%s' for notification", func, module)
        return
    try:
        function(channel, event)
    except Exception as error:
        _logger.debug("failed calling notification plugin", exc_info=error)


def discover(job):
    from chaoslib.exceptions import DiscoveryFailed

    package = job["package"]
    name = _import_name(package)
    try:
        module = import_module(name)
    except ImportError as error:
        raise DiscoveryFailed("could not load Python module '%s': %s" % (name, error)) from error
    function = getattr(module, "discover", None)
    if function is None:
        raise DiscoveryFailed("package '%s' does not export a `discover` function" % name)
    return function(discover_system=job["system"])


def _import_name(package):
    from importlib import metadata

    from chaoslib.exceptions import DiscoveryFailed

    try:
        distribution = metadata.distribution(package)
    except metadata.PackageNotFoundError:
        raise DiscoveryFailed("Package %s not found" % package) from None
    listed = (distribution.read_text("top_level.txt") or "").split()
    names = [name for name in listed if not name.startswith("_")] or _top_folders(distribution)
    if not names:
        raise DiscoveryFailed("Distribution %s exists but no top-level package name could be determined" % package)
    return names[0]


def _top_folders(distribution):
    """Packages among the installed files, for distributions that list no top level."""
    found = []
    for path in distribution.files or ():
        if len(path.parts) == 2 and path.parts[1] == "__init__.py" and path.parts[0] not in found:
            found.append(path.parts[0])
    return found
