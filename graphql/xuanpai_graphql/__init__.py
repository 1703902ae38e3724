"""The edge: GraphQL over HTTP, the command line, and the composition of the whole."""
