"""What several readers share: building blocks, list numbers, headings by typography."""
