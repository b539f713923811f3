"""The catalogue of degrees: what each holds and costs, where that is said and when somebody last looked."""
