"""One module a format, each with one function that yields the drafts of a file."""
