"""Acts of deciding: votes, action items, and the duties that action items become."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db.models import Max
from django.utils.translation import gettext as _

from dabir.domain.procedure.majorities import Majority, Votes
from dabir.domain.procedure.verdicts import Refused
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Body, Membership, Person
from dabir.foundation.people.preferences import show_digits
from dabir.foundation.record.acts import act, record
from dabir.foundation.record.sealing import seal_now
from dabir.foundation.trace.linking import link, new_address
from dabir.foundation.trace.models import Addressable, Confidentiality, Relation
from dabir.stages.decisions import policy
from dabir.stages.decisions.models import ActionItem, AgendaItem, Ballot, Decision, FollowedDuty
from dabir.stages.decisions.roll import Roll, call_roll
from dabir.stages.mandates.acts import assign_duty
from dabir.stages.mandates.models import Duty
from dabir.stages.texts.models import Amendment, Clause, Version

RULES = {
    Decision.Majority.SIMPLE: Majority.SIMPLE,
    Decision.Majority.ABSOLUTE: Majority.ABSOLUTE_OF_MEMBERS,
    Decision.Majority.TWO_THIRDS: Majority.TWO_THIRDS_OF_PRESENT,
    Decision.Majority.CONSENSUS: Majority.CONSENSUS,
}


def count_ballots(ballots: Mapping[Membership, Ballot.Choice | str]) -> Votes:
    """Return the sums of votes taken by name."""
    choices = [Ballot.Choice(choice) for choice in ballots.values()]
    return Votes(
        choices.count(Ballot.Choice.FAVOUR),
        choices.count(Ballot.Choice.AGAINST),
        choices.count(Ballot.Choice.ABSTAIN),
    )


def _check_votes(votes: Votes, roll: Roll, ballots: Iterable[Membership]) -> None:
    voters = {seat.voter.pk for seat in roll.seats if seat.filled}
    for membership in ballots:
        if membership.pk not in voters:
            raise Refused(_("%(name)s has no vote here, or is not present.") % {"name": membership})
    given = votes.cast + votes.abstaining
    if given > roll.present:
        raise Refused(
            _("%(votes)s votes were given, but %(present)s members with a vote are present.")
            % {"votes": show_digits(given), "present": show_digits(roll.present)}
        )


@act
def decide(
    *,
    item: AgendaItem,
    wordings: Mapping[str, str],
    actor: Person,
    at: datetime,
    votes: Votes | None = None,
    ballots: Mapping[Membership, Ballot.Choice | str] | None = None,
    majority: Decision.Majority | str = Decision.Majority.SIMPLE,
    version: Version | None = None,
    amendments: Iterable[Amendment] = (),
    about: Iterable[Addressable] = (),
    confidentiality: Confidentiality | str | None = None,
    bodies: Iterable[Body] = (),
) -> Decision:
    """Put a proposal to the vote and keep the outcome, which the votes and the majority give.

    Votes come as sums, or by name in `ballots`. The decision is linked to what it is on: the
    version with its clauses, the amendments, and `about` (considerations, duties …). It seals the
    record before it answers. `confidentiality` is the item's unless said otherwise.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: the meeting is not in session, or has no quorum.
        Refused: no wording, neither sums nor names, more votes than members present, somebody
            without a vote, or a version or an amendment of another group.
    """
    meeting = lock(item.meeting)
    policy.may_decide(actor, meeting).require()
    if not any(words.strip() for words in wordings.values()):
        raise Refused(_("Please write what is decided."))
    if votes is None:
        if ballots is None:
            raise Refused(_("Please give the votes."))
        votes = count_ballots(ballots)
    roll = call_roll(meeting)
    _check_votes(votes, roll, ballots or ())
    chosen = list(amendments)
    texts = {one.text for one in chosen} | ({version.text} if version else set())
    if any(text.group_id != meeting.group_id for text in texts):
        raise Refused(_("A meeting decides on texts of its own group."))
    rule = Decision.Majority(majority)
    result = RULES[rule].tally(votes, entitled=roll.entitled, present=roll.present)
    last = meeting.decisions.aggregate(last=Max("number"))["last"] or 0
    named = bodies if confidentiality is not None else item.address.bodies.all()
    decision = Decision.objects.create(
        address=new_address(
            Decision,
            group=meeting.group,
            confidentiality=confidentiality or item.address.confidentiality,
            bodies=named,
        ),
        meeting=meeting,
        item=item,
        number=last + 1,
        wordings=dict(wordings),
        majority=rule,
        in_favour=votes.in_favour,
        against=votes.against,
        abstaining=votes.abstaining,
        entitled=roll.entitled,
        present=roll.present,
        outcome=Decision.Outcome.ADOPTED if result else Decision.Outcome.REJECTED,
        version=version,
        at=at,
        by=actor,
    )
    decision.amendments.set(chosen)
    Ballot.objects.bulk_create(
        Ballot(decision=decision, membership=one, choice=Ballot.Choice(choice))
        for one, choice in (ballots or {}).items()
    )
    subjects: list[Addressable] = [*chosen, *about]
    if version is not None:
        subjects += [version, *Clause.objects.filter(version=version)]
    for subject in subjects:
        link(subject, decision, Relation.DECIDES, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=decision,
        meeting=meeting.number,
        number=decision.number,
        votes=[votes.in_favour, votes.against, votes.abstaining],
        present=roll.present,
        entitled=roll.entitled,
        majority=rule.value,
        outcome=decision.outcome,
    )
    seal_now(meeting.group, at)
    return decision


@act
def note_action(
    *,
    item: AgendaItem,
    text: str,
    body: Body,
    actor: Person,
    at: datetime,
    due_on: date | None = None,
    decision: Decision | None = None,
) -> ActionItem:
    """Note what a meeting asks of a body, from a decision or from the discussion.

    Raises:
        NotPermitted, NotNow: the actor may not, or the meeting's minutes are approved.
        Refused: no text, or the decision belongs to another item.
    """
    policy.may_note_action(actor, item.meeting).require()
    if not text.strip():
        raise Refused(_("Please write what is to be done."))
    if decision is not None and decision.meeting_id != item.meeting_id:
        raise Refused(_("The decision belongs to another meeting."))
    source = decision.address if decision is not None else item.address
    action = ActionItem.objects.create(
        address=new_address(
            ActionItem,
            group=item.meeting.group,
            confidentiality=source.confidentiality,
            bodies=source.bodies.all(),
        ),
        item=item,
        decision=decision,
        text=text.strip(),
        body=body,
        due_on=due_on,
    )
    if decision is not None:
        link(decision, action, Relation.TASKS, by=actor, at=at)
    record(
        actor=actor,
        at=at,
        about=action,
        body=body.pk,
        due_on=due_on.isoformat() if due_on else None,
        decision=decision.number if decision else None,
    )
    return action


@act
def make_duty(
    *, action: ActionItem, actor: Person, at: datetime, supporting: Iterable[Body] = ()
) -> Duty:
    """Make a duty of an action item, so that it is carried, reported on and followed up.

    Raises:
        NotPermitted: the actor is not in the secretariat.
        NotNow: it is a duty already.
    """
    action = lock(action)
    policy.may_task(actor, action).require()
    duty = assign_duty(
        group=action.item.meeting.group,
        text=action.text,
        actor=actor,
        at=at,
        responsible=[action.body],
        supporting=supporting,
        due_on=action.due_on,
        origin=action,
        confidentiality=_widest_for_duties(action),
    )
    action.duty = duty
    action.save(update_fields=["duty"])
    record(actor=actor, at=at, about=action, duty=duty.pk)
    return duty


def _widest_for_duties(action: ActionItem) -> str:
    """A duty is never shown more widely than its action item; named bodies become the group's."""
    level = action.address.confidentiality
    return Confidentiality.SECRETARIAT if level == Confidentiality.BODIES else level


