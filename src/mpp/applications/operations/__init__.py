"""The acts on a case, one module each; `_act` is the shape they share."""
