"""Is this the face of that NIK, and alive before the camera now? Challenge, engine, decision; no pictures kept."""
