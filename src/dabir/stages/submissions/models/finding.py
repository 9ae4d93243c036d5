"""How submissions are found and counted: made from them alone, and made anew at will.

The database itself keeps the counts and the changing signs, whatever road the rows come by; see
`dabir.stages.submissions.intake.database`.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dabir.stages.calls.models import Call
from dabir.stages.submissions.models.submissions import Submission


class SearchText(models.Model):
    """What a submission is found by: its words, each once, and signs of what is filtered by.

    A word that others than the secretariat do not read stands as ``~word``. Signs begin with ``=``:
    in `tokens` those that stay (group, call, sector, day), in `facets` those that change with the
    submission (state, whether it is published).
    """

    submission = models.OneToOneField(
        Submission, models.PROTECT, primary_key=True, related_name="search_text"
    )
    tokens = models.TextField()
    facets = models.CharField(max_length=60)

    def __str__(self) -> str:
        return f"{self.submission_id}"


class Cell(models.Model):
    """How many submissions of a call share state, sector, road and language, published or not.

    The sum over the rows with the same values counts: PostgreSQL adds rows, so that nobody waits
    for another's, and they are folded into one later.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="cells")
    state = models.CharField(max_length=10)
    sector = models.CharField(max_length=15)
    road = models.CharField(max_length=10)
    language = models.CharField(max_length=5)
    published = models.BooleanField()
    count = models.IntegerField()

    class Meta:
        indexes = (
            models.Index(
                fields=("call", "state", "sector", "road", "language", "published"),
                name="one_cell",
            ),
        )

    def __str__(self) -> str:
        return f"{self.count}"


class Tally(models.Model):
    """How many came to a call, by one property of what came; what is withdrawn later came, too.

    `value` is the first instant of a quarter of an hour in UTC (``2026-11-22 14:45``), the id of a
    question, an exhibit or an invitation, or the name of a province. Answers are counted by
    question and exhibit, submissions by the rest. The sum over equal rows counts, as for cells.
    """

    class Dimension(models.TextChoices):
        SLOT = "slot", _("quarter of an hour")
        QUESTION = "question", _("question")
        EXHIBIT = "exhibit", _("clause under consultation")
        INVITATION = "invitation", _("invited group")
        PROVINCE = "province", _("province")

    call = models.ForeignKey(Call, models.PROTECT, related_name="tallies")
    dimension = models.CharField(max_length=10, choices=Dimension)
    value = models.CharField(max_length=60)
    count = models.IntegerField()

    class Meta:
        indexes = (models.Index(fields=("call", "dimension", "value"), name="one_tally"),)

    def __str__(self) -> str:
        return f"{self.dimension} {self.value}: {self.count}"
