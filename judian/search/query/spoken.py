"""What a query of 注音 means: the name or the words of the collection with these sounds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from judian.search.query.completion import as_written
from judian.zh.text.keyboard import typed_sounds
from judian.zh.text.sounds import syllables

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.core.engine import Snapshot
    from judian.search.query.collection_names import Names

#: Most syllables that are read, and of one word.
_MOST, _LONGEST_WORD = 24, 6


def spoken_query(snapshot: Snapshot, text: str, names: Names) -> str | None:
    """The query whose sounds `text` spells, in symbols or in the keys of the keyboard; None if it
    spells none, if a passage holds it as it is, or if no name or words sound so."""
    sounds = typed_sounds(text)
    if not sounds or len(sounds) > _MOST:
        return None
    if any(snapshot.frequency("words", part) for part in text.lower().split()):
        return None
    named = [n for n in names.by_sound.get(sounds[0][0], ()) if _sounds(n.folded, sounds)]
    if named:
        return max(named, key=lambda name: (name.passages, name.shown)).shown
    words = _words(sounds, names)
    shown = [as_written(snapshot, word) for word in words or ()]
    return "".join(word for word in shown if word) if shown and all(shown) else None


def _sounds(folded: str, sounds: Sequence[str]) -> bool:
    """True if each character is read as the syllable at its place."""
    return len(folded) == len(sounds) and all(
        sound in syllables(char) for char, sound in zip(folded, sounds, strict=True)
    )


def _words(sounds: Sequence[str], names: Names) -> list[str] | None:
    """The fewest words, of these the most frequent ones, with the sounds one after the other."""
    best: list[list[str] | None] = [[], *([None] * len(sounds))]
    for start in range(len(sounds)):
        before = best[start]
        if before is None:
            continue
        spoken = names.words_by_sound.get(sounds[start][0], ())
        for end in range(start + 2, min(len(sounds), start + _LONGEST_WORD) + 1):
            known = best[end]
            if known is not None and len(known) <= len(before) + 1:
                continue
            wanted = sounds[start:end]
            word = next((word for word in spoken if _sounds(word, wanted)), None)
            if word is not None:
                best[end] = [*before, word]
    return best[-1]
