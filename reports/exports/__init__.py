"""All that is known of a consultation as plain tables with a data dictionary, for spreadsheets and analysts."""
