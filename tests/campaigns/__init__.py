"""Long campaigns and benchmarks: each prints a table and exits non-zero when what it promises does not hold."""
