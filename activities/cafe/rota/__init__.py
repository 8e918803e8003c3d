"""Who sits where: groups for every round in which people meet as many different people as possible."""
