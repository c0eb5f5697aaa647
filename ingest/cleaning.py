"""Characters that carry no words: taken out, or turned into what they stand for."""

import re

_GONE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_RUNS = re.compile(r"([^\w\s])\1{60,}")
_PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")


def clean_text(text: str) -> str:
    """Text fit to be stored, shown and matched: line feeds for breaks, plain spaces, no NUL, bidi mark or surrogate.

    Runs of one punctuation mark are cut to sixty; tokenisers are quadratic on them.
    """
    if len(text) <= 60 and text.isascii() and text.isprintable():
        return text
    if text.isascii():
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
        return _RUNS.sub(lambda run: run[1] * 60, _GONE.sub("", text))
    text = _PAIRS.sub(lambda pair: pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le"), text)
    return _RUNS.sub(lambda run: run[1] * 60, _SPACES.sub(" ", _GONE.sub("", _BREAKS.sub("\n", text))))


def one_line(text: str) -> str:
    """Text with every run of white space as one space."""
    return " ".join(clean_text(text).split())
