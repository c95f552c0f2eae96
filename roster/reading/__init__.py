"""Reading: from a file's bytes to plain data, and faults that know where in the file they stand."""
