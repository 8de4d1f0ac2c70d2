"""The reader of OpenDocument spreadsheets (ODS), from their XML."""
