"""Parameters of rules by place and date: changed within the bounds of a plugin, by two persons."""
