"""The windows, tabs, dialogs and viewers."""
