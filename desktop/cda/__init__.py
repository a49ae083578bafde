"""Clinical documents (CDA) of any system, read as hostile input; no Qt, no network, no files.

Runs in the process of `desktop.pdf_process.summaries`.
"""
