"""What the words of the work mean: pure values and rules, no files, no SQL, no windows."""
