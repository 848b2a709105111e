"""Decisions of the OpenID provider: values in, values out."""
