"""The one official reply of a body that was asked."""
