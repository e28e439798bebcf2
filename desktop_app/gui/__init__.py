"""The window: one of the two faces of the office; nothing here knows SQL."""
