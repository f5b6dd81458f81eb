"""Moving in: the pages of a library's old site, read from a file and made through the same actions as the admin's."""
