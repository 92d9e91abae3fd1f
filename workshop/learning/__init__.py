"""Case-based reasoning among communities: vocabularies, the case base, similarity, and three cards to start a talk."""
