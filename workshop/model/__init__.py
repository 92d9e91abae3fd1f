"""The domain model as frozen dataclasses and enums. No I/O, no clock, no randomness of its own."""
