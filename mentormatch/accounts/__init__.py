"""Who you are: sign-up, sign-in, your devices, roles, your zone and language."""
