local lib = {}
