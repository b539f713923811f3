"""What a mentee looks for, what a mentor offers, how many they can take, and the words the programme shares."""
