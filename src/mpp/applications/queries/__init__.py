"""Reads of cases, narrowed to the actor; frozen values out, never a write.

case        one case as it stands, for an operation to decide on
desk        the work queue of an officer, search
tracking    one case with its history, a citizen's own list
"""
