"""Fetch mail and understand it. The parsers here know neither Django nor the network and finish whatever comes."""
