"""What a picture process does: it decodes pictures, in memory, and knows nothing else. No Qt.

As in the PDF process, a picture that takes too long or too much memory ends this process only.
"""
