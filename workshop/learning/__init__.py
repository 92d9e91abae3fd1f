"""Learning from each other's cases: vocabularies, the case base, likeness, and three cards to start a talk."""
