"""The five provinces of the demo, each after the document that tells of it."""
