"""Render, sign, issue, revoke and verify official documents."""
