"""What the desktop and the practice server say to each other. Structs only, no input or output."""

API_VERSION = "v1"
