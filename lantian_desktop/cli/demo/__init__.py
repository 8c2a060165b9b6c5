"""The demonstration office and its story, told through the same services as the commands."""
