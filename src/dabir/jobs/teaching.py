"""Teaching classifiers from people's codes, and proposing the rest."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from dabir.analysis.teaching.learning import Teaching, TooFew, teach
from dabir.foundation.work.pieces import GiveUp, Piece
from dabir.stages.themes.acts.teaching import Learnt, keep_figures, propose_codes
from dabir.stages.themes.learning import examples_of, taught_themes, to_propose_for
from dabir.stages.themes.models import Classifier


def learn(piece: Piece) -> dict[str, Any]:
    """Teach the classifier of the argument `classifier`, and propose codes with it.

    Killed and begun anew it learns the same: what it proposed before is proposed again.

    Raises:
        GiveUp: there are too few codes by now.
    """
    classifier = Classifier.objects.select_related("call__group", "question", "group").get(
        pk=piece.arguments["classifier"]
    )
    examples = examples_of(classifier.call, classifier.question)
    themes = [str(pk) for pk in taught_themes(classifier.group).values_list("pk", flat=True)]
    try:
        learnt = teach(examples, themes, Teaching(classifier.precision, classifier.seed))
    except TooFew as few:
        raise GiveUp("too few codes to learn from") from few
    with piece.step():
        keep_figures(
            classifier=classifier,
            figures=learnt.report.as_json(),
            passages=learnt.report.passages,
            at=timezone.now(),
        )
    looked_at = proposed = 0
    for passages in to_propose_for(classifier):
        told = list(learnt.propose([passage.text for passage in passages]))
        found = [
            Learnt(
                passage.pk,
                int(one.theme),
                one.chance,
                one.stance,
                one.stance_chance,
                one.words,
            )
            for passage, (proposals, _doubt) in zip(passages, told, strict=True)
            for one in proposals
        ]
        doubts = {passage.pk: doubt for passage, (_none, doubt) in zip(passages, told, strict=True)}
        with piece.step():
            proposed += propose_codes(
                classifier=classifier, learnt=found, doubts=doubts, at=timezone.now()
            )
        looked_at += len(passages)
    return {"passages": looked_at, "proposed": proposed}
