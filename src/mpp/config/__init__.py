"""Settings, urls and wiring: the one place where adapters meet ports."""
