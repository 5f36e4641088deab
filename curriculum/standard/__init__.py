"""The standard that a library is held to: plain words, honest claims, minutes that add up."""

from curriculum.standard.hold import Shortfall, hold

__all__ = ["Shortfall", "hold"]
