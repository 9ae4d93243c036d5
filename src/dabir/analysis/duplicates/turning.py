"""Second pass: copies that turn their template's stance round become clusters of their own."""

import numpy as np
from numpy.typing import NDArray

from dabir.analysis.compiled import njit
from dabir.analysis.duplicates.centres import MOST_ALIKE
from dabir.analysis.duplicates.differences import Changes, changes
from dabir.analysis.duplicates.fingerprints import Samples, likeness
from dabir.analysis.duplicates.polarity import (
    AGAINST,
    FIRST_VERB,
    FOR,
    IN_FAVOUR,
    MODAL,
    NEGATION,
    NO_SIGN,
    YES_SIGN,
    Polarity,
)

_SMALL = 6
"""Words of a change, on either side, up to which it can turn a sentence round; longer ones say
something else, whatever words they have."""

_INSERTED = 3
"""Words that are only put in or left out to turn a sentence: «not», «do not», «did not ever»."""

_NEAR = 4
"""Words around a negation among which one must be for or against something, or say what should be:
«I do not agree», «should not pass», and not «could not find»."""

_MOST_SIDES = 50
"""Centres of their own that copies of one template may have by turning it; the rest stand alone."""


@njit(cache=True, nogil=True)
def _kind(word: np.uint32, polarity: Polarity) -> int:
    mask = np.uint32(polarity.words.shape[0] - 1)
    slot = word & mask
    while polarity.kinds[slot]:
        if polarity.words[slot] == word:
            return int(polarity.kinds[slot])
        slot = (slot + np.uint32(1)) & mask
    return 0


@njit(cache=True, nogil=True)
def _flips(old: NDArray[np.uint32], new: NDArray[np.uint32], polarity: Polarity) -> bool:
    """Whether a tick or a thumb of some words is turned in what stands for them.

    They are compared in their order: «☑ yes ☐ no» and «☐ yes ☑ no» have two that are turned.
    """
    at = 0
    for word in old:
        kind = _kind(word, polarity)
        if kind not in (YES_SIGN, NO_SIGN):
            continue
        while at < new.shape[0] and _kind(new[at], polarity) not in (YES_SIGN, NO_SIGN):
            at += 1
        if at == new.shape[0]:
            return False
        if _kind(new[at], polarity) != kind:
            return True
        at += 1
    return False


@njit(cache=True, nogil=True)
def _turns_by(
    template: NDArray[np.uint32],
    from_: int,
    to: int,
    new: NDArray[np.uint32],
    polarity: Polarity,
) -> bool:
    """Whether putting ``new`` for ``template[from_:to]`` turns what the sentence says."""
    old = template[from_:to]
    if max(old.shape[0], new.shape[0]) > _SMALL:
        return False
    negations, pro_old, contra_old, pro_new, contra_new, verbs = 0, 0, 0, 0, 0, 0
    for word in old:
        kind = _kind(word, polarity)
        negations += kind == NEGATION or (kind > FIRST_VERB and kind % 2 == 1)
        pro_old += kind in (FOR, IN_FAVOUR)
        contra_old += kind == AGAINST
        if kind >= FIRST_VERB:
            for other in new:
                verbs += _kind(other, polarity) == (kind ^ 1)
    for word in new:
        kind = _kind(word, polarity)
        negations += kind == NEGATION or (kind > FIRST_VERB and kind % 2 == 1)
        pro_new += kind in (FOR, IN_FAVOUR)
        contra_new += kind == AGAINST
    # A word against turns the sentence in place of one that is for, not in place of any other.
    opposites = (pro_old > contra_old and contra_new > pro_new) or (
        contra_old > pro_old and pro_new > contra_new
    )
    if (negations + opposites + _flips(old, new, polarity)) % 2 == 0:
        return False
    if negations % 2 == 0 or verbs > 0 or pro_new + contra_new > 0:
        return True
    if min(old.shape[0], new.shape[0]) == 0 and max(old.shape[0], new.shape[0]) > _INSERTED:
        return False
    for place in range(max(0, from_ - _NEAR), min(template.shape[0], to + _NEAR)):
        kind = _kind(template[place], polarity)
        if kind in (FOR, AGAINST, MODAL):
            return True
    return False