@act
def note_discussion(
    *, item: AgendaItem, discussion: str, actor: Person, at: datetime
) -> AgendaItem:
    """Note what was said on an item, for the minutes.

    Raises:
        NotPermitted, NotNow: the actor may not, or the minutes are approved.
    """
    item = lock(item)
    policy.may_note_action(actor, item.meeting).require()
    item.discussion = discussion.strip()
    item.save()
    record(actor=actor, at=at, about=item, length=len(item.discussion))
    return item


@act
def note_follow_up(
    *, item: AgendaItem, duty: Duty, said: str, actor: Person, at: datetime
) -> FollowedDuty:
    """Note what was said of a duty under the follow-up of resolutions, for the minutes.

    Raises:
        NotPermitted, NotNow: the actor may not, or the minutes are approved.
        Refused: the item follows nothing up, or the duty is another group's.
    """
    item = lock(item)
    policy.may_note_action(actor, item.meeting).require()
    if item.kind != AgendaItem.Kind.FOLLOW_UP:
        raise Refused(_("Duties are followed up under the item that is there for it."))
    given_to_it = duty.assignments.filter(committee=item.meeting.group_id)
    if duty.group_id != item.meeting.group_id and not given_to_it.exists():
        raise Refused(_("The duty belongs to another group."))
    followed, _made = FollowedDuty.objects.get_or_create(
        item=item,
        duty=duty,
        defaults={"state": duty.state, "percent": duty.percent, "due_on": duty.due_on},
    )
    followed.said = said.strip()
    followed.save(update_fields=["said"])
    record(actor=actor, at=at, about=item, duty=duty.pk, length=len(followed.said))
    return followed
