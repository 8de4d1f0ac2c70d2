"""The PDF reader, in layers: source < lines, tables < layout < page < document < reader."""
