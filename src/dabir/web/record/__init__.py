"""The record of acts and its seals."""
