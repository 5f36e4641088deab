"""Reading grade of plain English prose, by Flesch and Kincaid.

Source of the formula: Kincaid, Fishburne, Rogers and Chissom 1975: 0.39 x words a sentence
+ 11.8 x syllables a word - 15.59.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"(?:[.!?…]+[”\"’)\]*]*(?:\s|$))|\n+")
_VOWELS = re.compile(r"[aeiouyäöüéèáàó]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^aeiouydt]ed|[^laeiouy]e)$")


def grade(text: str) -> float:
    """Return the school grade that the text asks for; 0 for a text with no words.

    A line end closes a sentence, so that headings and list entries count as sentences of their own.
    """
    sentences = [words for part in _SENTENCE_END.split(text) if (words := _WORD.findall(part))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return 0.0
    syllables = sum(_syllables(word.lower()) for word in words)
    return max(0.0, 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59)


def word_count(text: str) -> int:
    """Return how many words the text has."""
    return len(_WORD.findall(text))


def _syllables(word: str) -> int:
    groups = len(_VOWELS.findall(word))
    return max(1, groups - bool(_SILENT.search(word)))
