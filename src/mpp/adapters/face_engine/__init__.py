"""Face engines as `faces.ports`: the registry's face match, and dlib on this machine."""
