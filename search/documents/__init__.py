"""The text of uploaded documents: read in a process of its own, found where the documents themselves are public."""
