"""The DOCX reader."""
