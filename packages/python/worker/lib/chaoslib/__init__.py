"""The `chaoslib` that extensions import. Modules that are not here come from an installed chaostoolkit-lib, if there is one."""
import hashlib
import json
import os
import string
import sys
from collections import ChainMap

__version__ = "1.45.1"
__all__ = ["__version__", "canonical_json", "decode_bytes", "experiment_hash", "substitute"]

_OWN = os.path.dirname(os.path.abspath(__file__))
for _folder in sys.path:
    _installed = os.path.join(_folder or ".", "chaoslib")
    if os.path.isfile(os.path.join(_installed, "__init__.py")) and os.path.abspath(_installed) != _OWN:
        __path__.append(_installed)
        break


class _Template(string.Template):
    flags = 0  # names are ASCII and their case counts
    idpattern = "(?a:[_a-zA-Z][_a-zA-Z0-9]*)"


def substitute(data, configuration, secrets):
    """Puts values in the place of `${name}` (core.md 8); the input stays as it is."""
    if not data:
        return data
    groups = [group for group in (secrets or {}).values() if isinstance(group, dict)]
    return _substituted(data, ChainMap(configuration or {}, *groups))


def _substituted(data, names):
    if isinstance(data, dict):
        return {key: _substituted(value, names) for key, value in data.items()}
    if isinstance(data, (list, tuple)):
        return [_substituted(item, names) for item in data]
    if not isinstance(data, str) or "$" not in data:
        return data
    whole = data[2:-1] if data.startswith("${") and data.endswith("}") else None
    if whole in names:
        return names[whole]
    return _Template(data).safe_substitute(names)


def decode_bytes(data, default_encoding="utf-8"):
    """Text of bytes, by their byte order mark or as UTF-8, otherwise as Latin-1."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig" if data[:3] == b"\xef\xbb\xbf" else default_encoding)
    except (UnicodeDecodeError, LookupError):
        return data.decode("latin-1")


def canonical_json(experiment):
    """The form of an experiment that its hash is made of (core.md 23)."""
    return json.dumps(experiment, sort_keys=True, skipkeys=True, default=str).encode("utf-8")


def experiment_hash(experiment, hash_algo=None):
    """A short name for an experiment's content: BLAKE2b of 12 bytes, or any algorithm that hashlib knows (core.md 23)."""
    content = canonical_json(experiment)
    if hash_algo is None:
        return hashlib.blake2b(content, digest_size=12).hexdigest()
    if hash_algo not in hashlib.algorithms_available:
        raise ValueError("Unsupported hashlib algorithm: '%s'" % hash_algo)
    return hashlib.new(hash_algo, content).hexdigest()
