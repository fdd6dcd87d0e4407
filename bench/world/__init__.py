"""What the measurements share: worlds of many rows made by set-based SQL, floors, clocks and tables."""
