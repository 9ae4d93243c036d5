"""`dabir index`: makes submissions findable, and counts them, from the beginning where asked."""

from __future__ import annotations

import click

from dabir.cli.django_setup import set_up


@click.command()
@click.option(
    "--anew", is_flag=True, help="Forget what was indexed and counted, and do all of it again."
)
def index(anew: bool) -> None:
    """Make findable what search does not find yet, and count again where counts are wrong.

    Submissions are indexed and counted as they come; this is for those that were there before, and
    for repairs. It may be stopped and run again. With --anew, lists lack what is not yet indexed
    again until it is done.
    """
    set_up()
    from dabir.stages.submissions.intake.counting import count_again, wrong_counts
    from dabir.stages.submissions.intake.indexing import forget_index, index_what_lacks

    if anew:
        forget_index()
    calls = 0
    for call in wrong_counts():
        count_again(call)
        calls += 1
    click.echo(f"Submissions made findable: {index_what_lacks()}; calls counted again: {calls}")
