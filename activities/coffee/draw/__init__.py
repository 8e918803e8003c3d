"""Drawing the pairs of a trial: worked out, looked at by a facilitator, sent, and arrived with each of them."""
