"""Reads of the season planner."""
