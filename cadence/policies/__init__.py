"""May this happen now? Each rule is a pair: `check_x` raises the reason, `can_x` asks."""
