"""What the program knows about Chinese: pure functions without I/O beyond own data files."""
