"""The `extensions` block of an experiment, by name."""

__all__ = ["get_extension", "has_extension", "merge_extension", "remove_extension", "set_extension"]


def get_extension(experiment, name):
    """The first extension of this name, or None."""
    return next((x for x in experiment.get("extensions") or [] if x.get("name") == name), None)


def has_extension(experiment, name):
    return get_extension(experiment, name) is not None


def set_extension(experiment, extension):
    """Replaces the extension of the same name; the new one stands last."""
    remove_extension(experiment, extension["name"])
    experiment.setdefault("extensions", []).append(extension)


def merge_extension(experiment, extension):
    """Adds to the extension of the same name, key by key on the first level."""
    present = get_extension(experiment, extension["name"])
    if present is None:
        set_extension(experiment, extension)
    else:
        present.update(extension)


def remove_extension(experiment, name):
    extensions = experiment.get("extensions")
    if extensions:
        extensions[:] = [x for x in extensions if x.get("name") != name]
