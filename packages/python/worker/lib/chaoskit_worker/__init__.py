"""The worker's side of the Python bridge. Not for import by activities or controls."""
