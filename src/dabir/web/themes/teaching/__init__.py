"""What the codes teach: taught a question at a time, measured, its proposals answered."""
