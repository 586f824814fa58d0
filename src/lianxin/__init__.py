"""Lianxin: programme office for a local creator economy; every number with its receipt."""
