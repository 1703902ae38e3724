"""The read engine: GraphQL types that show rows are declared; one root field is one SQL statement (performance.md)."""
