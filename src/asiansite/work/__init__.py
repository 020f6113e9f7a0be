"""Where work is done: orders of plain arguments, carried out here or in other processes."""
