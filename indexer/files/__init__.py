"""Files before they are read: format detection, encodings, unsupported formats, ZIP packages."""
