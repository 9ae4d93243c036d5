"""Letters, referrals and the tray."""
