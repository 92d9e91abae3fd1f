"""Mengya 萌芽: a toolkit for co-creation camps on resident self-organisations."""

__version__ = "0.8.0"
