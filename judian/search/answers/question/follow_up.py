"""Follow-up questions: 那112年呢？ after 111年查獲海洛因幾公斤？ asks 112年查獲海洛因幾公斤？

A follow-up names only what differs. Its slots replace those of their kind in the earlier question;
a slot of a kind that is not there is added. Other words replace the word that ends alike (詐欺案件
for 毒品案件), a verb the verb, a noun the noun that is counted. Where nothing can be replaced the
text is no follow-up.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from judian.search.answers.question.focus import end_with_noun, focus_noun
from judian.search.answers.question.slots import Slot, slots_of
from judian.search.replies.results import Change, FollowUp
from judian.zh.dates.expressions import find as find_dates
from judian.zh.dates.period_names import period_name
from judian.zh.entities.categories import joined_words
from judian.zh.questions.forms import AnswerType, read
from judian.zh.text.analyze import analyze
from judian.zh.text.patterns import compiled
from judian.zh.text.segment import part_of_speech
from judian.zh.text.stopwords import STOP_WORDS
from judian.zh.text.verbs import is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from judian.zh.text.analyze import Analysis

_LEAD = compiled(
    "^(?:那麼|那|又|至於|換成|改成|改問|如果是|若是)+[,，、]?(?:是|在|於|如果是|換成)?"
)
_TAIL = compiled("(?:的(?:部分|情況|情形|時候|話)?|部分|方面)?呢?[\\s?!。,，]*$")
_ASKS_ON = compiled("呢[\\s?!。,，]*$")
#: Words of a follow-up that name nothing.
_FILLER = compiled("[\\s的在於是有為及與和、,，?!。:：]|部分|方面|情況|情形|時候|期間|當年|全年")
_BARE_YEAR = compiled("^(?:[0-9]{2,3}|(?:19|20)[0-9]{2})$")

#: A place by the form of its name that no table has.
_PLACE = compiled("[一-鿿]{1,5}[縣市區鄉鎮村里州省島港]")

#: Characters of an ending that two words share wherever it stands; a shorter one counts at the end
#: of a word.
SURE_ENDING = 2

#: Kinds of which one may replace the other, the nearest first.
_FAMILY = {
    "country": ("country", "region", "home"),
    "region": ("region", "country", "home"),
    "home": ("home", "country", "region"),
}
#: The values that stand for the asker's own side; another value replaces the opposite one.
_OWN_SIDE = tuple(compiled(word).pattern for word in ("我方", "臺灣", "我國"))


@dataclass(frozen=True, slots=True)
class _Edit:
    """The replacement of `[start, end)` of the earlier question; `order` tells edits at one place
    apart."""

    start: int
    end: int
    text: str
    kind: str
    order: int = 0


@dataclass(frozen=True, slots=True)
class _Earlier:
    """The earlier question with its slots and the span of its interrogative with its noun."""

    analysis: Analysis
    slots: list[Slot]
    interrogative: tuple[int, int]

    @classmethod
    def of(cls, text: str) -> _Earlier:
        analysis = analyze(text)
        return cls(analysis, slots_of(analysis), _asking_span(analysis.folded))


def complete_follow_up(previous: str, typed: str) -> FollowUp | None:
    """The question that `typed` asks after `previous`; None if it is no follow-up (it neither
    begins with 那 or the like nor ends in 呢, or is a whole question), or if nothing of the earlier
    question can be replaced."""
    inner = _inner(typed)
    if inner is None or not previous.strip():
        return None
    earlier = _Earlier.of(previous)
    edits = _edits(earlier, analyze(inner))
    written = earlier.analysis.squeezed
    edits = [edit for edit in edits if written[edit.start : edit.end] != edit.text]
    if not edits:
        return None
    changes = tuple(Change(e.kind, written[e.start : e.end], e.text) for e in edits)
    for edit in sorted(edits, key=lambda e: (-e.start, -e.end, -e.order)):
        written = written[: edit.start] + edit.text + written[edit.end :]
    return FollowUp(typed, previous, written, changes)


def _inner(typed: str) -> str | None:
    """A follow-up without the words that make it one; None for another text."""
    analysis = analyze(typed)
    folded = analysis.folded
    lead = _LEAD.match(folded)
    if lead is None and _ASKS_ON.search(folded) is None:
        return None
    start = lead.end() if lead else 0
    tail = _TAIL.search(folded, start)
    return analysis.squeezed[start : tail.start() if tail else None] or None


def _asking_span(folded: str) -> tuple[int, int]:
    """The span of the interrogative with its noun; at the end of a text that has none."""
    form = read(folded)
    if form.answer_type is AnswerType.NOTHING:
        return len(folded), len(folded)
    end = max(form.end, end_with_noun(form, focus_noun(form)[1]))
    noun = form.noun if folded.startswith(form.noun, form.end) else ""
    return form.start, max(end, form.end + len(noun))


def _edits(earlier: _Earlier, inner: Analysis) -> list[_Edit]:
    """The edits that a follow-up makes; none if a part of it cannot be placed."""
    if _BARE_YEAR.match(inner.folded) and any(s.kind == "period" for s in earlier.slots):
        inner = analyze(f"{inner.squeezed}年")
    slots = [slot for slot in slots_of(inner) if not slot.is_inside]
    asked = _asking_span(inner.folded)
    rest = list(inner.folded)
    for start, end in ((s.start, s.end) for s in slots):
        rest[start:end] = " " * (end - start)
    rest[slice(*asked)] = " " * (asked[1] - asked[0])
    edits = _slot_edits(earlier, inner, slots)
    if slots and not edits:
        return []
    if asked[0] < asked[1]:
        if _FILLER.sub("", "".join(rest)):
            return []  # A whole question of its own.
        edits.append(_Edit(*earlier.interrogative, inner.squeezed[slice(*asked)], "asks"))
        return edits if slots else []
    others = _other_words("".join(rest))
    if others is None:
        return edits
    other = _word_edit(earlier, inner, others)
    return [*edits, other] if other is not None else []


def _slot_edits(earlier: _Earlier, inner: Analysis, slots: Sequence[Slot]) -> list[_Edit]:
    edits: list[_Edit] = []
    for number, slot in enumerate(slots):
        text = inner.squeezed[slot.start : slot.end]
        if slot.kind == "period":
            resolved = _resolved(earlier, text)
            if resolved is None:
                return []
            text = resolved
        swapped = _swap(earlier, slot)
        if swapped:
            edits += swapped
            continue
        edits.append(_slot_edit(earlier, slot, text, edits, number))
    return edits


def _slot_edit(
    earlier: _Earlier, slot: Slot, text: str, edits: Sequence[_Edit] = (), order: int = 0
) -> _Edit:
    """The edit that puts the `text` of a slot in the place of another, or adds it."""
    target = _target(earlier, slot, [edit.start for edit in edits])
    if target is not None:
        return _Edit(target.start, target.end, text, slot.kind)
    at = _place(earlier, slot.kind)
    return _Edit(at, at, text, slot.kind, order)


def _resolved(earlier: _Earlier, text: str) -> str | None:
    """A period as it is; a relative one (前一年) by the period of the earlier question, None
    without one."""
    folded = analyze(text).folded
    alone = find_dates(folded)
    if not alone or alone[0].period.start or alone[0].period.end:
        return text
    asked = next((s for s in earlier.slots if s.kind == "period"), None)
    if asked is None:
        return None
    anchor = find_dates(earlier.analysis.folded[asked.start : asked.end])[0].period
    found = find_dates(folded, anchor_date=anchor.end or anchor.start)
    has_days = bool(found) and (found[0].period.start or found[0].period.end)
    return period_name(found[0].period) if has_days else None


def _swap(earlier: _Earlier, slot: Slot) -> list[_Edit]:
    """The exchange of two parties if a follow-up names the second: 那陸方呢 after 我方請求陸方."""
    parties = [s for s in earlier.slots if s.kind == slot.kind == "party"]
    if len(parties) != 2 or parties[1].name != slot.name:
        return []
    first, second = parties
    written = earlier.analysis.squeezed
    return [
        _Edit(first.start, first.end, written[second.start : second.end], "party"),
        _Edit(second.start, second.end, written[first.start : first.end], "party"),
    ]


def _target(earlier: _Earlier, slot: Slot, taken: Sequence[int]) -> Slot | None:
    """The slot of the earlier question that `slot` replaces: of its kind, or else of a kin one; not
    the asker's own side if there is another; one in the name of an instrument comes last."""
    for is_inside in (False, True):
        for kind in _FAMILY.get(slot.kind, (slot.kind,)):
            found = [
                s
                for s in earlier.slots
                if s.kind == kind and s.is_inside is is_inside and s.start not in taken
            ]
            others = [s for s in found if s.name not in _OWN_SIDE]
            if others or found:
                return (others or found)[-1]
    return None


