"""What an article is: the words of the newsroom as values, without disk, templates or traces."""
