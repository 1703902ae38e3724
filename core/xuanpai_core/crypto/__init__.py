"""Protects personal data at rest: sealed under a key of its tenant, searchable by exact value through a digest."""

from xuanpai_core.crypto.vault import CannotOpen, Vault, open_vault

__all__ = ["CannotOpen", "Vault", "open_vault"]
