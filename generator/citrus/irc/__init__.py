"""The IRC front end: IRC clients of a Citrus node. A profile of the node; docs/citrus-irc.md is for its users."""
