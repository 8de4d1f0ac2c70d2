"""The ODT reader."""
