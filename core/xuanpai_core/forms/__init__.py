"""What people fill into forms."""
