"""What contributors see and decide behind their follow-up link."""
