"""Declarative forms: pages, fields, conditions, answers."""