def _place(earlier: _Earlier, kind: str) -> int:
    """Where a slot is added: a period first, a substance before what is asked for, others behind a
    period at the beginning."""
    if kind == "substance":
        return earlier.interrogative[0]
    first = earlier.slots[0] if earlier.slots else None
    if kind != "period" and first is not None and (first.kind, first.start) == ("period", 0):
        return first.end
    return 0


def _other_words(rest: str) -> tuple[int, int] | None:
    """The span of the words of a follow-up that fill no slot; None without any."""
    blank = _FILLER.sub(lambda found: " " * len(found.group()), rest)
    if not blank.strip():
        return None
    start = len(blank) - len(blank.lstrip())
    return start, len(blank.rstrip())


def _word_edit(earlier: _Earlier, inner: Analysis, span: tuple[int, int]) -> _Edit | None:
    """The edit for words that fill no slot."""
    word, text = inner.folded[slice(*span)], inner.squeezed[slice(*span)]
    target = _alike(earlier, word)
    if target is None and _PLACE.fullmatch(word):
        return _slot_edit(earlier, Slot("region", *span, word), text)
    target = target or _counterpart(earlier, word)
    return None if target is None else _Edit(*target, text, "word")


def _free_words(earlier: _Earlier) -> list[tuple[str, int, int]]:
    """The words of the earlier question that fill no slot and do not ask."""
    taken = {at for slot in earlier.slots for at in range(slot.start, slot.end)}
    taken.update(range(*earlier.interrogative))
    return [
        (word, start, end)
        for word, start, end in joined_words(earlier.analysis.folded, STOP_WORDS)
        if word not in STOP_WORDS and taken.isdisjoint(range(start, end))
    ]


