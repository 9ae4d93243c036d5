"""A person subscribes to calendars at secret addresses, and takes the secrets back."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.utils.translation import gettext as _

from dabir.domain.procedure.verdicts import NotNow
from dabir.foundation.calendar import policy
from dabir.foundation.calendar.models import Feed
from dabir.foundation.calendar.queries import digest_of
from dabir.foundation.files.sealing import destroy_key, new_key, seal
from dabir.foundation.lives import lock
from dabir.foundation.people.models import Group, Person
from dabir.foundation.record.acts import act, record

SECRET_BYTES = 16


def _revoke(feed: Feed, at: datetime) -> None:
    destroy_key(feed.key, at)
    feed.revoked_at, feed.sealed = at, b""
    feed.save(update_fields=["revoked_at", "sealed"])


@act
def make_feed(*, actor: Person, at: datetime, group: Group | None = None) -> Feed:
    """Make the actor's calendar feed, of one group or of all that is theirs.

    One that there was is revoked: this is also how an address that became known is renewed.

    Raises:
        NotPermitted: the actor has no role in the group.
    """
    policy.may_subscribe(actor, group).require()
    Person.objects.select_for_update().get(pk=actor.pk)  # one at a time
    for earlier in Feed.objects.living().filter(person=actor, group=group):
        _revoke(earlier, at)
    secret = secrets.token_hex(SECRET_BYTES)
    key = new_key()
    feed = Feed.objects.create(
        person=actor,
        group=group,
        digest=digest_of(secret),
        sealed=seal(key, secret.encode()),
        key=key,
        made_at=at,
    )
    record(actor=actor, at=at, group=group, feed=feed.pk)
    return feed


@act
def revoke_feed(*, feed: Feed, actor: Person, at: datetime) -> Feed:
    """Revoke a calendar feed: its address answers no more, and its secret is destroyed.

    Raises:
        NotPermitted: the feed is somebody else's.
        NotNow: it was revoked before.
    """
    feed = lock(feed)
    policy.may_revoke(actor, feed).require()
    if feed.revoked_at is not None:
        raise NotNow(_("This calendar feed was revoked already."))
    _revoke(feed, at)
    record(actor=actor, at=at, group=feed.group, feed=feed.pk)
    return feed
