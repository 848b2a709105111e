"""Pages of the OpenID provider: consent, signing out, and the desks of those who answer for applications."""
