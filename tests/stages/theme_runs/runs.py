"""A run of the analysis that proposes three themes, and all that it proposes."""

from dabir.foundation.trace.models import Link
from dabir.stages.themes.acts import (
    undo_step,
)
from dabir.stages.themes.models import (
    AnalysisRun,
    Code,
    ProposedCode,
    ProposedTheme,
    Theme,
)
from tests.factories import AT, make_group, make_secretary
from tests.stages.analysed import concluded, fill, passages_of
from tests.stages.sent import make_open_call

NAMES = {"fa": "تابلوی دوربین", "en": "Signs at cameras"}


class World:
    """A call with twenty passages, of which a run puts five under each of three themes.

    Themes 2 and 3 stand below theme 1; one passage stands under both 2 and 3.
    """

    def __init__(self):
        self.group = make_group()
        self.secretary = make_secretary(self.group)
        self.call = make_open_call(self.group, self.secretary)
        self.submissions = fill(self.call, self.secretary)
        self.passages = passages_of(self.call)

    def run(self, **fields) -> AnalysisRun:
        fields.setdefault("parents", {2: 1, 3: 1})
        themes = fields.pop(
            "themes", {1: self.passages[:5], 2: self.passages[5:10], 3: self.passages[9:14]}
        )
        return concluded(self.call, self.secretary, themes, **fields)

    def do(self, act, one, **more):
        return act(proposed=one, actor=self.secretary, at=AT, **more)

    def undo(self, step) -> None:
        undo_step(step=step, actor=self.secretary, at=AT)


def picture(run: AnalysisRun) -> object:
    """All that a run proposes, as it stands."""
    themes = ProposedTheme.objects.filter(run=run).exclude(state="dropped").order_by("number")
    codes = ProposedCode.objects.filter(proposed__run=run).order_by("pk")
    return (
        [
            (
                one.number,
                one.state,
                one.names,
                one.parent_id,
                one.theme_id,
                one.merged_into_id,
                one.passages,
                one.submissions,
            )
            for one in themes
        ],
        list(codes.values_list("pk", "proposed", "state")),
        list(Code.objects.order_by("passage", "theme").values_list("passage", "stance")),
        Theme.objects.count(),
        Link.objects.filter(relation="grounds").count(),
    )
