"""Words that records share: where people are and what they do."""

#: Columns whose words may be renamed everywhere; other one-of columns have fixed words.
RENAMED = ("town", "village", "industry")
