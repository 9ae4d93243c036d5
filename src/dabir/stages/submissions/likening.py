"""Finding, for submissions that came, the first one that each is like; many in a few queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from django.db.models import F
from django.utils.crypto import salted_hmac

from dabir.domain.language.likeness import LIKE, Sketch, likeness, sketch, unpacked
from dabir.domain.language.personal_data import comparable
from dabir.stages.submissions.identities import Sealed, unsealed_of
from dabir.stages.submissions.models import Band, Fingerprint, Passage, Submission

MOST_MET = 20_000
"""Bands that are looked at for one slice: a flood of letters costs no more than that."""


def author_of(submission: Submission, sealed: Sealed | None) -> str:
    """Return a keyed digest by which one contributor's submissions to a call are told as theirs.

    "" for who left nothing; nobody reads the identity by this.
    """
    if sealed is None:
        return ""
    given = sealed.contributor
    told = given.email or given.phone or (given.name and f"{given.name} {given.organisation}")
    if not told:
        return ""
    return salted_hmac(
        "dabir.submissions.author", f"{submission.call_id}:{comparable(told)}", algorithm="sha256"
    ).hexdigest()


def fingerprints_of(call: int, submissions: Sequence[Submission]) -> int:
    """Make the fingerprints of a call's submissions that have none yet; return how many are like
    an earlier one.
    """
    known = set(
        Fingerprint.objects.filter(pk__in=[one.pk for one in submissions]).values_list(
            "pk", flat=True
        )
    )
    new = sorted((one for one in submissions if one.pk not in known), key=lambda one: one.pk)
    sketches, sealed = _sketches(new), unsealed_of(new)
    leaders = _Leaders(call, list(sketches.values()))
    made: list[Fingerprint] = []
    bands: list[Band] = []
    for one in new:
        told = sketches[one.pk]
        leader = leaders.of(told)
        made.append(
            Fingerprint(
                submission=one,
                call_id=call,
                text=told.text,
                sketch=told.packed,
                author=author_of(one, sealed.get(one.pk)),
                leader_id=leader,
            )
        )
        if leader is None:
            bands += [Band(key=key, leader_id=one.pk) for key in leaders.add(one.pk, told)]
    Fingerprint.objects.bulk_create([one for one in made if one.leader_id is None])
    Fingerprint.objects.bulk_create([one for one in made if one.leader_id is not None])
    Band.objects.bulk_create(bands, batch_size=2_000)
    followers: Counter[int] = Counter()
    followers.update(int(one.leader_id) for one in made if one.leader_id is not None)
    by_count: dict[int, list[int]] = defaultdict(list)
    for followed, count in followers.items():
        by_count[count].append(followed)
    for count, keys in by_count.items():
        Fingerprint.objects.filter(pk__in=keys).update(alike=F("alike") + count)
    return sum(followers.values())


def _sketches(submissions: Sequence[Submission]) -> dict[int, Sketch]:
    keys: dict[int, list[str]] = {one.pk: [] for one in submissions}
    passages = Passage.objects.filter(submission__in=keys).order_by("submission", "order")
    for pk, key in passages.values_list("submission", "text_key"):
        keys[pk].append(key)
    return {pk: sketch(" ".join(parts)) for pk, parts in keys.items() if any(parts)} | {
        pk: Sketch(-pk, ()) for pk, parts in keys.items() if not any(parts)
    }


class _Leaders:
    """The first ones of a call that something may be like, as far as a slice needs them."""

    def __init__(self, call: int, wanted: Sequence[Sketch]) -> None:
        self._call = call
        self._by_text: dict[int, int] = {}
        self._by_band: dict[int, list[int]] = defaultdict(list)
        self._places: dict[int, tuple[int, ...]] = {}
        keys = {key for told in wanted for key in told.bands(call)}
        met = Band.objects.filter(key__in=keys).values_list("key", "leader_id")[:MOST_MET]
        for key, leader in met:
            self._by_band[key].append(leader)
        texts = {told.text for told in wanted}
        same = Fingerprint.objects.filter(call=call, text__in=texts, leader__isnull=True)
        for pk, text in same.order_by("-pk").values_list("pk", "text"):
            self._by_text[text] = pk
        near = {leader for leaders in self._by_band.values() for leader in leaders}
        for pk, packed in Fingerprint.objects.filter(pk__in=near).values_list("pk", "sketch"):
            self._places[pk] = unpacked(packed)

    def of(self, told: Sketch) -> int | None:
        """Return the first one with the same words, or the nearest that is nearly the same."""
        if told.text in self._by_text:
            return self._by_text[told.text]
        near = {leader for key in told.bands(self._call) for leader in self._by_band.get(key, ())}
        best = max(
            ((likeness(told.places, self._places[pk]), -pk) for pk in near), default=(0.0, 0)
        )
        return -best[1] if best[0] >= LIKE else None

    def add(self, pk: int, told: Sketch) -> list[int]:
        """Take a new leader in; return the keys under which it is found."""
        self._by_text[told.text] = pk
        self._places[pk] = told.places
        keys = told.bands(self._call)
        for key in keys:
            self._by_band[key].append(pk)
        return keys
