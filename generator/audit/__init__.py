"""What an addon asks of a client, and what that client has."""
