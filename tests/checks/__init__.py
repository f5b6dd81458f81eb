"""What `make check` asks beyond ready-made tools: `python -m tests.checks.words`, `.markup` and `.tree`."""
