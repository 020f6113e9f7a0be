"""What can be done with text in any of the region's scripts: cut, count, weigh, make a slug."""
