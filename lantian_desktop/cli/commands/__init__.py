"""One module per group of commands; the table of all of them is `cli.catalogue`."""
