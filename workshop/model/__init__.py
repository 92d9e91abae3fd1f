"""The field's words as frozen dataclasses and enums. No I/O, no clock, no chance of its own."""
