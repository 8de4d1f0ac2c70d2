"""What the readers of workbooks share: number formats, tables on a sheet, blocks of a workbook."""
