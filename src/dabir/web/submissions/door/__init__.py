"""The door of the public form: taking what is sent in a rush, with as little ado as can be."""
