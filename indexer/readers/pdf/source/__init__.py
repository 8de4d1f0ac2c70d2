"""The PDF file as it was written: content streams, fonts, paths, and pages drawn or recognised."""
