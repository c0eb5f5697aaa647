"""Words as they are compared when names are made: stems, and which words carry a name."""

import re

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SMALL = """
    a about across after against an and any are as at before between by do does during for from had has have how in
    into is it its known more no not of on or other our set should some such than that the their them there these this
    those through to under up upon was were what which who whole will with within without would you your
"""
_GENERIC = """
    activity annual approach arrangement care change collaboration community data delivery digital education engagement
    enforcement enhanced evidence family finding health improvement inspection intervention leadership learning listen
    listening local management measure measuring national new outcome people performance person place practice
    process professional programme project provision public quality recruitment report research resource response
    review risk service staff standard strategic support system team technology topic training value view visit work
    working year
"""
SMALL = frozenset(_SMALL.split())
GENERIC = frozenset(_GENERIC.split())


def words(text: str) -> list[str]:
    """The words of a text, hyphens taken as gaps."""
    return _WORD.findall(text)


def stem(word: str) -> str:
    """A word without case, possessive and plural: enough to know carers' and carer as one."""
    plain = re.sub(r"['’]s?$", "", word.casefold())
    if len(plain) > 4 and plain.endswith("ies"):
        return plain[:-3] + "y"
    if len(plain) > 4 and re.search(r"(ch|sh|x|ss)es$", plain):
        return plain[:-2]
    if len(plain) > 2 and plain.endswith("s") and not plain.endswith(("ss", "us", "is")):
        return plain[:-1]
    return plain


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text's words, in order."""
    return tuple(stem(word) for word in words(text))


def content(text: str) -> tuple[str, ...]:
    """The stems that carry meaning."""
    return tuple(s for s in stems(text) if s not in SMALL)


def has_run(text: tuple[str, ...], run: tuple[str, ...]) -> bool:
    """Whether a run of stems stands in a text's stems."""
    return any(text[n : n + len(run)] == run for n in range(len(text) - len(run) + 1))
