"""What all pages share: layout, access guard, refusals, security headers, shared form fields."""
