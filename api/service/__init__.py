"""The work of the service, as plain functions on a database session: no web server is needed to call them.

One file a resource. A function takes the session of a transaction, who acts (`Actor`) and plain values; it raises
`roster.faults.InputError` for what is wrong in its input, and one of `api.service.errors` otherwise.
"""
