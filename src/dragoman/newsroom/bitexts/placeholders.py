"""What only programs read in the texts of a program: placeholders, tags, references.

They come and go by other rules than words and figures, so the desk is shown blanks in their place.
"""

from __future__ import annotations

import re

from dragoman.newsroom.bitexts.placed import PlacedText

_PLACEHOLDER = re.compile(
    r"%\(\w{1,60}\)[-+#0]{0,5}\d{0,4}(?:\.\d{1,4})?[diouxXeEfFgGcrsa]"  # Python: %(name)s
    r"|(?<!\d)%(?:\d{1,2}\$)?[-+#0]{0,5}(?:\d{1,4}|\*)?(?:\.(?:\d{1,4}|\*))?(?:hh|h|ll|l|L|z|j|t|q)?"
    r"[diouxXeEfFgGcrsapn@](?![^\W\d_])"  # C, PHP, Objective-C: %s, %2$d, %.1f
    r"|\$?\{\{?[\w .:,!\[\]#|'\"-]{0,80}\}?\}"  # {name}, {0:.2f}, {{ value }}, ${name}
    r"|</?[A-Za-z][^<>]{0,300}>"  # <b>, </a>, <br/>
    r"|&(?:[A-Za-z]{2,12}|#\d{2,7}|#x[\dA-Fa-f]{2,6});"  # &nbsp;, &#160;
)
_FIGURE = re.compile(
    r"%(?:\(\w{1,60}\))?(?:\d{1,2}\$)?[-+#0]{0,5}\d{0,4}(?:\.\d{1,4})?l{0,2}[dif]|\{[\w.:,]{0,60}\}"
)


def blanked(text: str) -> str:
    """`text` with as many blanks in place of every placeholder, so that offsets stay."""
    return _PLACEHOLDER.sub(lambda found: " " * len(found.group()), text)


def compared(source: PlacedText, target: PlacedText) -> tuple[str, str] | None:
    """Both texts as the desk shall read them, or None where that is how they stand."""
    texts = (blanked(source.text), blanked(target.text))
    return None if texts == (source.text, target.text) else texts


def takes_figure(text: str) -> bool:
    """True when a program puts a figure into `text`."""
    return _FIGURE.search(text) is not None
