"""The account service: a node without users of IRC that knows who may call themselves what."""
