"""The service under load: what a county costs it, and its feeds beside those of others."""
