"""Campaigns: submissions that share a template, and what each of them changed in it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import pgettext_lazy

from dabir.stages.submissions.models import Answer, Submission
from dabir.stages.themes.models.runs import AnalysisRun


class Campaign(models.Model):
    """Submissions of a call that say the same, in a form that somebody wrote for them (کارزار).

    `template` is the submission that stands for the form; `opposes` the campaign whose form this
    one turns round. `distinct` counts the different wordings among its `size` members.
    """

    run = models.ForeignKey(AnalysisRun, models.PROTECT, related_name="campaigns")
    number = models.PositiveIntegerField()
    template = models.ForeignKey(Submission, models.PROTECT, related_name="+")
    opposes = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="opposed_by"
    )
    size = models.PositiveIntegerField()
    distinct = models.PositiveIntegerField()

    class Meta:
        ordering = ("-size", "number")
        constraints = (
            models.UniqueConstraint(fields=("run", "number"), name="campaigns_are_numbered"),
        )

    def __str__(self) -> str:
        return f"{self.run_id}: {self.number}"


class CampaignMember(models.Model):
    """A submission of a campaign; `similarity` to the template in thousandths.

    `differences` are the stretches of its own answers that the template does not have, as
    ``[answer, start, end]`` (an empty stretch where it left something out); `words` is how many
    words stand in them.
    """

    class Kind(models.TextChoices):
        TEMPLATE = "template", pgettext_lazy("campaign member", "the template")
        EXACT = "exact", pgettext_lazy("campaign member", "word for word")
        NEAR = "near", pgettext_lazy("campaign member", "nearly the same")
        CAMPAIGN = "campaign", pgettext_lazy("campaign member", "with words of its own")

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="members")
    submission = models.ForeignKey(Submission, models.PROTECT, related_name="campaign_members")
    kind = models.CharField(max_length=8, choices=Kind)
    similarity = models.PositiveSmallIntegerField()
    differences = models.JSONField(default=list)
    words = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-words", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("submission", "campaign"), name="a_member_of_a_campaign_once"
            ),
        )
        indexes = (models.Index(fields=("campaign", "-words", "id"), name="members_by_words"),)

    def __str__(self) -> str:
        return f"{self.submission}"


class CampaignAddition(models.Model):
    """The same words, added to a form by several members: `count` of them.

    Where they stand in one of them: `start` and `end` are offsets into an answer's text.
    """

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="additions")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ("-count", "pk")

    def __str__(self) -> str:
        return f"{self.campaign_id}: {self.count}"
