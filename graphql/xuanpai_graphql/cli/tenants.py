"""Tenants from the shell: what the platform's operator does on the server itself."""
