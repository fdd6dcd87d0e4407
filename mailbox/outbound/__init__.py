"""The only place that may transmit. Only `cadence.services.sending` imports it (and `connecting`, to sign in and stop)."""
