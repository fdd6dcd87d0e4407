"""PostgreSQL and Valkey from wheels, and the runner behind `make run`: a whole Earnest on one machine with nothing installed."""
