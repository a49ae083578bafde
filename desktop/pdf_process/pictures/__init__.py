"""What a picture process does: it decodes pictures, in memory, and knows nothing else. No Qt.

As in the PDF process, a picture that takes too long or too much memory ends this process only.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""numpy would begin a thread for each core, whose stacks count against the memory that is allowed;
nothing here uses them."""
