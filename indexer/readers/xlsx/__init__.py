"""The reader of Excel workbooks (XLSX, XLSM), from their XML."""
