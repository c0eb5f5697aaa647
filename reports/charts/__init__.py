"""Charts as shapes that know no format: the page shows them as SVG, documents as the same picture in pixels."""