@njit(cache=True, nogil=True)
def turns(
    template: NDArray[np.uint32], copy: NDArray[np.uint32], found: Changes, polarity: Polarity
) -> int:
    """Return how many of the changes turn the template's stance."""
    count = 0
    for number in range(found.copy_from.shape[0]):
        new = copy[found.copy_from[number] : found.copy_to[number]]
        start, end = found.template_from[number], found.template_to[number]
        count += _turns_by(template, start, end, new, polarity)
    return count


@njit(cache=True, nogil=True)
def tell_apart(
    given: Samples,
    words_at: NDArray[np.int64],
    words: NDArray[np.uint32],
    copies: NDArray[np.int32],
    members: NDArray[np.int32],
    polarity: Polarity,
    centre: NDArray[np.int32],
    alike: NDArray[np.float32],
    opposed: NDArray[np.int32],
) -> None:
    """Give copies of one centre that turn its stance centres of their own.

    ``members`` are the copies, without their centre, in ascending order. ``opposed`` of a text that
    becomes a centre is the centre whose stance it turns. It takes with it what does not turn its
    own stance. What turns both a little (a word was lost, one of two sentences is turned) and was
    sent once goes where it is turned less, and where it is more alike.
    """
    first = centre[members[0]]
    left = np.empty(members.shape[0], np.int32)
    turned = np.empty(members.shape[0], np.int64)
    count = 0
    template = words[words_at[first] : words_at[first + 1]]
    for text in members:
        copy = words[words_at[text] : words_at[text + 1]]
        times = turns(template, copy, changes(template, copy), polarity)
        if times:
            left[count] = text
            turned[count] = times
            count += 1
    rounds = 0
    while count:
        rounds += 1
        best = left[0]
        for text in left[:count]:
            if copies[text] > copies[best]:
                best = text
        template = words[words_at[best] : words_at[best + 1]]
        sample = given.shingles[given.at[best] : given.at[best + 1]]
        centre[best], alike[best], opposed[best] = best, 1.0, first
        still = 0
        for number in range(count):
            text = left[number]
            if text == best:
                continue
            if rounds == _MOST_SIDES:
                centre[text], alike[text], opposed[text] = text, 1.0, first
                continue
            copy = words[words_at[text] : words_at[text + 1]]
            like = likeness(sample, given.shingles[given.at[text] : given.at[text + 1]])
            like = min(like, MOST_ALIKE)
            times = turns(template, copy, changes(template, copy), polarity)
            once = copies[text] == 1 and copies[best] > 1
            if once and times > turned[number]:
                continue  # it stays with the first centre, from which it differs less
            if times == 0 or (
                once
                and (times < turned[number] or (times == turned[number] and like > alike[text]))
            ):
                centre[text], alike[text] = best, like
                continue
            if once and times == turned[number]:
                continue
            left[still] = text
            turned[still] = turned[number]
            still += 1
        count = still


@njit(cache=True, nogil=True)
def tell_all_apart(
    given: Samples,
    words_at: NDArray[np.int64],
    words: NDArray[np.uint32],
    copies: NDArray[np.int32],
    members: NDArray[np.int32],
    bounds: NDArray[np.int64],
    polarity: Polarity,
    centre: NDArray[np.int32],
    alike: NDArray[np.float32],
    opposed: NDArray[np.int32],
) -> None:
    """Tell apart the copies ``members[bounds[n]:bounds[n + 1]]`` of each centre."""
    for number in range(bounds.shape[0] - 1):
        part = members[bounds[number] : bounds[number + 1]]
        if part.shape[0]:
            tell_apart(given, words_at, words, copies, part, polarity, centre, alike, opposed)
