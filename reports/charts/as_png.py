"""Charts as PNG for documents: the same shapes, in the font beside this file, so that every machine makes the same."""

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from reports.charts.shapes import Bar, Chart, Rule, Words

FONT = Path(__file__).parent / "DejaVuSansCondensed.ttf"
SCALE = 3
"""Pixels for each unit of a chart: 288 to the inch where the chart is 640 units on 6.67 inches."""
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}
_DASH, _GAP = 6, 4


def render_png(chart: Chart) -> bytes:
    """The picture on white; the same chart gives the same bytes."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (round(chart.width * SCALE), round(chart.height * SCALE)), "white")
    pen = ImageDraw.Draw(image)
    for shape in chart.shapes:
        match shape:
            case Bar(x, y, width, height, colour) if width > 0 and height > 0:
                pen.rectangle(_box(x, y, x + width, y + height), fill=colour)
            case Rule():
                _rule(pen, shape)
            case Words(x, y, text, size, colour, anchor):
                font = _font(round(size * SCALE))
                pen.text((x * SCALE, y * SCALE), text, fill=colour, font=font, anchor=_ANCHORS[anchor])
    out = BytesIO()
    image.quantize(64, dither=Image.Dither.NONE).save(out, "PNG", optimize=True, dpi=(96 * SCALE, 96 * SCALE))
    return out.getvalue()


def _box(x: float, y: float, to_x: float, to_y: float) -> tuple[int, int, int, int]:
    """Pillow draws the last pixel, too."""
    left, top = round(x * SCALE), round(y * SCALE)
    return left, top, max(round(to_x * SCALE) - 1, left), max(round(to_y * SCALE) - 1, top)


def _rule(pen: Any, rule: Rule) -> None:
    """Level, upright or slanted; dashes only along level and upright ones, which are all that charts have."""
    ends = ((rule.x, rule.y), (rule.to_x, rule.to_y))
    length = max(abs(rule.to_x - rule.x), abs(rule.to_y - rule.y))
    if not rule.dashed or not length:
        pen.line([(x * SCALE, y * SCALE) for x, y in ends], fill=rule.colour, width=round(rule.width * SCALE))
        return
    at = 0.0
    while at < length:
        until = min(at + _DASH, length)
        points = [
            ((rule.x + (rule.to_x - rule.x) * t / length) * SCALE, (rule.y + (rule.to_y - rule.y) * t / length) * SCALE)
            for t in (at, until)
        ]
        pen.line(points, fill=rule.colour, width=round(rule.width * SCALE))
        at += _DASH + _GAP


@lru_cache(maxsize=16)
def _font(size: int) -> Any:
    from PIL import ImageFont

    return ImageFont.truetype(FONT, size, layout_engine=ImageFont.Layout.BASIC)
