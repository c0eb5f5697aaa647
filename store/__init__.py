"""The database: mail ledger, append-only analyses and corrections, and what counts when both are laid together."""
