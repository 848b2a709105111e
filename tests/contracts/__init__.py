"""What every implementation of a port must do: the fake that other tests trust, and the adapter over real HTTP."""
