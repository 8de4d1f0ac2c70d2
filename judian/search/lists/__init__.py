"""Lists over a query: figures, instruments, tables of authorities."""
