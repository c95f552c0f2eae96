"""The pages that an office works in: rendered on the server, over the functions of `api.service`."""
