"""What thinks: the network, the cookbook and the hybrid answer. Knows no screen, no server, no user directory."""
