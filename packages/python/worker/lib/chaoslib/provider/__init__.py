"""Providers, as far as extensions call them."""
