"""What mentors read and tick before students find them."""
