"""The population register (Dukcapil): asked whether stated elements match, under quota, never for data."""

from mpp.adapters.population_registry.dukcapil import DukcapilRegistry, DukcapilSettings

__all__ = ["DukcapilRegistry", "DukcapilSettings"]
