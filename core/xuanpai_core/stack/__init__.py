"""The embedded stack: database, object store and our own processes on one machine, supervised as one program."""
