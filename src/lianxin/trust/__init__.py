"""Consent, rights, retention, and who looked."""
