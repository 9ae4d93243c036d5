"""The outline reader: from an official text to its structure, mandate, duties and call."""
