"""The process that opens PDFs: whatever a document does there, the program goes on.

It reads requests from standard input and writes replies to standard output, and knows nothing else.
"""

ARGUMENT = "--pdf-process"
"""The program's command line for this process."""
