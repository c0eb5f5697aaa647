"""The programme: command line, pipeline, worker and demo; the only package that knows all others."""
