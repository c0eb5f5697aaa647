"""Reports into text, CSV, XLSX, DOCX and HTML; nothing is computed here."""
