"""The words of each command, one file a command: cheap to import, since each start imports them all."""
