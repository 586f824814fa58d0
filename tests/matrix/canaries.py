"""Whose data stand in an answer, whether the ledger says so, and whether they may stand there."""

def untold(answer, world, role, path): return ""
def unseen(answer, role, name, path): return ""
