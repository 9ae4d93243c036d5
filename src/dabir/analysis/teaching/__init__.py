"""What people's codes teach: a classifier that proposes the rest, and abstains where it is unsure.

`examples` says what there is to learn from and whether it is enough, `learning` learns and
proposes, `measuring` says how well. Nothing that was learnt is kept on disk: it is taught anew from
the codes, and the same codes with the same seed teach the same.
"""
