"""How fast this machine does the main jobs, on data made here from seeds: `nuanfang bench`."""
