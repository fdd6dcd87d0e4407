"""The help: the documents of docs/ as pages, what is found in them, and where each refusal is explained."""
