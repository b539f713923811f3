"""The ranked mentors a mentee sees, with reasons; the pool and the vectors behind them."""
