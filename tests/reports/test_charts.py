"""Charts: their bars are the figures, their words can be read by who does not see them, their bytes do not change."""

import re
from io import BytesIO

from lxml import etree
from PIL import Image

from config.consultation import Consultation
from reports.charts.as_png import SCALE, render_png
from reports.charts.as_svg import render_svg
from reports.charts.groups import chart_groups
from reports.charts.replies import chart_replies
from reports.charts.shapes import FIRST, OPPOSE, PREFER, WIDTH, Bar, Chart, Words
from reports.charts.topics import chart_topics
from reports.results import Results, make_results
from store.rows import MailRecord
from tests.reports.made import consultation, london


def outcome(practice: Consultation, mails: tuple[MailRecord, ...]) -> Results:
    return make_results(practice, mails, (), london("11-30 23:59"))


def charts(results: Results) -> list[Chart]:
    made = [chart_topics(cut) for cut in results.cuts]
    made += [chart_groups(c, results.by_group(c.topic_list.id)) for c in results.lists]
    return [*made, chart_replies(results.days, results.consultation.deadline_on)]


def bars(chart: Chart, colour: str, height: float) -> list[float]:
    return [s.width for s in chart.shapes if isinstance(s, Bar) and s.colour == colour and s.height == height]


def test_bars_are_as_long_as_their_figures(practice: Consultation, practice_mails: tuple[MailRecord, ...]) -> None:
    cut = outcome(practice, practice_mails).cuts[0]
    chart = chart_topics(cut)
    counts = cut.counts.topics
    prefer = bars(chart, PREFER, 15)
    unit = prefer[0] / counts[0].prefer.value
    assert prefer == [c.prefer.value * unit for c in counts]
    assert bars(chart, FIRST, 15) == [c.first.value * unit for c in counts]
    assert bars(chart, OPPOSE, 9) == [c.oppose.value * unit for c in counts]


def test_the_cut_is_drawn_between_the_last_inside_and_the_first_outside(
    practice: Consultation, practice_mails: tuple[MailRecord, ...]
) -> None:
    cut = outcome(practice, practice_mails).cuts[0]
    words = {s.text: s.y for s in chart_topics(cut).shapes if isinstance(s, Words)}
    inside, outside = (c[at].topic for c, at in ((cut.inside, -1), (cut.outside, 0)))
    place = words["room for 4"]
    assert words[f"{inside.letter}) {inside.title}"] < place < words[f"{outside.letter}) {outside.title}"]


def test_every_chart_is_good_svg_with_name_and_description(
    practice: Consultation, practice_mails: tuple[MailRecord, ...]
) -> None:
    for chart in charts(outcome(practice, practice_mails)):
        root = etree.fromstring(render_svg(chart))
        ids = str(root.get("aria-labelledby")).split()
        told = [element.text for name in ids for element in root.iterfind(f".//*[@id='{name}']")]
        assert told == [chart.title, chart.told]
        assert len(chart.told) > 50
        assert root.get("role") == "img"
        assert b"style" not in etree.tostring(root)  # a strict policy of styles would take it away


def test_no_words_stand_out_of_the_picture(practice: Consultation, practice_mails: tuple[MailRecord, ...]) -> None:
    for chart in charts(outcome(practice, practice_mails)):
        for words in (s for s in chart.shapes if isinstance(s, Words)):
            assert 0 < words.y <= chart.height
            length = len(words.text) * words.size * 0.5
            left = words.x - {"start": 0, "middle": length / 2, "end": length}[words.anchor]
            assert left > -8, words
            assert left + length < chart.width + 8, words


def test_the_same_chart_gives_the_same_pixels(practice: Consultation, practice_mails: tuple[MailRecord, ...]) -> None:
    chart = chart_topics(outcome(practice, practice_mails).cuts[1])
    first, second = render_png(chart), render_png(chart)
    assert first == second
    image = Image.open(BytesIO(first)).convert("RGB")
    assert image.size == (WIDTH * SCALE, round(chart.height * SCALE))
    bar = next(s for s in chart.shapes if isinstance(s, Bar) and s.colour == PREFER and s.height == 15)
    seen = image.getpixel((round((bar.x + bar.width - 2) * SCALE), round((bar.y + 5) * SCALE)))
    assert seen == (0x00, 0x72, 0xB2)


def test_charts_of_nothing_can_be_drawn() -> None:
    results = make_results(consultation(), (), (), london("11-10 12:00"))
    for chart in charts(results):
        assert render_svg(chart).startswith("<svg")
        assert render_png(chart).startswith(b"\x89PNG")


def test_whatever_a_topic_is_called_stays_words() -> None:
    chart = Chart("x", "<b>&", 'a"<script>', 20, (Words(0, 10, "</svg><script>alert(1)</script>"),))
    root = etree.fromstring(render_svg(chart))
    assert root.findtext("{http://www.w3.org/2000/svg}text") == "</svg><script>alert(1)</script>"
    assert not re.search("<script", render_svg(chart))
