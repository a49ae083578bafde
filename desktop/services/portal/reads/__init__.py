"""What workers read from the vault for the faces. Imports the vault: only `heavy` imports this."""
