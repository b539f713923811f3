"""Other people's solvers, each run in an environment of its own on the very input that ours gets."""
