"""The disk: the sources that a site is made from, and the folder that it is published to."""
