"""What people are told: letters, written in the transaction of the deed and sent later by the worker."""
