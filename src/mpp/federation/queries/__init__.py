"""Reads of the OpenID provider."""
