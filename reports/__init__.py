"""Status, chaser lists and summary, as neutral reports that know no output format."""
