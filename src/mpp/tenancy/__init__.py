"""Regions, agencies, officers, roles."""
