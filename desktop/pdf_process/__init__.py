"""The process that opens PDFs: whatever a document does there, the program goes on.

It reads requests from standard input and writes replies to standard output, and knows nothing else.
"""

ARGUMENT = "--pdf-process"
"""The program's command line for this process."""

COMBINING = "--combining-process"
"""The command line for one that makes one PDF of several; see `combining`."""

PICTURE = "--picture-process"
"""The command line for one that decodes one picture; see `pictures.child`."""

READING = "--reading-process"
"""The command line for one that tells what PDFs say; see `texts`."""

SUMMARY = "--summary-process"
"""The command line for one that reads clinical documents; see `summaries`."""
