"""Who was asked, and who has been heard."""
