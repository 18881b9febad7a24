"""Python values as JSON text. Whatever an activity returns can be written down (Q-12)."""
import json

_DEEPEST = 100


def plain(value):
    """A JSON value for one that JSON does not know."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        raw = bytes(value)
        try:
            return raw.decode("utf-8")
        except UnicodeDecodeError:
            import base64

            return "base64:" + base64.b64encode(raw).decode("ascii")
    if isinstance(value, (set, frozenset)):
        return _in_order(value)
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if hasattr(value, "as_tuple") or type(value).__name__ == "UUID":
        return str(value)
    if hasattr(value, "__dataclass_fields__") and not isinstance(value, type):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    if isinstance(value, BaseException):
        return "An exception was raised: %s(%r)" % (type(value).__name__, str(value))
    if hasattr(value, "tolist"):
        return value.tolist()
    if hasattr(value, "__index__"):
        return int(value)
    if hasattr(value, "keys") and hasattr(value, "__getitem__"):
        return {key: value[key] for key in value.keys()}
    return _text(value)


_encode = json.JSONEncoder(default=plain, separators=(",", ":")).encode


def to_text(value):
    """One line of ASCII; never fails."""
    try:
        return _encode(value)
    except (TypeError, ValueError, RecursionError, OverflowError):
        return _encode(_tame(value, 0, ()))


def _tame(value, depth, parents):
    """A copy without cycles, odd keys, endless nesting and numbers that can't be written."""
    if value is None or isinstance(value, (bool, float, str)):
        return value
    if isinstance(value, int):
        try:
            str(int(value))
            return value
        except ValueError:
            return hex(value)
    if id(value) in parents:
        return "<circular>"
    if depth >= _DEEPEST:
        return _text(value)
    within = parents + (id(value),)
    if isinstance(value, dict):
        return {_key(key): _tame(item, depth + 1, within) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_tame(item, depth + 1, within) for item in value]
    try:
        replaced = plain(value)
    except Exception:
        return _text(value)
    return _tame(replaced, depth + 1, within)


def _key(key):
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, (bool, int, float)):
        return json.dumps(key)
    return key.decode("utf-8", "replace") if isinstance(key, bytes) else _text(key)


def _in_order(items):
    try:
        return sorted(items)
    except TypeError:
        return sorted(items, key=_text)


def _text(value):
    try:
        return str(value)
    except Exception:
        return "<%s>" % type(value).__name__
