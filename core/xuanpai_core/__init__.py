"""Xuanpai's domain kernel: the model, its rules and its ports; no web and no GraphQL."""

__version__ = "0.1.0"
