"""A node with sockets, a clock and a configuration: everything the core leaves out."""
