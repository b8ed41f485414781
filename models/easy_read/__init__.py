"""The Easy Read paper of a space, and the plain-words coach."""
