"""The stages of a working group, in the order of the work.

mandates → calls → submissions → themes → positions → texts → decisions → issuances: a later stage
knows the earlier ones; an earlier stage never knows a later one.
"""
