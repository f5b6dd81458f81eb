"""Everything that decides the order of results, in one place, for both engines."""

TITLE, LEAD, TOPICS, BODY = 3.0, 2.0, 2.0, 1.0
"""How much a word counts by where it stands."""

PARTS = 0.6
"""How much a part of a compound counts against the word itself."""

SYNONYM, COMPOUND, JOINED, FUZZY, FAMILY = 0.5, 0.4, 0.6, 0.5, 0.4
"""Ways of matching that were not typed."""

HEAD = 0.5
"""What title, lead and topics count once more by themselves, where the length of the text does not matter."""

EXACT, PHRASE = 0.2, 0.3
"""What comes on top for the very form and for words that stand together."""

PHRASE_SLOP = 2

FRESHNESS, FRESH_DAYS = 0.1, 730
"""A score is multiplied by the entry's weight plus up to FRESHNESS, falling to nothing over FRESH_DAYS."""

PART = 0.7
"""The weight of an entry whose title repeats its page's (a contribution, a moment): the page itself comes first."""

SAME_TOPIC = 2.0
"""What a topic in common counts between pages that resemble each other."""
