"""Starting a text, its title and readers, consulting on it, handing it in, laying it aside."""
