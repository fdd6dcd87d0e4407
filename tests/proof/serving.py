"""The web process of a proof of the proof: the product's own, with one piece of its care taken away."""

from config.embedded.web import application
from tests.proof.mutants_python import apply_python

apply_python()

__all__ = ["application"]
