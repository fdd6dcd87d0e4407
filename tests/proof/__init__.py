"""What anyone can run to see that only a person sends: faults injected into real processes, and what came of them.

`python -m tests.proof PART SIZE` runs one part on services of its own and prints its row; `make prove` runs them all.
"""
