"""The reader of PowerPoint presentations (PPTX), from their XML."""
