"""How to speak with a rep's mail server. Knows nothing of cadences."""
