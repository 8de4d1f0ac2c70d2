"""Messages about files and pages, in English and Chinese."""
