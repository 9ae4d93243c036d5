"""Letters in, out and within; their number series and referrals."""
