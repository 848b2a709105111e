"""The case from draft to decision: apply, correct, verify, decide."""
