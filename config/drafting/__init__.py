"""Reading a consultation letter's plain text for what consultation.toml has to say."""
