"""A whole season on the sample data, played through the same services as the window."""
