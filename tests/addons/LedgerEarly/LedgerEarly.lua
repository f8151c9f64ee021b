-- Its variables are there before its code.
LedgerEarlyDB = LedgerEarlyDB or { runs = 0 }
LedgerEarlyDB.runs = LedgerEarlyDB.runs + 1
