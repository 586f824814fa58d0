"""Small seasons exactly: the whole season as one whole-number programme, solved in parts and in one.

The programme is a little too hopeful on purpose (tangents instead of curves, sessions that are alike counted
together, bans of several products left out), so what HiGHS proves of it holds for every plan.
"""
