"""The feed: records and files in, actions out."""
