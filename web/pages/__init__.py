"""The pages, one module each: handlers, and ROUTES made with `show` and `change`; `ENTRY` where it is in the menu."""
