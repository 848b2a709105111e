"""Base page, components, error pages. No domain words."""
