"""What programs of patients call: a route translates HTTP and nothing else."""
