"""A mail world on one machine: a real SMTP server, Maildirs, and people who answer. Nothing leaves."""
