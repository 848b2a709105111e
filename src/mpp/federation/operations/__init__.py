"""Acts of the OpenID provider."""
