"""Short questions and answers in a window of their own."""
