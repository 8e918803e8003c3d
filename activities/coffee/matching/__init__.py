"""Who meets whom in a coffee trial: as many pairs as there can be, the fairest, at random among equals."""
