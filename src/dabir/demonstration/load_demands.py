"""The demonstration's demands, sent with letters that enclose the issuance, and their replies."""

from __future__ import annotations

from dabir.demonstration.world import World
from dabir.stages.issuances.acts import raise_demand, reply_to_demand, send_demand


def load(world: World) -> None:
    """Raise and send each demand, and enter the replies that came."""
    for row in world.content("issuance.toml")["demands"]:
        issuance = world.issuances[row["issuance"]]
        uid = world.clause_uids[row["clause"]]
        decision = row.get("decision")
        demand = raise_demand(
            issuance=issuance,
            body=world.bodies[row["body"]],
            text=row["text"]["fa"],
            reply_by=row["reply_by"],
            clause=issuance.clauses.get(clause__uid=uid),
            decision=world.decisions[decision] if decision else None,
            grounds=[world.considerations[key] for key in row["considerations"]],
            letter=world.letters[row["letter"]],
            actor=world.secretary,
            at=world.at(row["on"]),
        )
        demand = send_demand(demand=demand, actor=world.secretary, at=world.at(row["on"]))
        if reply := row.get("reply"):
            reply_to_demand(
                demand=demand,
                text=reply["text"]["fa"],
                letter=world.letters[reply["letter"]],
                actor=world.secretary,
                at=world.at(reply["on"]),
            )
        demand.refresh_from_db()
        world.demands[row["key"]] = demand