def _counterpart(earlier: _Earlier, word: str) -> tuple[int, int] | None:
    """The span of the verb for a verb; for a noun that of the noun right before what is asked."""
    free = _free_words(earlier)
    if is_verb(word):
        return next(((start, end) for w, start, end in reversed(free) if is_verb(w)), None)
    if not _is_noun(word) or not free:
        return None
    before = [found for found in free if found[2] <= earlier.interrogative[0]]
    last, start, end = before[-1] if before else ("", 0, 0)
    is_counted = end == earlier.interrogative[0] and _is_noun(last)
    is_alone = start == 0 or not (
        earlier.analysis.folded[start - 1].isdigit()
        or any(_is_noun(w) and high == start for w, _, high in before)
    )
    return (start, end) if is_counted and is_alone else None


def _alike(earlier: _Earlier, word: str) -> tuple[int, int] | None:
    """The span of what ends as `word` does, with what it has instead before that ending: 毒品案件
    for 詐欺案件, 1號井 for 2號井; None if nothing does, or if the word is there already."""
    folded, free = earlier.analysis.folded, _free_words(earlier)
    if word in folded:
        return None
    ends = {end for _, _, end in free}
    best, longest = None, 0
    for end in range(1, len(folded) + 1):
        shared = _shared_ending(folded[:end], word)
        if shared > longest and (shared >= SURE_ENDING or end in ends):
            start = _start_of_word(folded, free, end - shared)
            if start is not None:
                best, longest = (start, end), shared
    return best


def _start_of_word(folded: str, free: Sequence[tuple[str, int, int]], at: int) -> int | None:
    """The start of the number or the word that holds the character before `at`; None if it fills a
    slot or is none."""
    start = at
    while start and folded[start - 1].isdigit():
        start -= 1
    if start < at:
        return start
    return next((low for _, low, high in free if low < at <= high), None)


def _shared_ending(left: str, right: str) -> int:
    """The number of last characters that two texts share, less than all of `right`."""
    count = 0
    while count < min(len(left), len(right) - 1) and left[-1 - count] == right[-1 - count]:
        count += 1
    return count


def _is_noun(word: str) -> bool:
    tag = part_of_speech(word)
    return len(word) > 1 and word.isalpha() and not is_verb(word) and (not tag or tag[0] == "n")
