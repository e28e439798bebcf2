"""Paths of several steps: what they ask is known without a window."""
