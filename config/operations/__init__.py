"""How an installation is doing, told to those who run it: probes, metrics, logs, and copies that prove themselves."""
