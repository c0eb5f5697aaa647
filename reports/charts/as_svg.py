"""Charts as SVG to stand in a page: words are words, and colours are attributes, which any policy of styles lets by."""

from html import escape

from reports.charts.shapes import Bar, Chart, Rule, Shape, Words

_FONT = "Arial, 'Liberation Sans', 'DejaVu Sans', Helvetica, sans-serif"


def render_svg(chart: Chart) -> str:
    """One `svg` element with its title and description; ids begin with the chart's name."""
    name = escape(chart.name)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_number(chart.width)} {_number(chart.height)}" '
        f'role="img" aria-labelledby="{name}-title {name}-told" font-family="{_FONT}">',
        f'<title id="{name}-title">{escape(chart.title)}</title>',
        f'<desc id="{name}-told">{escape(chart.told)}</desc>',
        *(_shape(shape) for shape in chart.shapes),
        "</svg>",
    ]
    return "\n".join(lines)


def _shape(shape: Shape) -> str:
    match shape:
        case Bar(x, y, width, height, colour):
            size = f'width="{_number(width)}" height="{_number(height)}"'
            return f'<rect x="{_number(x)}" y="{_number(y)}" {size} fill="{colour}"/>'
        case Rule(x, y, to_x, to_y, colour, width, dashed):
            dash = ' stroke-dasharray="6 4"' if dashed else ""
            ends = f'x1="{_number(x)}" y1="{_number(y)}" x2="{_number(to_x)}" y2="{_number(to_y)}"'
            return f'<line {ends} stroke="{colour}" stroke-width="{_number(width)}"{dash}/>'
        case Words(x, y, text, size, colour, anchor):
            end = "" if anchor == "start" else f' text-anchor="{anchor}"'
            place = f'x="{_number(x)}" y="{_number(y)}" font-size="{_number(size)}"'
            return f'<text {place} fill="{colour}"{end}>{escape(text)}</text>'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
